"""The node's signing key, in a file that only the node's own user may read."""

import os
import stat
from contextlib import suppress
from pathlib import Path
from tempfile import mkstemp

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from wraparound.kernel.acting import CannotDo

OTHERS = stat.S_IRWXG | stat.S_IRWXO


class CannotSign(CannotDo):
    """The key is not there, is not a key, or could be read by others."""


class KeyFile:
    """Signs with the Ed25519 key of a PEM file."""

    def __init__(self, path: Path, *, may_make: bool) -> None:
        """Read the key; where it may, make one if none is there. Raises CannotSign."""
        if may_make:
            _make(path)
        self._key = _read(path)

    @property
    def key(self) -> str:
        """Give the public key, as 64 hexadecimal digits."""
        return self._key.public_key().public_bytes_raw().hex()

    def sign(self, words: bytes) -> str:
        """Sign, as 128 hexadecimal digits."""
        return self._key.sign(words).hex()


def _make(path: Path) -> None:
    """Make a new key where there is none: whole or not at all, and never over another, whoever else makes one too."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    descriptor, half_way = mkstemp(dir=path.parent)  # readable by its owner alone
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(pem)
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(half_way, path)
    finally:
        os.unlink(half_way)


def _read(path: Path) -> Ed25519PrivateKey:
    try:
        with path.open("rb") as file:
            if os.fstat(file.fileno()).st_mode & OTHERS:
                raise CannotSign(f"{path} holds the ledger's key and others may read it. Give it mode 600: chmod 600.")
            key = load_pem_private_key(file.read(), password=None)
    except FileNotFoundError:
        raise CannotSign(
            f"The ledger's key is not at {path}, where WRAPAROUND_LEDGER_KEY looks for it. Bring it back from where it"
            f" is kept; on a new node, make one: umask 077; openssl genpkey -algorithm ed25519 -out {path}"
        ) from None
    except ValueError as fault:
        raise CannotSign(f"{path} does not hold an Ed25519 key in PEM form.") from fault
    if not isinstance(key, Ed25519PrivateKey):
        raise CannotSign(f"{path} holds a key of another kind; the ledger signs with Ed25519.")
    return key
