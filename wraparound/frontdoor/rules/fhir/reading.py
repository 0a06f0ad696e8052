"""A FHIR resource read element by element: what cannot be read, and what nothing has read, is told by where it is."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

ANYWHERE = ("id", "use", "rank")  # of an element; they change nothing that is told
SURROGATES = range(0xD800, 0xE000)  # halves of letters, which no database keeps


@dataclass(frozen=True)
class Issue:
    """Something that cannot be taken in: where, FHIR's word for why, and what would be right."""

    expression: str
    code: str
    words: str


class CannotRead(ValueError):  # noqa: N818 – named by what is so
    """A resource cannot be taken in; nothing of it is."""

    def __init__(self, issues: Sequence[Issue], *, status: int = 422) -> None:
        """Keep each issue."""
        super().__init__(" ".join(one.words for one in issues))
        self.issues, self.status = tuple(issues), status


def outcome(issues: Sequence[Issue]) -> dict[str, Any]:
    """Give issues as an OperationOutcome."""
    told = [
        {"severity": "error", "code": one.code, "details": {"text": one.words}, "expression": [one.expression]}
        for one in issues
    ]
    return {"resourceType": "OperationOutcome", "issue": told}


class Reader:
    """All parts of one resource that are being read, and what is wrong with them."""

    def __init__(self) -> None:
        """Begin with nothing wrong."""
        self.issues: list[Issue] = []
        self._parts: list[Part] = []

    def part(self, said: Any, *, at: str) -> "Part":
        """Begin to read an element; what is no element is told, and read as an empty one."""
        if not isinstance(said, dict):
            self.wrong(at, code="structure", words="This is to be an object, with names and values.")
            said = {}
        part = Part(said, at=at, reader=self)
        self._parts.append(part)
        return part

    def wrong(self, at: str, *, code: str, words: str) -> None:
        """Note what is wrong."""
        if (issue := Issue(at, code, words)) not in self.issues:
            self.issues.append(issue)

    def check(self) -> None:
        """Raise CannotRead with all that is wrong, and each element that nothing has read."""
        left = [Issue(f"{part.at}.{name.lstrip('_')}", "not-supported", _right(name)) for part in self._parts
                for name in part.left()]  # fmt: skip
        if self.issues or left:
            raise CannotRead([*self.issues, *left][:50])


class Part:
    """One element. Whatever is read of it is remembered, so that nothing is dropped without a word."""

    def __init__(self, said: dict[str, Any], *, at: str, reader: Reader) -> None:
        """Keep where it stands."""
        self.at, self._said, self._reader = at, said, reader
        self._read: set[str] = set(ANYWHERE)
        self._made: dict[str, list[Part]] = {}

    def has(self, name: str) -> bool:
        """Say whether there is an element of a name."""
        return self._said.get(name) not in (None, [], {}, "")

    def text(self, name: str, *, most: int = 20_000) -> str:
        """Read a text; "" where there is none."""
        said = self._taken(name)
        if said is None:
            return ""
        if not isinstance(said, str):
            self.wrong(name, code="structure", words="This is to be a text.")
            return ""
        if "\x00" in said or any(ord(letter) in SURROGATES for letter in said):
            self.wrong(name, code="value", words="A letter of it cannot be kept.")
            return ""
        if len(said) > most:
            self.wrong(name, code="too-long", words=f"It has {len(said):,} letters; {most:,} is the most.")
        return said.strip()

    def code(self, name: str, *, among: Collection[str], right: str) -> str:
        """Read a code that must be one of some."""
        said = self.text(name, most=64)
        if said not in among and not any(one.expression == f"{self.at}.{name}" for one in self._reader.issues):
            self.wrong(name, code="value" if said else "required", words=right)
        return said

    def boolean(self, name: str) -> bool:
        """Read a yes or no; no where there is none."""
        said = self._taken(name)
        if said is not None and not isinstance(said, bool):
            self.wrong(name, code="structure", words="This is to be true or false.")
        return said is True

    def texts(self, name: str) -> list[str]:
        """Read a list of texts."""
        said = self._taken(name)
        if said is None:
            return []
        if not isinstance(said, list) or not all(isinstance(one, str) for one in said):
            self.wrong(name, code="structure", words="This is to be a list of texts.")
            return []
        parts = Part({str(place): one for place, one in enumerate(said)}, at=f"{self.at}.{name}", reader=self._reader)
        return [text for place in range(len(said)) if (text := parts.text(str(place), most=1_000))]

    def part(self, name: str) -> "Part | None":
        """Read an element within this one."""
        said = self._taken(name)
        if said is not None and name not in self._made:
            self._made[name] = [self._reader.part(said, at=f"{self.at}.{name}")]
        return self._made[name][0] if said is not None else None

    def parts(self, name: str) -> list["Part"]:
        """Read a list of elements within this one."""
        said = self._taken(name)
        if said is not None and not isinstance(said, list):
            self.wrong(name, code="structure", words="This is to be a list.")
        if name not in self._made:
            found = enumerate(said if isinstance(said, list) else [])
            self._made[name] = [self._reader.part(one, at=f"{self.at}.{name}[{place}]") for place, one in found]
        return self._made[name]

    def pass_over(self, *names: str) -> None:
        """Leave unread what tells nothing of a child or a worry."""
        self._read |= set(names)

    def wrong(self, name: str, *, code: str, words: str) -> None:
        """Note what is wrong with this element, or with one of its names."""
        self._reader.wrong(f"{self.at}.{name}" if name else self.at, code=code, words=words)

    def left(self) -> Iterator[str]:
        """Give the names that nothing has read."""
        return (name for name in self._said if name not in self._read)

    def _taken(self, name: str) -> Any:
        self._read.add(name)
        return self._said.get(name)


def _right(name: str) -> str:
    if name in {"modifierExtension", "implicitRules"}:
        return "This changes what the rest means, and is not understood here. Send it without."
    return "There is no place for this here, and nothing is dropped. Write what matters of it into ServiceRequest.note."
