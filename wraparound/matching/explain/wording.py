"""Words for numbers: bits, odds, frequencies, and lists of things."""

from collections.abc import Sequence
from datetime import date
from math import log10

from wraparound.matching.words import Belief

LARGEST = 30.0  # bits: beyond a thousand million to one, more says nothing more
EVEN = 0.4  # bits either side of even
RARE = ((3.0, "very rare"), (1.0, "rare"))
COMMON = ((-3.0, "very common"), (-1.0, "common"))

MEANS = {
    Belief.CERTAIN: "the records are one person’s; nobody needs to look",
    Belief.LIKELY: "the records are joined; they are more likely one person’s than not",
    Belief.TO_REVIEW: "the records are not joined until a person has looked",
    Belief.NOT_THE_SAME: "the records are two people’s",
}


def signed(bits: float) -> str:
    """Give bits to one place with their sign; nought has none."""
    shown = f"{abs(bits):.1f}"
    if float(shown) == 0.0:
        return "0"
    return ("+" if bits > 0 else "−") + shown


def rounded(number: float) -> str:
    """Give a number of one or more to two figures, with commas: 1,024 is 1,000."""
    if number < 100:
        return f"{number:.2g}"
    whole = 10 ** (int(log10(number)) - 1)
    return f"{round(number / whole) * whole:,}"


def odds_in_words(bits: float) -> str:
    """Say log2 odds as a person would: “about 1,000 to 1 that they are one person”."""
    if abs(bits) < EVEN:
        return "about as likely one person as two"
    who = "one person" if bits > 0 else "two people"
    if abs(bits) > LARGEST:
        return f"more than a thousand million to 1 that they are {who}"
    return f"about {rounded(2.0 ** abs(bits))} to 1 that they are {who}"


def said_date(text: str) -> str:
    """Say an ISO date as a person would, and any other text as it is."""
    try:
        when = date.fromisoformat(text if "-" in text else "")
    except ValueError:
        return text
    return f"{when.day} {when:%b} {when.year}"


def probability(bits: float) -> float:
    """Turn log2 odds into a probability."""
    return float(1.0 / (1.0 + 2.0 ** min(-bits, 1000.0)))


def one_in(share: float) -> str:
    """Say how often a value occurs: “1 in 48,000”."""
    return f"1 in {rounded(1.0 / share)}"


def rarity(adjustment: float) -> str:
    """Say what a value's frequency adds, as a word; nothing where it adds little."""
    rare = next((word for least, word in RARE if adjustment >= least), "")
    return rare or next((word for most, word in COMMON if adjustment <= most), "")


def listed(things: Sequence[str]) -> str:
    """Give things as a list in a sentence: surname, birth date and home."""
    if len(things) < 2:
        return "".join(things)
    return ", ".join(things[:-1]) + " and " + things[-1]
