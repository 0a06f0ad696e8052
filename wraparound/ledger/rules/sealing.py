"""A day's seal: its head is signed (Ed25519, RFC 8032), and the ledger is held against every head that was signed."""

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict, dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from wraparound.ledger.rules.chain import Broken, Line, first_broken

SEALED = "ledger.DaySealed"  # the entry that says so in the ledger itself


@dataclass(frozen=True)
class Head:
    """A signed head as it is handed out: the hash at one place of one day, and whose key signed it."""

    day: str
    place: int
    hash: str
    signature: str  # 128 hexadecimal digits
    key: str  # the public key, 64 hexadecimal digits

    def as_text(self) -> str:
        """Write it as JSON, for a file or a letter."""
        return json.dumps(asdict(self), indent=1)

    @classmethod
    def from_text(cls, text: str) -> "Head":
        """Read what `as_text` wrote; raises ValueError with a sentence that says what is wrong."""
        try:
            said = json.loads(text)
            return cls(
                str(said["day"]), int(said["place"]), *(str(said[name]) for name in ("hash", "signature", "key"))
            )
        except (ValueError, KeyError, TypeError) as fault:
            raise ValueError(
                "This is no signed head: it needs day, place, hash, signature and key, as JSON."
            ) from fault


def sealed_words(*, day: str, place: int, hash: str) -> bytes:  # noqa: A002 – it is the hash
    """Give what is signed when a day is sealed."""
    return f"wraparound ledger\n{day}\n{place}\n{hash}\n".encode()


def is_signed(head: Head) -> bool:
    """Say whether a head's signature is its key's, over its day, place and hash."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(head.key))
        key.verify(bytes.fromhex(head.signature), sealed_words(day=head.day, place=head.place, hash=head.hash))
    except (InvalidSignature, ValueError):
        return False
    return True


def first_fault(lines: Iterable[Line], *, heads: Iterable[Head], keys: Collection[str] = ()) -> Broken | None:
    """Walk the whole ledger and hold it against signed heads; name the first line that does not hold.

    A head must be signed, and by one of `keys` where they are given. What is missing at the end shows as far as heads
    reach: a head whose line is not there, or the ledger's own word that a day was sealed of which no seal is left.
    """
    given = sorted(heads, key=lambda head: (head.day, head.place))
    for head in given:
        if keys and head.key not in keys:
            return Broken(head.day, head.place, f"is sealed with key {head.key[:16]}…, which is not this node's")
        if not is_signed(head):
            return Broken(head.day, head.place, "is sealed with a signature that does not hold")
    at: dict[tuple[str, int], list[Head]] = {}
    for head in given:
        at.setdefault((head.day, head.place), []).append(head)
    walk = _Walk(at, known={(head.day, head.place, head.hash) for head in given})
    broken = first_broken(walk.along(lines))
    return broken or walk.broken or walk.missing()


class _Walk:
    """Passes lines on and stops at the first that a head contradicts."""

    def __init__(self, heads: dict[tuple[str, int], list[Head]], *, known: set[tuple[str, int, str]]) -> None:
        self.heads, self.known = heads, known
        self.broken: Broken | None = None

    def along(self, lines: Iterable[Line]) -> Iterator[Line]:
        for line in lines:
            yield line
            self.broken = self._contradicted(line)
            if self.broken:
                return

    def _contradicted(self, line: Line) -> Broken | None:
        for head in self.heads.pop((line.day, line.place), ()):
            if head.hash != line.hash:
                return Broken(
                    line.day, line.place, "is not what was sealed: it was written anew after its day was signed"
                )
        if line.said.get("event") == SEALED:
            sealed = line.said["facts"]
            if (sealed["day"], sealed["place"], sealed["hash"]) not in self.known:
                return Broken(line.day, line.place, f"says that {sealed['day']} was sealed, but that seal is gone")
        return None

    def missing(self) -> Broken | None:
        """Name the first line that was sealed and is not there."""
        for day, place in sorted(self.heads):
            return Broken(day, place, "was sealed and is not there any more: the ledger's end was cut off")
        return None
