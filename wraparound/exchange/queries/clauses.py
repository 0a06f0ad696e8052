"""Clauses as someone may see them: those about one child are for keepers of agreements, and name nobody hidden."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from wraparound.access.queries import names_of
from wraparound.exchange.models import Agreement, Draft
from wraparound.exchange.policies import may_keep
from wraparound.exchange.queries.agreements import parties_ever, versions
from wraparound.exchange.rules.difference import Difference, differences
from wraparound.exchange.rules.sentences import clause_in_words
from wraparound.exchange.rules.writing import clauses_of, fingerprint, now_about
from wraparound.exchange.words import Clause, Effect, Party
from wraparound.identity.queries.codes import numbers_retired
from wraparound.identity.queries.seen import persons_known
from wraparound.kernel.acting import Actor


@dataclass(frozen=True)
class Said:
    """A clause with its sentence, and whether it holds on the day the page is of."""

    clause: Clause
    words: str
    holds: bool
    ended: bool


@dataclass(frozen=True)
class VersionPage:
    """One version with its clauses as sentences, and what was otherwise in the one before."""

    version: Agreement
    allows: list[Said]
    excludes: list[Said]
    differences: list[tuple[Difference, str]]
    persons: frozenset[int]  # whom it names
    versions: list[tuple[Agreement, str]]  # every version, newest first, and who adopted it

    @property
    def adopted_by(self) -> str:
        """Say who adopted it."""
        return next(name for one, name in self.versions if one.pk == self.version.pk)

    @property
    def clauses(self) -> int:
        """Count the clauses that are shown."""
        return len(self.allows) + len(self.excludes)


@dataclass(frozen=True)
class DraftPage:
    """The draft with its clauses, what is otherwise than in the version in force, and its fingerprint."""

    draft: Draft
    said: list[Said]
    differences: list[tuple[Difference, str]]
    seen: str
    persons: frozenset[int]
    changed_by: str


def codes_known(persons: Iterable[int], *, by: Actor) -> dict[int, str]:
    """Give the codes of those of some persons whom a keeper of agreements may name; nobody to anyone else."""
    wanted = set(persons)
    if not (wanted and may_keep(by)):
        return {}
    return dict(persons_known(by).filter(pk__in=wanted).values_list("pk", "code"))


def draft_open() -> Draft | None:
    """Give the draft that is neither adopted nor given up."""
    return Draft.objects.filter(ended_at__isnull=True).first()


def version_page(number: int | None = None, *, by: Actor, on: date) -> VersionPage | None:
    """Give a version by its number, or the newest, as someone may see it. Cost: seven queries at most."""
    found = Agreement.objects.order_by("-number")
    version = found.first() if number is None else found.filter(number=number).first()
    if version is None:
        return None
    before = found.filter(number=version.number - 1).first() if version.number > 1 else None
    now, was = _about_now(clauses_of(version.clauses)), _about_now(clauses_of(before.clauses) if before else ())
    shown, turned, persons = _shown(now, before=was, by=by, on=on)
    return VersionPage(
        version,
        [one for one in shown if one.clause.effect is Effect.ALLOW],
        [one for one in shown if one.clause.effect is Effect.EXCLUDE],
        turned,
        persons,
        versions_listed(),
    )


def versions_listed() -> list[tuple[Agreement, str]]:
    """Give every version, newest first, with the name of who adopted it. Cost: two queries."""
    every = list(versions())
    names = names_of({one.adopted_by for one in every})
    return [(one, names.get(one.adopted_by, one.adopted_by)) for one in every]


def draft_page(*, by: Actor, on: date) -> DraftPage | None:
    """Give the draft as a keeper may see it; the fingerprint is of all of it. Cost: six queries at most."""
    draft = draft_open()
    if draft is None:
        return None
    based = versions().filter(number=draft.based_on).values_list("clauses", flat=True).first()
    written = clauses_of(draft.clauses)
    said, turned, persons = _shown(_about_now(written), before=_about_now(clauses_of(based or ())), by=by, on=on)
    name = names_of([draft.changed_by]).get(draft.changed_by, draft.changed_by)
    return DraftPage(draft, said, turned, fingerprint(written), persons, name)


def clause_drafted(code: str, *, by: Actor) -> tuple[Clause, dict[int, str]] | None:
    """Give a clause of the draft, or of the newest version where there is none, with the codes of whom it names."""
    draft = draft_open()
    held = draft.clauses if draft else versions().values_list("clauses", flat=True).first()
    clause = next((one for one in clauses_of(held or ()) if one.code == code), None)
    if clause is None:
        return None
    clause = _about_now((clause,))[0]
    called = codes_known(clause.persons, by=by)
    return None if clause.persons and not called else (clause, called)


def _about_now(clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    named = {person for clause in clauses for person in clause.persons}
    return now_about(clauses, led=numbers_retired(named)) if named else clauses


def _shown(
    clauses: tuple[Clause, ...], *, before: tuple[Clause, ...], by: Actor, on: date
) -> tuple[list[Said], list[tuple[Difference, str]], frozenset[int]]:
    """Leave out what is about nobody whom the reader may know of, and put the rest into words."""
    parties: dict[str, Party] = {one.code: one for one in parties_ever()}
    named = {person for clause in (*clauses, *before) for person in clause.persons}
    called = codes_known(named, by=by)
    seen, was = (
        [
            replace(one, persons=one.persons & called.keys())
            for one in some
            if not one.persons or one.persons & called.keys()
        ]
        for some in (clauses, before)
    )

    def words(clause: Clause) -> str:
        return clause_in_words(clause, parties=parties, called=called)

    said = [Said(one, words(one), one.begins_on <= on, one.ends_on is not None and one.ends_on <= on) for one in seen]
    turned = [(one, words(one.clause)) for one in differences(was, after=seen, parties=parties, called=called)]
    return said, turned, frozenset(called)
