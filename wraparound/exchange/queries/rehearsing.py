"""What agencies told and refused in a time that is past, to be decided again under a draft."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from wraparound.agencies.rules import LONDON
from wraparound.exchange.queries.agreements import parties_ever, policy_now
from wraparound.exchange.queries.clauses import draft_open
from wraparound.exchange.queries.shares import shares_known
from wraparound.exchange.rules import Policy
from wraparound.exchange.rules.rehearsal import Past, Rehearsal, rehearsed
from wraparound.exchange.rules.writing import clauses_of
from wraparound.exchange.words import Agreed, Party
from wraparound.kernel.acting import Actor

AT_ONCE = 5_000  # rows in memory


@dataclass(frozen=True)
class RehearsalPage:
    """A rehearsal of the draft: over which days, as if asked on which, and what would turn."""

    rehearsal: Rehearsal
    since: datetime
    on: date
    parties: dict[str, Party]


def rehearsal_page(days: int, *, on: date | None, by: Actor, at: datetime) -> RehearsalPage | None:
    """Decide what was asked in the last so many days under the version in force and under the draft.

    All are decided as if asked on one day: the one given, or the first on which every clause of the draft has begun,
    today at the soonest. None where there is no draft. Cost: a few queries, and reading the lines once.
    """
    draft = draft_open()
    if draft is None:
        return None
    clauses, parties = clauses_of(draft.clauses), {one.code: one for one in parties_ever()}
    day = on or max([at.astimezone(LONDON).date(), *(one.begins_on for one in clauses)])
    then, since = Policy(Agreed(0, clauses, parties)), at - timedelta(days=days)
    return RehearsalPage(
        rehearsed(lines_since(since, by=by), now=policy_now(at), then=then, on=day), since, day, parties
    )


def lines_since(since: datetime, *, by: Actor) -> Iterator[Past]:
    """Give every share and refusal since a moment, but those about someone hidden from the reader."""
    found = shares_known(by).filter(at__gte=since).order_by("-at", "-pk")
    columns = ("pk", "holder__code", "recipient__code", "kind", "purpose", "parts", "person_id")
    for pk, holder, recipient, kind, purpose, parts, person in found.values_list(*columns).iterator(AT_ONCE):
        yield Past(pk, holder, recipient, kind, purpose, tuple(parts), person)
