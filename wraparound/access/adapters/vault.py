"""The node's vault: secrets sealed by a key that is drawn from the node's own secret."""

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from wraparound.access.ports import CannotUnseal

PURPOSE = b"wraparound: secrets of apps that make codes"


class FernetVault:
    """Seals with AES and HMAC (Fernet); another node's key, or a changed one, opens nothing."""

    def __init__(self, secret: str) -> None:
        """Draw the key."""
        drawn = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(secret.encode())
        self._key = Fernet(urlsafe_b64encode(drawn))

    def seal(self, secret: bytes) -> str:
        """Encrypt."""
        return self._key.encrypt(secret).decode()

    def unseal(self, sealed: str) -> bytes:
        """Decrypt; raises CannotUnseal."""
        try:
            return self._key.decrypt(sealed.encode())
        except InvalidToken:
            raise CannotUnseal("A secret in the database was sealed with another key than this node's.") from None
