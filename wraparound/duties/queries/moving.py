"""What a change of a rule would move, before anybody adopts it; and the page of one rule."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.db.models import BigIntegerField, Count, Func, QuerySet

from wraparound.access.queries import names_of
from wraparound.agencies.queries import agencies_of_area
from wraparound.agencies.rules import LONDON
from wraparound.duties.models import OPEN, Duty, DutyPause, RuleVersion
from wraparound.duties.queries.lists import not_hidden
from wraparound.duties.queries.rules import hours_by_agency, rules_known
from wraparound.duties.rules.moving import Moves, Running, moved_by
from wraparound.duties.words import Pause, Rule
from wraparound.kernel.acting import Actor

LISTED = 50  # of the duties that move


class Seconds(Func):
    """An instant as whole seconds since 1970: the database says it sooner than a hundred thousand can be read."""

    output_field = BigIntegerField()

    def as_sqlite(self, compiler: Any, *more: Any, **context: Any) -> Any:
        """Ask SQLite."""
        return super().as_sql(compiler, *more, **context | {"template": "unixepoch(%(expressions)s)"})

    def as_postgresql(self, compiler: Any, *more: Any, **context: Any) -> Any:
        """Ask PostgreSQL."""
        template = "FLOOR(EXTRACT(EPOCH FROM %(expressions)s))::bigint"
        return super().as_sql(compiler, *more, **context | {"template": template})


@dataclass(frozen=True)
class RulePage:
    """One rule: its versions with who adopted each and why, and how much is open by it."""

    code: str
    versions: list[Rule]
    adopted: dict[int, tuple[str, datetime, str]]  # by number: who, when, why
    open: int

    @property
    def now(self) -> Rule:
        """Give the version adopted last."""
        return self.versions[-1]


def governed_by(rule: Rule) -> QuerySet[Duty]:
    """Find the open duties that a version would govern: those of its rule that began on or after its day."""
    from_then = datetime.combine(rule.holds_from, time(), LONDON)
    return Duty.objects.filter(OPEN, version__code=rule.code, started_at__gte=from_then)


def moves_of(rule: Rule, *, by: Actor, at: datetime) -> Moves:
    """Say what a changed rule would move, of all duties of which someone may know. Cost: three queries."""
    return moved_among(not_hidden(governed_by(rule), by=by), rule=rule, at=at)


def moved_among(found: QuerySet[Duty], *, rule: Rule, at: datetime) -> Moves:
    """Say which of some open duties a changed rule moves."""
    moments = (Seconds(name) for name in ("started_at", "due_at", "set_due_at", "extended_until"))
    rows = found.values_list("pk", "agency", *moments)
    running: Iterable[Running] = map(Running._make, rows.iterator(chunk_size=5_000))
    return moved_by(rule.clock, duties=running, pauses=pauses_by_rule(rule.code), hours=hours_by_agency(), at=at)


def pauses_by_rule(code: str) -> dict[int, tuple[Pause, ...]]:
    """Give the pauses that open duties of a rule had. Cost: one query."""
    pauses: dict[int, tuple[Pause, ...]] = {}
    stood = DutyPause.objects.filter(duty__closed_at__isnull=True, duty__version__code=code)
    for duty, begins, ends in stood.order_by("begins_at").values_list("duty_id", "begins_at", "ends_at"):
        pauses[duty] = (*pauses.get(duty, ()), Pause(begins, ends))
    return pauses


def rule_page(code: str, *, by: Actor) -> RulePage | None:
    """Give one rule with its versions. Cost: four queries."""
    versions = rules_known([code]).get(code)
    if not versions:
        return None
    rows = list(RuleVersion.objects.filter(code=code))
    names = names_of(one.adopted_by for one in rows)
    adopted = {one.number: (names.get(one.adopted_by, one.adopted_by), one.adopted_at, one.reason) for one in rows}
    count = not_hidden(Duty.objects.filter(OPEN, version__code=code), by=by).count()
    return RulePage(code, versions, adopted, count)


def open_by_rule(*, by: Actor) -> dict[str, int]:
    """Count what is open by each rule. Cost: one query."""
    found = not_hidden(Duty.objects.filter(OPEN), by=by)
    return dict(found.values_list("version__code").annotate(Count("pk")))


def agency_names() -> dict[str, str]:
    """Name the area's agencies by their codes. Cost: one query."""
    return dict(agencies_of_area().values_list("code", "name"))
