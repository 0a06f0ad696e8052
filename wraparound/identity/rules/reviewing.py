"""What people's answers about a doubtful link come to, who else is asked, and how well people agree."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from hashlib import blake2b
from typing import NamedTuple

from wraparound.matching.words import Answer

HELD = timedelta(minutes=5)  # for so long a link that someone looks at is shown to nobody else
ONE_IN = 5  # links are asked of a second person, so that it is known how well people agree
THIRD = 3  # people asked at most


def is_asked_twice(left: int, *, right: int) -> bool:
    """Say whether a link is one of those that two people are asked about, whatever the first says."""
    digest = blake2b(f"{left}/{right}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") % ONE_IN == 0


def settled_by(answers: Sequence[Answer], *, asked_twice: bool) -> Answer | None:
    """Give what several people's answers come to; None while another person is to be asked.

    To join two children wrongly shows one's records to those who work with the other, so "same" gives way to any
    doubt until a third has looked; to keep them apart a little longer does not, so "different" stands beside a
    "cannot tell".
    """
    given = Counter(answers)
    same, different = given[Answer.SAME], given[Answer.DIFFERENT]
    if len(answers) < (2 if asked_twice or given[Answer.CANNOT_TELL] else 1):
        return None
    if same > max(different, given[Answer.CANNOT_TELL]):
        return Answer.SAME
    if different > same:
        return Answer.DIFFERENT
    return None if same and len(answers) < THIRD else Answer.CANNOT_TELL


class Agreement(NamedTuple):
    """How often two people said the same of a link, and how much of that is more than chance (1 all, 0 none)."""

    links: int
    agreed: int
    beyond_chance: float | None  # None where everyone always said the same, so that chance explains it all

    @property
    def share(self) -> float:
        """Give the share of links of which both said the same."""
        return self.agreed / self.links if self.links else 0.0


def agreement(pairs: Sequence[tuple[Answer, Answer]]) -> Agreement:
    """Measure how well people agree: Krippendorff's alpha for names, two answers to each link, whoever gave them."""
    agreed = sum(one == other for one, other in pairs)
    given = Counter(answer for pair in pairs for answer in pair)
    everyone = 2 * len(pairs)
    by_chance = everyone * everyone - sum(count * count for count in given.values())
    alpha = 1.0 - (len(pairs) - agreed) * 2 * (everyone - 1) / by_chance if by_chance else None
    return Agreement(len(pairs), agreed, alpha)
