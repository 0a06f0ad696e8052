"""The key file: made once, kept from others, and never taken for a key when it is none."""

import stat
import subprocess
import threading

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from wraparound.ledger.adapters import CannotSign, KeyFile
from wraparound.ledger.rules import Head, is_signed, sealed_words


def test_what_a_key_signs_its_public_key_proves(tmp_path):
    signer = KeyFile(tmp_path / "a" / "ledger.key", may_make=True)
    signature = signer.sign(sealed_words(day="2026-09-01", place=3, hash="ab" * 32))
    head = Head("2026-09-01", 3, "ab" * 32, signature, signer.key)
    assert is_signed(head)
    for other in (
        Head("2026-09-02", 3, "ab" * 32, signature, signer.key),
        Head("2026-09-01", 4, "ab" * 32, signature, signer.key),
        Head("2026-09-01", 3, "ac" * 32, signature, signer.key),
        Head("2026-09-01", 3, "ab" * 32, "00" * 64, signer.key),
        Head("2026-09-01", 3, "ab" * 32, "no digits", signer.key),
        Head("2026-09-01", 3, "ab" * 32, signature, "00" * 32),
    ):
        assert not is_signed(other)


def test_a_key_is_made_once_and_then_kept(tmp_path):
    first = KeyFile(tmp_path / "ledger.key", may_make=True).key
    assert KeyFile(tmp_path / "ledger.key", may_make=True).key == first
    assert KeyFile(tmp_path / "ledger.key", may_make=False).key == first
    assert stat.S_IMODE((tmp_path / "ledger.key").stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["ledger.key"]


def test_those_who_make_a_key_at_once_get_the_same(tmp_path):
    keys = []
    makers = [
        threading.Thread(target=lambda: keys.append(KeyFile(tmp_path / "ledger.key", may_make=True).key))
        for _ in range(8)
    ]
    for maker in makers:
        maker.start()
    for maker in makers:
        maker.join()
    assert len(keys) == 8
    assert len(set(keys)) == 1


def test_a_missing_key_is_refused_with_what_to_do(tmp_path):
    with pytest.raises(CannotSign, match=r"openssl genpkey -algorithm ed25519 -out .*ledger\.key"):
        KeyFile(tmp_path / "ledger.key", may_make=False)


def test_the_key_that_the_refusal_tells_to_make_is_taken(tmp_path):
    made = ["openssl", "genpkey", "-algorithm", "ed25519", "-out", str(tmp_path / "ledger.key")]
    subprocess.run(made, check=True, umask=0o077)
    assert len(KeyFile(tmp_path / "ledger.key", may_make=False).key) == 64


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o666])
def test_a_key_that_others_may_read_is_refused(tmp_path, mode):
    KeyFile(tmp_path / "ledger.key", may_make=True)
    (tmp_path / "ledger.key").chmod(mode)
    with pytest.raises(CannotSign, match="chmod 600"):
        KeyFile(tmp_path / "ledger.key", may_make=True)


def test_what_is_no_key_is_refused(tmp_path):
    other = generate_private_key(65537, 2048).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    for text, told in ((b"", "does not hold"), (b"-----BEGIN", "does not hold"), (other, "another kind")):
        file = tmp_path / "ledger.key"
        file.write_bytes(text)
        file.chmod(0o600)
        with pytest.raises(CannotSign, match=told):
            KeyFile(file, may_make=False)
