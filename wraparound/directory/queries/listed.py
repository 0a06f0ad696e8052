"""Services that fit whom one is sought for, the best first, and one service with its past."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from wraparound.access.queries import names_of
from wraparound.agencies.queries import agency as agency_called
from wraparound.agencies.queries import levels, places_of
from wraparound.directory.models import LocalService, ServiceStep
from wraparound.directory.queries.known import facts_of, fresh_months
from wraparound.directory.rules import (
    Fitted,
    distance_km,
    fits,
    is_stale,
    order_of,
    says_age,
    standing_on,
)
from wraparound.directory.rules.facts import LABELS
from wraparound.directory.rules.standing import NEED_WORDS
from wraparound.directory.words import Changed, Place, ServiceFacts, ServiceHappened, ServiceStanding, Sought
from wraparound.kernel.postcodes import normal_postcode


@dataclass(frozen=True)
class ServiceListed:
    """A service as a list has it: who, for whom, how far away, with which places, and whether what is said is fresh."""

    code: str
    facts: ServiceFacts
    standing: ServiceStanding
    confirmed_on: date | None
    is_stale: bool
    km: float | None = None

    @property
    def name(self) -> str:
        """Give its name."""
        return self.facts.name

    @property
    def organisation(self) -> str:
        """Give who offers it."""
        return self.facts.organisation

    @property
    def agency(self) -> str:
        """Give the code of the agency of ours that it belongs to; "" for any other organisation."""
        return self.facts.agency

    @property
    def ages(self) -> str:
        """Say for which ages it is."""
        return says_age(self.facts.ages_from, ages_to=self.facts.ages_to)

    @property
    def needs(self) -> list[str]:
        """Say for which needs it is."""
        return [NEED_WORDS[need] for need in self.facts.needs]


@dataclass(frozen=True)
class ServiceShown:
    """One service: all that is said of it, how it stands, and who confirmed it when."""

    code: str
    facts: ServiceFacts
    confirmed_on: date | None
    confirmed_by: str
    version: int
    is_stale: bool
    agency_name: str
    levels: list[str]

    name = ServiceListed.name
    organisation = ServiceListed.organisation
    agency = ServiceListed.agency
    ages = ServiceListed.ages
    needs = ServiceListed.needs

    @property
    def email(self) -> str:
        """Give the address that letters reach it at; "" where none is known."""
        return self.facts.email

    @property
    def phone(self) -> str:
        """Give its telephone number."""
        return self.facts.phone

    def is_open(self, on: date) -> bool:
        """Say whether it can be used on a day."""
        return self.standing(on) is ServiceStanding.OPEN

    def standing(self, on: date) -> ServiceStanding:
        """Say how it stands on a day."""
        return standing_on(on, opens_on=self.facts.opens_on, closes_on=self.facts.closes_on)


@dataclass(frozen=True)
class StepLine:
    """A line of a service's past."""

    at: datetime
    by: str
    what: str
    words: str
    changed: list[Changed]


def services_for(sought: Sought, *, on: date) -> list[ServiceListed]:
    """List services that fit, the nearest to a postcode first where it is known, then those with places.

    Closed ones are listed only where they are asked for, after all others. Cost: four queries at most.
    """
    months = fresh_months()
    held = [(one, facts_of(one)) for one in _perhaps(sought, on=on)]
    found = [(one, facts) for one, facts in held if fits(facts, sought=sought)]
    kms = _distances(sought.postcode, facts=[facts for _, facts in found])
    listed = [
        ServiceListed(
            one.code, facts, standing_on(on, opens_on=facts.opens_on, closes_on=facts.closes_on), one.confirmed_on,
            is_stale(one.confirmed_on, months=months, on=on), kms.get(facts.postcode),
        )
        for one, facts in found
    ]  # fmt: skip
    return sorted(listed, key=lambda one: (one.standing is not ServiceStanding.OPEN, *_order(one), one.code))


def service_called(code: str, *, on: date) -> ServiceShown | None:
    """Give one service by its code, also one that is closed. Cost: three small queries."""
    one = LocalService.objects.filter(code=code).first()
    if one is None:
        return None
    facts = facts_of(one)
    ours = agency_called(facts.agency) if facts.agency else None
    by = names_of([one.confirmed_by]).get(one.confirmed_by, one.confirmed_by) if one.confirmed_by else ""
    called = {each.code: each.name for each in levels() if each.code in facts.levels}  # the least need first
    stale = is_stale(one.confirmed_on, months=fresh_months(), on=on)
    return ServiceShown(
        code, facts, one.confirmed_on, by, one.version, stale, ours.name if ours else facts.agency, [*called.values()]
    )


def step_lines(code: str) -> list[StepLine]:
    """Tell the past of a service, newest first. Cost: two queries."""
    steps = list(ServiceStep.objects.filter(service__code=code).order_by("-at", "-pk")[:100])
    names = names_of({one.by for one in steps})
    return [
        StepLine(
            one.at, names.get(one.by) or _operator(one.by), ServiceHappened(one.kind).label, one.words,
            [Changed(LABELS.get(name, name), before, after) for name, before, after in one.changed],
        )
        for one in steps
    ]  # fmt: skip


def _operator(username: str) -> str:
    return "an operator" if username.startswith("operator:") else username


def _perhaps(sought: Sought, *, on: date) -> QuerySet[LocalService]:
    """Leave the database to leave out what cannot fit."""
    found = LocalService.objects.order_by("name", "pk")
    if not sought.with_closed:
        found = found.filter(Q(closes_on__isnull=True) | Q(closes_on__gt=on))
    if sought.age is not None:
        found = found.filter(Q(ages_from__isnull=True) | Q(ages_from__lte=sought.age))
        found = found.filter(Q(ages_to__isnull=True) | Q(ages_to__gte=sought.age))
    return found.filter(places_free__gt=0) if sought.with_places else found


def _distances(postcode: str, *, facts: list[ServiceFacts]) -> dict[str, float]:
    """Give how far away each postcode is from one, as far as the table of postcodes knows. Cost: two queries."""
    here = normal_postcode(postcode)
    if not here:
        return {}
    places = {
        code: Place(*where)
        for code, where in places_of([here, *(one.postcode for one in facts if one.postcode)]).items()
    }
    if here not in places:
        return {}
    return {code: distance_km(places[here], other=place) for code, place in places.items()}


def _order(one: ServiceListed) -> tuple[float, int, float, str]:
    facts = one.facts
    return order_of(Fitted(one.km, facts.area_wide, facts.places_free, facts.wait_weeks, facts.name))
