"""How a setting is described: what kind of value it takes, what it says, and an example."""

from dataclasses import dataclass
from typing import Any

from wraparound.kernel.word import Word


class Kind(Word):
    """What a setting's value must be. Its label completes the sentence "give …"."""

    TEXT = "text", "text in quotation marks"
    CODE = "code", "small letters, digits and hyphens, such as family-help"
    CHOICE = "choice", "one of the listed words"
    NUMBER = "number", "a whole number, without quotation marks"
    YES_NO = "yes_no", "true or false, without quotation marks"
    DAY = "day", "a date as year-month-day, such as 2026-09-01"
    PHONE = "phone", "a telephone number, such as 04632 960001"
    EMAIL = "email", "an e-mail address, such as duty@example.org"
    HOURS = "hours", '"closed", or hours such as "09:00 to 17:00" or "09:00 to 12:30, 13:30 to 17:00"'
    LA_CODE = "la_code", "the three digits of a local authority"
    GSS_CODE = "gss_code", "a letter and eight digits, such as E08999001"
    LIST = "list", 'a list in square brackets, such as ["one", "two"]'
    PART = "part", "a section of its own"
    PARTS = "parts", "sections in double square brackets"
    NAMED = "named", "a section with a line for each"


@dataclass(frozen=True, kw_only=True)
class Key:
    """What one setting is. `among` lists a choice's words, `refers` where a code must stand, `part` what is inside."""

    kind: Kind
    says: str
    like: str = ""
    among: tuple[tuple[str, str], ...] = ()
    refers: str = ""
    part: type[Any] | None = None


@dataclass(frozen=True)
class Fault:
    """Something wrong in an area's settings: the file, the key, the value found and what would be right."""

    file: str
    key: str
    value: str
    right: str

    def __str__(self) -> str:
        """Say it in one line."""
        where = f"{self.file}: {self.key}" if self.key else self.file
        return f'{where} is "{self.value}": {self.right}' if self.value else f"{where}: {self.right}"


@dataclass(frozen=True)
class SetAside:
    """A row of a file that could not be taken in: its line, the field, the value found and what would be right."""

    row: int
    field: str
    value: str
    right: str


def choice(words: type[Word], *, says: str) -> Key:
    """Describe a setting that takes one of a class of words."""
    return Key(kind=Kind.CHOICE, says=says, among=tuple(words.choices()), like=next(iter(words)).value)


def text(says: str, *, like: str = "") -> Key:
    """Describe a setting in free words."""
    return Key(kind=Kind.TEXT, says=says, like=like)


def code(says: str, *, like: str = "", refers: str = "") -> Key:
    """Describe a setting that is a code, or that names something by its code."""
    return Key(kind=Kind.CODE, says=says, like=like, refers=refers)


def codes(says: str, *, refers: str) -> Key:
    """Describe a setting that lists things by their codes."""
    return Key(kind=Kind.LIST, says=says, refers=refers)


def one(part: type[Any], *, says: str) -> Key:
    """Describe a section within a section."""
    return Key(kind=Kind.PART, says=says, part=part)


def many(part: type[Any], *, says: str) -> Key:
    """Describe a list of sections of one kind."""
    return Key(kind=Kind.PARTS, says=says, part=part)


def named(part: type[Any], *, says: str, like: str = "") -> Key:
    """Describe a section whose keys are names of the area's own, such as a file's columns."""
    return Key(kind=Kind.NAMED, says=says, part=part, like=like)
