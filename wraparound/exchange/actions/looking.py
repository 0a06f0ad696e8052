"""Looking at agreements and shares: what is shown of children is written down first, or not shown."""

from collections.abc import Iterable
from datetime import date, datetime

from wraparound.access.policies import check_may
from wraparound.access.rules import VERSION
from wraparound.access.words import Permission
from wraparound.agencies.rules import LONDON
from wraparound.exchange.models import Share
from wraparound.exchange.policies import check_may_see_agreements
from wraparound.exchange.queries.agreements import policy_now
from wraparound.exchange.queries.clauses import DraftPage, VersionPage, clause_drafted, draft_page, version_page
from wraparound.exchange.queries.rehearsing import RehearsalPage, rehearsal_page
from wraparound.exchange.queries.shares import (
    EXPORTED,
    SharePage,
    SharesAsked,
    SharesPage,
    share_page,
    shares_found,
    shares_page,
)
from wraparound.exchange.rules import may_tell
from wraparound.exchange.words import Clause, Question, Sharing
from wraparound.identity.queries.seen import person_known
from wraparound.kernel.acting import Actor, CannotDo
from wraparound.ledger.actions import looked, whole_look

OF_CLAUSES = ("code", "clause")
OF_SHARES = ("code", "holder", "recipient", "purpose", "decision")


class CannotTry(CannotDo):
    """Nobody has the code that the question names."""


@whole_look
def look_at_agreements(number: int | None = None, *, by: Actor, at: datetime) -> VersionPage | None:
    """Show a version of the agreements by its number, or the newest; None where there is none."""
    check_may_see_agreements(by)
    page = version_page(number, by=by, on=_day(at))
    if page:
        _seen("clauses of agreements", about=page.persons, shown=OF_CLAUSES, by=by, at=at)
    return page


@whole_look
def look_at_draft(*, by: Actor, at: datetime) -> DraftPage | None:
    """Show a keeper the draft of the next version; None where there is none."""
    check_may(by, permission=Permission.KEEP_AGREEMENTS)
    page = draft_page(by=by, on=_day(at))
    if page:
        _seen("clauses of agreements", about=page.persons, shown=OF_CLAUSES, by=by, at=at)
    return page


@whole_look
def look_at_clause(code: str, *, by: Actor, at: datetime) -> tuple[Clause, dict[int, str]] | None:
    """Show a keeper one clause as it is drafted, and the codes of whom it is about."""
    check_may(by, permission=Permission.KEEP_AGREEMENTS)
    found = clause_drafted(code, by=by)
    if found:
        _seen("clauses of agreements", about=found[1], shown=OF_CLAUSES, by=by, at=at)
    return found


@whole_look
def try_question(question: Question, *, child: str = "", by: Actor, at: datetime) -> Sharing:
    """Show how a question is decided under the agreements in force; only a keeper may name a child, by its code."""
    check_may_see_agreements(by)
    if child:
        check_may(by, permission=Permission.KEEP_AGREEMENTS)
        person = person_known(child, by=by)
        if person is None:
            raise CannotTry(f"There is no person of the code {child}.")
        question = Question(**{**vars(question), "person": person.pk})
        _seen("whether something of a child may be told", about=[person.pk], shown=("code",), by=by, at=at)
    return may_tell(question, policy=policy_now(at))


@whole_look
def rehearse(days: int, *, on: date | None = None, by: Actor, at: datetime) -> RehearsalPage | None:
    """Show a keeper what the draft would change for what was asked in the last so many days; it names no child."""
    check_may(by, permission=Permission.KEEP_AGREEMENTS)
    return rehearsal_page(days, on=on, by=by, at=at)


@whole_look
def look_at_shares(asked: SharesAsked, *, by: Actor, at: datetime) -> SharesPage:
    """Show a page of what was told and refused between agencies."""
    check_may(by, permission=Permission.SEE_SHARES)
    page = shares_page(asked, by=by)
    _seen("the list of shares and refusals", about=page.persons, shown=OF_SHARES, by=by, at=at)
    return page


@whole_look
def look_at_share(number: int, *, by: Actor, at: datetime) -> SharePage | None:
    """Show one share or refusal, with all its reasons."""
    check_may(by, permission=Permission.SEE_SHARES)
    page = share_page(number, by=by)
    if page:
        about = [page.share.person_id] if page.share.person_id else []
        _seen("a share or refusal", about=about, shown=(*OF_SHARES, "reasons"), by=by, at=at)
    return page


@whole_look
def export_shares(asked: SharesAsked, *, by: Actor, at: datetime) -> list[Share]:
    """Give what was told and refused as asked, the newest of it, to be taken away as a file."""
    check_may(by, permission=Permission.SEE_SHARES)
    shares = list(shares_found(asked, by=by)[0][:EXPORTED])
    about = {one.person_id for one in shares if one.person_id}
    _seen("a file of shares and refusals", about=about, shown=(*OF_SHARES, "reasons"), by=by, at=at)
    return shares


def _seen(what: str, *, about: Iterable[int], shown: tuple[str, ...], by: Actor, at: datetime) -> None:
    """Write down that somebody was shown something of children, if of any."""
    persons = sorted(about)
    if persons:
        looked(what, about=persons, shown=shown, rules=VERSION, by=by, at=at)


def _day(at: datetime) -> date:
    return at.astimezone(LONDON).date()
