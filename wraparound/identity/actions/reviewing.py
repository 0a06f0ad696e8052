"""People are asked about doubtful links; what they say together is decided, and each may take back what they said."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from wraparound.access.rules import VERSION
from wraparound.access.words import Purpose
from wraparound.identity.actions.deciding import decide_of, undo_decision
from wraparound.identity.actions.holding import hold_aside, let_go
from wraparound.identity.events import JudgementUndone, LinkJudged
from wraparound.identity.models import Doubt, Judgement
from wraparound.identity.policies import check_may_decide
from wraparound.identity.queries.reviewing import (
    DoubtPage,
    Waiting,
    answers_about,
    doubt_known,
    doubt_page,
    next_doubt,
    waiting_for,
)
from wraparound.identity.rules.reviewing import HELD, is_asked_twice, settled_by
from wraparound.kernel.acting import Actor, CannotDo
from wraparound.ledger.actions import looked, whole, write_down
from wraparound.matching.words import Answer

WHY = "said when asked about a doubtful link"


class CannotJudge(CannotDo):
    """There is no such doubtful link, or nothing of one's own to take back."""


@whole
def look_at_waiting(*, by: Actor, at: datetime) -> Waiting:
    """Show how many links wait for someone, and what they answered lately."""
    check_may_decide(by)
    waiting = waiting_for(by, at=at)
    about = [end.person_id for one in waiting.answered for end in (one.judgement.left, one.judgement.right)]
    if about:
        looked(
            "links they were asked about", about=_known(about), shown=["name"], rules=VERSION, by=_mending(by), at=at
        )
    return waiting


@whole
def hold_next(*, by: Actor, at: datetime) -> int | None:
    """Choose the link to ask someone about next, and hold it for them while they look; nothing where none waits."""
    check_may_decide(by)
    doubt = next_doubt(by, at=at)
    if doubt is not None:
        Doubt.objects.filter(pk=doubt).update(held_by=by.username, held_until=at + HELD)
    return doubt


@whole
def look_at_doubt(doubt: int, *, by: Actor, at: datetime) -> DoubtPage | None:
    """Show a doubtful link's two records side by side, with the evidence; nothing where there is no such link."""
    check_may_decide(by)
    held = doubt_known(doubt, by=by)
    if held is None:
        return None
    page = doubt_page(held, by=by)
    about = _known([held.left.person_id, held.right.person_id])
    shown = ["name", *(line.field for line in page.lines)]
    looked("two records that may be one person's", about=about, shown=shown, rules=VERSION, by=_mending(by), at=at)
    return page


@whole
def judge_link(doubt: int, *, answer: Answer, by: Actor, at: datetime) -> Judgement:
    """Say of a doubtful link what one thinks; what all who were asked have said is decided."""
    check_may_decide(by, at=at)
    held = _held(doubt, by=by)
    left, right = held.left_id, held.right_id
    own = Judgement.objects.filter(left=left, right=right, by=by.username, undone_at__isnull=True)
    own.update(undone_at=at)
    made = Judgement.objects.create(left_id=left, right_id=right, answer=answer, by=by.username, at=at)
    about = _known([held.left.person_id, held.right.person_id])
    write_down(LinkJudged(left, right, str(answer)), about=about, by=_mending(by), at=at)
    _settled(held, by=by, at=at)
    return made


@whole
def take_back(judgement: int, *, by: Actor, at: datetime) -> int | None:
    """Take back what one said; what was decided by it is undone. Give the link, if it stands still."""
    check_may_decide(by, at=at)
    standing = Judgement.objects.filter(pk=judgement, by=by.username, undone_at__isnull=True)
    own = standing.select_related("left", "right").first()
    if own is None:
        raise CannotJudge("There is no such answer of yours, or you have taken it back already.")
    own.undone_at = at
    own.save(update_fields=["undone_at"])
    doubt = Doubt.objects.filter(left=own.left_id, right=own.right_id).values_list("pk", flat=True).first()
    about = _known([own.left.person_id, own.right.person_id])
    write_down(JudgementUndone(own.left_id, own.right_id), about=about, by=_mending(by), at=at)
    return _settled(_held(doubt, by=by), by=by, at=at).pk if doubt else None


def _held(doubt: int, *, by: Actor) -> Doubt:
    held = doubt_known(doubt, by=by)
    if held is None:
        raise CannotJudge("There is no such link to decide about any more: records have been linked again since.")
    return held


def _settled(doubt: Doubt, *, by: Actor, at: datetime) -> Doubt:
    """Let what was decided of a link be what all who were asked have said together."""
    left, right = doubt.left_id, doubt.right_id
    wanted = settled_by(answers_about(left, right=right), asked_twice=is_asked_twice(left, right=right))
    if wanted == (doubt.decision.answer if doubt.decision else None):
        return doubt
    if doubt.decision:
        undo_decision(doubt.decision.pk, by=_mending(by), at=at)
    doubt.decision = decide_of(left, right=right, answer=wanted, reason=WHY, by=_mending(by), at=at) if wanted else None
    doubt.save(update_fields=["decision"])
    if wanted is None:
        hold_aside(by=by, at=at)
    elif wanted is not Answer.CANNOT_TELL:
        let_go(doubt, by=by, at=at)
    return doubt


def _mending(by: Actor) -> Actor:
    """Give someone at this work the purpose that it has, whatever else they said in this sitting."""
    return replace(by, purpose=str(Purpose.CORRECT))


def _known(persons: Iterable[int | None]) -> set[int]:
    return {person for person in persons if person is not None}
