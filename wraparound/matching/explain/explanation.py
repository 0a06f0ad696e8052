"""Why two records are, or are not, believed to be one person: each piece of evidence, and a sum that adds up."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from wraparound.matching.explain import pair_table, waterfall
from wraparound.matching.explain.evidence import Evidence
from wraparound.matching.explain.wording import listed, odds_in_words, one_in, probability, signed
from wraparound.matching.model import HOUSEHOLD, NAMESAKES, TWINS
from wraparound.matching.words import Belief

SLIGHT = 0.05  # bits that would be shown as nought


NAMES = {HOUSEHOLD: "household", TWINS: "twins", NAMESAKES: "namesakes"}
WHO = {HOUSEHOLD: "two people of one household", TWINS: "twins", NAMESAKES: "a parent and child of one name"}


@dataclass(frozen=True)
class Rivals:
    """What else, besides strangers, the two may be: each explanation's log2 odds against chance."""

    odds: Mapping[int, float]

    @property
    def against(self) -> float:
        """Give the bits that all of them together take from one person."""
        return -float(np.logaddexp2.reduce([0.0, *self.odds.values()]))

    @property
    def likeliest(self) -> int:
        """Say which of them is likeliest."""
        return max(self.odds, key=lambda rival: self.odds[rival])


@dataclass(frozen=True)
class Explanation:
    """All that was weighed of two records, in bits; `left` and `right` are their names, source/id.

    `prior` is the log2 odds that two records taken at random are one person. `carelessness` is what it adds that
    mistakes come together: in a pair that is carelessly kept, differences say less. `bars` are reasons that keep the
    two apart whatever they weigh, `answer` what a person has said of them, `together` whether they ended as one person.
    """

    left: str
    right: str
    evidence: tuple[Evidence, ...]
    prior: float
    carelessness: float
    rivals: Rivals
    belief: Belief
    together: bool
    bars: tuple[str, ...] = ()
    answer: str = ""

    @property
    def chance(self) -> float:
        """Give the log2 odds of one person against chance: Fellegi and Sunter's match weight with its prior."""
        return self.prior + sum(piece.weight for piece in self.evidence) + self.carelessness

    @property
    def weight(self) -> float:
        """Give the log2 odds of one person against chance and every other explanation together."""
        return self.chance + self.rivals.against

    @property
    def probability(self) -> float:
        """Give the probability that the two are one person."""
        return probability(self.weight)

    @property
    def in_words(self) -> str:
        """Say the odds as a person would."""
        return odds_in_words(self.weight)

    @property
    def prior_words(self) -> str:
        """Say what was believed before anything was compared."""
        share = probability(self.prior)
        return f"to begin with: {one_in(share)} pairs of records is one person"

    @property
    def rival_words(self) -> str:
        """Say what twins or housemates would share as well."""
        rival = self.rivals.likeliest
        names = [piece.field for piece in self.evidence if piece.shared_with(rival)]
        return f"but {WHO[rival]} would share {listed(names)}" if names else f"but they may be {WHO[rival]}"

    @property
    def verdict(self) -> str:
        """Say what came of it, and why where the pair's own weight does not tell."""
        if self.answer:
            ended = "joined as one person" if self.together else "kept apart"
            return f"{self.answer[:1].upper()}{self.answer[1:]}: {ended}."
        if self.bars and not self.together:
            return "Kept apart: " + "; ".join(self.bars) + "."
        joins = self.belief in (Belief.CERTAIN, Belief.LIKELY)
        if self.together:
            return "Joined as one person." if joins else "Joined as one person by what their other records say."
        return "Kept apart by what their other records say." if joins else "Not joined."

    def sentences(self) -> list[str]:
        """Say everything in sentences, in the order of the sum; what is not known comes in one."""
        said = [f"{self.prior_words}: {signed(self.prior)}"]
        said += [piece.sentence for piece in self.evidence if not piece.is_missing]
        absent = [piece.field for piece in self.evidence if piece.is_missing]
        said += [f"{listed(absent)} not known in one or both: 0"] if absent else []
        if abs(self.carelessness) >= SLIGHT:
            said.append(f"mistakes come together, so differences say less: {signed(self.carelessness)}")
        said.append(f"against chance: {signed(self.chance)}")
        if self.rivals.against <= -SLIGHT:
            said.append(f"{self.rival_words}: {signed(self.rivals.against)}")
        said.append(f"in all: {signed(self.weight)}, {self.in_words}; {self.belief}")
        return [*said, self.verdict]

    def as_dict(self) -> dict[str, object]:
        """Give the explanation as plain data, ready for JSON."""
        return {
            "left": self.left,
            "right": self.right,
            "prior": self.prior,
            "evidence": [piece.as_dict() for piece in self.evidence],
            "carelessness": self.carelessness,
            "against_chance": self.chance,
            "rivals": {
                "odds": {NAMES[rival]: odds for rival, odds in self.rivals.odds.items()},
                "against": self.rivals.against,
                "sentence": self.rival_words,
            },
            "weight": self.weight,
            "probability": self.probability,
            "in_words": self.in_words,
            "belief": str(self.belief),
            "together": self.together,
            "bars": list(self.bars),
            "answer": self.answer,
            "sentences": self.sentences(),
        }

    def svg(self) -> str:
        """Draw the waterfall: a bar for each piece of evidence, from before looking to what is believed."""
        return waterfall.drawn(self)

    def table_html(self) -> str:
        """Give the waterfall's table: both records' values, the level reached, and the bits."""
        return pair_table.written(self)
