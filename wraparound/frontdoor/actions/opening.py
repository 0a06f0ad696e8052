"""Opening what was told without an account by its reference and code, a few tries at a time."""

from datetime import datetime

from wraparound.frontdoor.actions.telling import note_knock
from wraparound.frontdoor.queries.following import code_hash_of
from wraparound.frontdoor.queries.knocks import knocks
from wraparound.frontdoor.rules.knocks import MOST_WRONG, MOST_WRONG_FROM
from wraparound.frontdoor.words.drafts import Came, KnockKind
from wraparound.kernel.acting import Actor
from wraparound.ledger.actions import whole


@whole
def open_by_code(ref: str, *, code: str, came: Came, by: Actor, at: datetime) -> tuple[str, str] | None:
    """Give the reference, and by what it is opened from now on; None for anything that opens nothing.

    Too many wrong ones, for one contact or from one network, and the right one opens nothing either for a while.
    """
    ref = "".join(ref.upper().split())
    ref = ref if ref.startswith("C-") else f"C-{ref}"
    wrong_here = knocks(KnockKind.CODE, mark=ref, at=at) >= MOST_WRONG
    if wrong_here or knocks(KnockKind.CODE, mark=came.there, at=at) >= MOST_WRONG_FROM:
        return None
    if held := code_hash_of(ref, code=code):
        return ref, held
    note_knock(KnockKind.CODE, mark=ref, by=by, at=at)
    note_knock(KnockKind.CODE, mark=came.there, by=by, at=at)
    return None
