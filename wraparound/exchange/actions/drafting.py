"""Writing the next version of the agreements: clause by clause, by one keeper or several, until it is adopted."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from wraparound.exchange.events import AgreementDrafted
from wraparound.exchange.models import Draft
from wraparound.exchange.policies import check_may_keep_agreements
from wraparound.exchange.queries.agreements import draft_to_change, newest_to_change
from wraparound.exchange.queries.clauses import codes_known
from wraparound.exchange.rules.writing import clauses_of, plain
from wraparound.exchange.words import Clause
from wraparound.identity.queries.seen import person_known
from wraparound.kernel.acting import Actor, CannotDo
from wraparound.ledger.actions import whole, write_down


class CannotDraft(CannotDo):
    """A clause cannot be so; `field` is what of it."""

    def __init__(self, why: str, *, field: str = "") -> None:
        """Keep what is wrong beside the sentence."""
        super().__init__(why)
        self.field = field


@whole
def put_clause(clause: Clause, *, children: Iterable[str] = (), replacing: str = "", by: Actor, at: datetime) -> Draft:
    """Have the draft say a clause, in place of the one `replacing` names or after the others.

    `children` are the codes of those whom it is about, none for every child; one whom the writer may not know of stays.
    The draft is begun from the version in force if there is none.
    """
    check_may_keep_agreements(by, at=at)
    draft = _draft(by=by, at=at)
    clauses = list(clauses_of(draft.clauses))
    place = next((place for place, one in enumerate(clauses) if one.code == replacing), None)
    if replacing and place is None:
        raise CannotDraft("This clause is not in the draft any more.")
    _check(clause, others=[one for one in clauses if one.code != replacing])
    clause = replace(clause, persons=_persons(children, by=by))
    if place is None:
        clauses.append(clause)
    else:
        unseen = clauses[place].persons - codes_known(clauses[place].persons, by=by).keys()
        clauses[place] = clause = replace(clause, persons=clause.persons | unseen)
    what = "a clause was changed" if replacing else "a clause was added"
    return _keep(draft, clauses=clauses, what=what, clause=clause, by=by, at=at)


def _check(clause: Clause, *, others: Iterable[Clause]) -> None:
    """Refuse a clause that would hold on no day, gives no reason, or has another's code."""
    if any(one.code == clause.code for one in others):
        raise CannotDraft("Another clause has this code. Give it one of its own.", field="code")
    if clause.ends_on is not None and clause.ends_on <= clause.begins_on:
        raise CannotDraft("It ends before it begins: give a later day, or none.", field="ends_on")
    if not clause.because.strip():
        raise CannotDraft("Say why, as it would be said in court.", field="because")


def _persons(children: Iterable[str], *, by: Actor) -> frozenset[int]:
    """Find whom codes lead to."""
    found = set()
    for code in children:
        person = person_known(code, by=by)
        if person is None:
            raise CannotDraft(f"There is no person of the code {code}.", field="children")
        found.add(person.pk)
    return frozenset(found)


@whole
def take_out_clause(code: str, *, by: Actor, at: datetime) -> Draft:
    """Have the draft say a clause no more."""
    check_may_keep_agreements(by, at=at)
    draft = _draft(by=by, at=at)
    clauses = clauses_of(draft.clauses)
    out = next((one for one in clauses if one.code == code), None)
    if out is None:
        raise CannotDraft("This clause is not in the draft any more.")
    left = [one for one in clauses if one.code != code]
    return _keep(draft, clauses=left, what="a clause was taken out", clause=out, by=by, at=at)


@whole
def give_up_draft(*, by: Actor, at: datetime) -> None:
    """End the draft without adopting it; it is kept, and the agreements stay as they are."""
    check_may_keep_agreements(by, at=at)
    newest_to_change()
    draft = draft_to_change()
    if draft is None:
        raise CannotDraft("There is no draft now: somebody adopted it, or gave it up.")
    draft.ended_at = at
    draft.save(update_fields=["ended_at"])
    write_down(AgreementDrafted(draft.pk, "it was given up", ""), by=by, at=at)


def _draft(*, by: Actor, at: datetime) -> Draft:
    """Give the draft, or begin one from the version in force."""
    now = newest_to_change()
    draft = draft_to_change()
    if draft is not None:
        return draft
    return Draft.objects.create(
        based_on=now.number if now else 0,
        clauses=now.clauses if now else [],
        begun_by=by.username,
        begun_at=at,
        changed_by=by.username,
        changed_at=at,
    )


def _keep(draft: Draft, *, clauses: Iterable[Clause], what: str, clause: Clause, by: Actor, at: datetime) -> Draft:
    draft.clauses = [plain(one) for one in clauses]
    draft.changed_by, draft.changed_at = by.username, at
    draft.save(update_fields=["clauses", "changed_by", "changed_at"])
    write_down(AgreementDrafted(draft.pk, what, clause.code), about=clause.persons, by=by, at=at)
    return draft
