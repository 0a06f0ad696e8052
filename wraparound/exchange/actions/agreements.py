"""Adopting agreements: from the area's file to begin with, then each draft that keepers have written."""

from collections.abc import Iterable
from datetime import datetime

from wraparound.agencies.policies import check_may_adopt
from wraparound.agencies.words import Agreements
from wraparound.exchange.events import AgreementAdopted
from wraparound.exchange.models import Agreement
from wraparound.exchange.policies import check_may_keep_agreements
from wraparound.exchange.queries.agreements import draft_to_change, newest_to_change
from wraparound.exchange.rules.difference import changes_told
from wraparound.exchange.rules.writing import clause_declared, clauses_of, fingerprint, plain
from wraparound.exchange.words import Clause
from wraparound.kernel.acting import Actor, CannotDo
from wraparound.ledger.actions import whole, write_down


class CannotAdoptAgreements(CannotDo):
    """There is no such draft, or it is not what its reader saw, or says nothing new."""


@whole
def adopt_agreements(declared: Agreements, *, by: Actor, at: datetime) -> Agreement | None:
    """Have the agreements of the area's file be in force; None where it has none and none are.

    The same again changes nothing, and neither does a file once keepers have changed the agreements in pages.
    """
    check_may_adopt(by)
    clauses = tuple(clause_declared(one) for one in declared.clauses)
    now = newest_to_change()
    if now is None and not clauses:
        return None
    if now is not None and (not now.from_file or now.hash == fingerprint(clauses)):
        return now
    return _adopt(clauses, now=now, reason=declared.reason, from_file=True, by=by, at=at)


@whole
def adopt_draft(seen: str, *, reason: str, by: Actor, at: datetime) -> Agreement:
    """Have the draft be in force from now on; `seen` is the fingerprint of the draft as its reader saw it."""
    check_may_keep_agreements(by, at=at)
    now = newest_to_change()
    draft = draft_to_change()
    if draft is None:
        raise CannotAdoptAgreements("There is no draft now: somebody adopted it, or gave it up.")
    clauses = clauses_of(draft.clauses)
    if fingerprint(clauses) != seen:
        raise CannotAdoptAgreements(
            "The draft was changed since you looked at it. Look at it again before you adopt it."
        )
    if draft.based_on != (now.number if now else 0):
        raise CannotAdoptAgreements(
            "Another version was adopted since this draft was begun. Give it up and begin again."
        )
    if now is not None and now.hash == seen:
        raise CannotAdoptAgreements("The draft says what the agreements say already.")
    if not reason.strip():
        raise CannotAdoptAgreements("Say who agreed it, and why.")
    version = _adopt(clauses, now=now, reason=reason.strip(), from_file=False, by=by, at=at)
    draft.ended_at, draft.became = at, version.number
    draft.save(update_fields=["ended_at", "became"])
    return version


def _adopt(
    clauses: Iterable[Clause], *, now: Agreement | None, reason: str, from_file: bool, by: Actor, at: datetime
) -> Agreement:
    clauses = tuple(clauses)
    version = Agreement.objects.create(
        number=now.number + 1 if now else 1,
        clauses=[plain(one) for one in clauses],
        hash=fingerprint(clauses),
        changed=list(changes_told(clauses_of(now.clauses) if now else (), after=clauses)),
        reason=reason,
        from_file=from_file,
        adopted_at=at,
        adopted_by=by.username,
    )
    about = {person for clause in clauses for person in clause.persons}
    event = AgreementAdopted(version.number, version.hash, len(clauses), reason)
    write_down(event, about=about, by=by, at=at)
    return version
