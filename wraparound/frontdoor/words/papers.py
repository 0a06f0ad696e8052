"""Papers: letters and summaries as they are laid out, for whom each is, and what a bundle says of itself."""

from dataclasses import dataclass

from wraparound.kernel.word import Word

SCHEMA = 1  # of a bundle; it grows when what stands in contact.json changes its meaning


class Reader(Word):
    """For whom a decision letter is written."""

    REFERRER = "referrer", "Whoever raised it"
    FAMILY = "family", "The family"


@dataclass(frozen=True)
class Section:
    """One part of a paper: its heading, what it says, and facts by name; a table where it has columns."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Paper:
    """A letter or a summary in words, before it is set: its title, whose it is, for whom, and its parts."""

    title: str
    author: str  # the agency that writes it
    reference: str
    to: str
    opening: tuple[str, ...]
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class Fault:
    """What is wrong with a bundle: in which of its files, and how."""

    file: str
    why: str


@dataclass(frozen=True)
class Checked:
    """What a bundle says of itself, and what is missing or differs; it is whole where there is no fault."""

    faults: tuple[Fault, ...]
    ref: str = ""
    made_at: str = ""
    made_by: str = ""
    counts: tuple[tuple[str, int], ...] = ()

    @property
    def is_whole(self) -> bool:
        """Say whether every byte is as it was made."""
        return not self.faults


@dataclass(frozen=True, kw_only=True)
class Offered:
    """One response as a letter tells it: who is asked, by when, how it stands, and who accepted it when."""

    to: str
    by_when: str = ""
    stands: str = ""
    accepted_by: str = ""
    accepted_on: str = ""


@dataclass(frozen=True, kw_only=True)
class LetterFacts:
    """What decision letters are written from. No reader's letter holds all of it."""

    ref: str
    agency: str
    reach: tuple[str, ...]  # telephone and mail of the front door
    received_on: str
    decided_on: str
    teller: str  # how they are called; "" where they gave no name
    teller_role: str
    teller_agency: str
    stays_unnamed: bool
    unnamed: tuple[str, ...]  # whom the family may not learn of, of those whose contacts are read together
    told: str
    level: str
    level_meaning: str
    level_response: str
    document: str
    family_said: str
    offers: tuple[Offered, ...]
    rungs: tuple[tuple[str, str, str], ...]  # who answers those who disagree, where, and within how long
