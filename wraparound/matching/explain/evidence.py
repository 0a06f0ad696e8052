"""One comparison's part in a pair's weight, with the values it rests on."""

from dataclasses import dataclass

from wraparound.matching.explain.wording import one_in, rarity, signed
from wraparound.matching.model import EXPLAINS, Shares


@dataclass(frozen=True)
class Frequency:
    """The value whose frequency was weighed, and its share of all the values of its column."""

    value: str
    share: float

    @property
    def words(self) -> str:
        """Say how often the value occurs."""
        return one_in(self.share)


@dataclass(frozen=True)
class Evidence:
    """What one comparison says of two records, in bits: for one person above nought, against below.

    `written` and `compared` hold both records' values, left then right. `bits` is the level's own weight and
    `adjustment` what the frequency of the value adds to it.
    """

    comparison: str
    field: str
    written: tuple[str, str]
    compared: tuple[str, str]
    level: str
    is_missing: bool
    bits: float
    adjustment: float
    shares: Shares
    frequency: Frequency | None = None

    @property
    def weight(self) -> float:
        """Give the bits that the comparison gives in all."""
        return self.bits + self.adjustment

    @property
    def plain(self) -> str:
        """Say the level in words that name the field."""
        level = self.level[:1].lower() + self.level[1:] if self.level[1:2].islower() else self.level
        if level == "different":
            return f"different {self.field}"
        return level if self.field.lower() in level.lower() else f"{self.field}: {level}"

    @property
    def says(self) -> str:
        """Say the level in words that name the field, and whether the value is rare."""
        word = rarity(self.adjustment)
        return f"{self.plain}, {word}" if word else self.plain

    @property
    def sentence(self) -> str:
        """Say what the comparison found and what it weighs: “same surname, rare: +9.1”."""
        return f"{self.says}: {signed(self.weight)}"

    @property
    def direction(self) -> str:
        """Say which way the evidence points, in a word."""
        if signed(self.weight) == "0":
            return "neither"
        return "for" if self.weight > 0 else "against"

    def shared_with(self, rival: int) -> bool:
        """Say whether two people of this kind (see `model.explanations`) would agree here as well."""
        return self.weight > 0 and rival in EXPLAINS[self.shares]

    def as_dict(self) -> dict[str, object]:
        """Give the evidence as plain data, ready for JSON."""
        often = self.frequency
        return {
            "comparison": self.comparison,
            "field": self.field,
            "written": list(self.written),
            "compared": list(self.compared),
            "level": self.level,
            "missing": self.is_missing,
            "bits": self.bits,
            "adjustment": self.adjustment,
            "weight": self.weight,
            "frequency": {"value": often.value, "share": often.share, "words": often.words} if often else None,
            "sentence": self.sentence,
        }
