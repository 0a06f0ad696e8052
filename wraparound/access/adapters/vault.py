"""The node's vault: secrets sealed by a key that is drawn from the node's own secret."""

import hmac
from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from wraparound.access.ports import CannotUnseal

PURPOSE = b"wraparound: secrets of apps that make codes"
MARKS = b"wraparound: marks of words that are compared and never read"


class FernetVault:
    """Seals with AES and HMAC (Fernet); another node's key, or a changed one, opens nothing."""

    def __init__(self, secret: str) -> None:
        """Draw the key."""
        self._key = Fernet(urlsafe_b64encode(_drawn(secret, purpose=PURPOSE)))
        self._marking = _drawn(secret, purpose=MARKS)

    def seal(self, secret: bytes) -> str:
        """Encrypt."""
        return self._key.encrypt(secret).decode()

    def unseal(self, sealed: str) -> bytes:
        """Decrypt; raises CannotUnseal."""
        try:
            return self._key.decrypt(sealed.encode())
        except InvalidToken:
            raise CannotUnseal("A secret in the database was sealed with another key than this node's.") from None

    def mark(self, words: str) -> str:
        """Hash with a key of this node's (HMAC-SHA256)."""
        return hmac.new(self._marking, words.encode(), "sha256").hexdigest()


def _drawn(secret: str, *, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(secret.encode())
