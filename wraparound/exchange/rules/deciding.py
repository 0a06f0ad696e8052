"""Whether one agency may tell another: deny by default, exclusion before inclusion, existence before content.

docs/guide/agreements.md says the same in words, and tests/exchange decides every combination a second time by them.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from wraparound.exchange.rules.sentences import answer_in_words, clause_cited
from wraparound.exchange.words import OF_TYPE, Agreed, Clause, Effect, Level, Part, Party, Question, Sharing

Asked = tuple[str, str, str, str, str]  # holder, recipient, kind, purpose, part
MOST_KEPT = 200_000  # combinations whose clauses a policy remembers


class _Speaking(NamedTuple):
    """The clauses that speak of something, whoever the child is and on whatever day."""

    excluding: tuple[Clause, ...]
    allowing: tuple[Clause, ...]


class Policy:
    """One version of the agreements, laid out so that a question is answered in microseconds."""

    def __init__(self, agreed: Agreed) -> None:
        """Part the clauses that are about every child from those about some."""
        self.agreed = agreed
        self._every = tuple(clause for clause in agreed.clauses if not clause.persons)
        self._of: dict[int, list[Clause]] = defaultdict(list)
        for clause in agreed.clauses:
            for person in clause.persons:
                self._of[person].append(clause)
        self._types = {code: f"{OF_TYPE}{party.type}" for code, party in agreed.parties.items()}
        self._kept: dict[Asked, _Speaking] = {}

    def party(self, code: str, *, on: date) -> Party | None:
        """Give an agency that is one of the area's on a day."""
        found = self.agreed.parties.get(code)
        return found if found and (found.ended_on is None or on < found.ended_on) else None

    def first(self, effect: Effect, *, part: Part, question: Question) -> Clause | None:
        """Give the first clause with an effect on a part of what is asked: one about every child before others."""
        speaking = self._speaking(question, part)
        on, allows = question.on, effect is Effect.ALLOW
        for clause in speaking.allowing if allows else speaking.excluding:
            if clause.begins_on <= on and (clause.ends_on is None or on < clause.ends_on):
                return clause
        if question.person is not None:
            for clause in self._of.get(question.person, ()):
                if clause.effect is effect and holds(clause, on=on) and self._speaks(clause, question, part):
                    return clause
        return None

    def _speaking(self, question: Question, part: Part) -> _Speaking:
        asked = (question.holder, question.recipient, question.kind, question.purpose, part)
        found = self._kept.get(asked)
        if found is None:
            every = [clause for clause in self._every if self._speaks(clause, question, part)]
            found = _Speaking(_with(Effect.EXCLUDE, every), _with(Effect.ALLOW, every))
            if len(self._kept) < MOST_KEPT:
                self._kept[asked] = found
        return found

    def _speaks(self, clause: Clause, question: Question, part: Part) -> bool:
        return (
            (not clause.parts or part in clause.parts)
            and (not clause.purposes or question.purpose in clause.purposes)
            and (not clause.kinds or question.kind in clause.kinds)
            and self._among(question.holder, clause.holders)
            and self._among(question.recipient, clause.recipients)
        )

    def _among(self, code: str, named: frozenset[str]) -> bool:
        if not named or code in named:
            return True
        return self._types.get(code) in named


def holds(clause: Clause, *, on: date) -> bool:
    """Say whether a clause is in force on a day: from the day it begins on, and before the day it ends on."""
    return clause.begins_on <= on and (clause.ends_on is None or on < clause.ends_on)


def may_tell(question: Question, *, policy: Policy) -> Sharing:
    """Say whether the holder may tell the recipient, by which clause, and why, in a sentence.

    Denied unless a clause allows it; an exclusion wins; what is known of a child may be told only where it may be told
    that the child is known. Cost: microseconds, however many clauses and children there are.
    """
    version = policy.agreed.version
    for code in (question.holder, question.recipient):
        if policy.party(code, on=question.on) is None:
            return Sharing(False, f"“{code}” is no agency of this area on that day.", version=version)
    told = answer_in_words(question, parties=policy.agreed.parties)
    within = (question.part, Part.KNOWN) if question.part.level is Level.CONTENT else (question.part,)
    for part in within:
        clause = policy.first(Effect.EXCLUDE, part=part, question=question)
        if clause is not None:
            return Sharing(False, f"{told.not_} {clause_cited(clause, version=version)}", clause.code, version)
    allowing = [policy.first(Effect.ALLOW, part=part, question=question) for part in within]
    if allowing[0] is None:
        return Sharing(False, f"{told.not_} {nothing_lets(version)}", version=version)
    if allowing[-1] is None:
        return Sharing(False, f"{told.not_} Nothing lets them tell even that they know the child.", version=version)
    return Sharing(True, f"{told.may} {clause_cited(allowing[0], version=version)}", allowing[0].code, version)


def nothing_lets(version: int) -> str:
    """Say that no clause allows it."""
    return f"No clause of version {version} of the agreements allows it." if version else "No agreement is in force."


def _with(effect: Effect, clauses: Iterable[Clause]) -> tuple[Clause, ...]:
    return tuple(clause for clause in clauses if clause.effect is effect)
