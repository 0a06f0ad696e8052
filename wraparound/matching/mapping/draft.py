"""The map while it is being worked out: what each column seems to be so far, and why."""

from dataclasses import dataclass, field

import pyarrow as pa

from wraparound.matching.mapping.contents import Contents
from wraparound.matching.mapping.names import Meaning
from wraparound.matching.words import Field

PERSON = frozenset(
    {
        Field.GIVEN_NAMES,
        Field.SURNAME,
        Field.FULL_NAME,
        Field.KNOWN_AS,
        Field.BIRTH_DATE,
        Field.EXPECTED_BIRTH_DATE,
        Field.NHS_NUMBER,
        Field.UPN,
        Field.ULN,
    }
)
LEFT_OUT = "left out as asked"


@dataclass
class Draft:
    """Columns in the order of the file, what their names mean and hold, and what was decided of each."""

    table: pa.Table
    meant: dict[str, Meaning]
    contents: dict[str, Contents]
    fields: dict[str, Field] = field(default_factory=dict)
    whys: dict[str, str] = field(default_factory=dict)
    true_when: dict[str, tuple[str, ...]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def say(self, name: str, *, decided: Field, why: str) -> None:
        """Decide what a column is."""
        self.fields[name], self.whys[name] = decided, why

    def ignore(self, name: str, *, why: str) -> None:
        """Decide that a column is not used."""
        self.say(name, decided=Field.IGNORE, why=why)

    def having(self, *wanted: Field) -> list[str]:
        """Give the columns decided to be one of some fields, in the order of the file."""
        return [name for name in self.table.column_names if self.fields.get(name) in wanted]

    def meaning(self, *words: str) -> list[str]:
        """Give the columns whose name means one of some words and that are still undecided."""
        return [n for n in self.table.column_names if self.meant[n].means in words and n not in self.fields]

    @property
    def undecided(self) -> list[str]:
        """Give the columns about which nothing is decided yet."""
        return [name for name in self.table.column_names if name not in self.fields]

    @property
    def of_people(self) -> bool:
        """Say whether the rows seem to be about people rather than things."""
        return bool(self.having(*PERSON))
