"""What decision letters say: to whoever raised a worry, and to the family. Each in the words its reader may have.

Neither ever holds why it was decided so, what partners answered, or a child's name: whoever told of several families
at once learns of none through a letter, and a letter that is left lying tells a stranger nothing of a child.
"""

import re

from wraparound.frontdoor.rules.states import OWED_BY_THE_DOOR
from wraparound.frontdoor.words import Consent, ContactState, FamilyTold
from wraparound.frontdoor.words.papers import LetterFacts, Offered, Paper, Reader, Section

SHORTEST = 3  # letters of a name by which somebody is known
NOT_DECIDED = "Nothing is decided that holds now. The letter can be made once it is."
UNSAFE = "There is no letter to the family: telling them could put someone in danger."
NAMES_TELLER = (
    "There is no letter to the family: whoever raised it is not to be named to them, and what the letter would say "
    "holds their name. Decide anew, and write what the family said without it."
)


def letter_for(reader: Reader, *, facts: LetterFacts) -> Paper:
    """Write the letter for a reader."""
    return _to_referrer(facts) if reader is Reader.REFERRER else _to_family(facts)


def why_no_letter(
    reader: Reader, *, state: ContactState, family_told: FamilyTold | str, consent: Consent | str, facts: LetterFacts
) -> str:
    """Say why there is no letter for a reader; "" where there can be one. What is in doubt is not written."""
    if state in OWED_BY_THE_DOOR:
        return NOT_DECIDED
    if reader is Reader.REFERRER:
        return ""
    if family_told == FamilyTold.UNSAFE or consent == Consent.UNSAFE:
        return UNSAFE
    if names_teller(facts):
        return NAMES_TELLER
    return ""


def names_teller(facts: LetterFacts) -> bool:
    """Say whether what somebody wrote for the family holds any part of the name of somebody who is not to be named."""
    names = {one for name in facts.unnamed for one in _words(name) if len(one) >= SHORTEST}
    offered = (f"{one.to} {one.accepted_by}" for one in facts.offers)
    return not names.isdisjoint(_words(" ".join([facts.family_said, *offered])))


def _words(said: str) -> set[str]:
    return set(re.findall(r"\w+", said.casefold()))


def _to_referrer(facts: LetterFacts) -> Paper:
    to = [facts.teller or "Whoever raised it", facts.teller_role, facts.teller_agency]
    return Paper(
        title="What follows from what you told us",
        author=facts.agency,
        reference=facts.ref,
        to="\n".join(filter(None, to)),
        opening=(f"Thank you. On {facts.received_on} you told us of a worry. On {facts.decided_on} we decided.",),
        sections=(
            Section("What follows", (facts.told,)),
            _offers(facts.offers),
            Section(
                "If you see it otherwise",
                ("Say so, on the page of what you told us or to one of these, the nearest first. They answer in time.",)
                if facts.rungs
                else (_call(facts),),
                columns=("Who answers", "Where", "Within") if facts.rungs else (),
                rows=facts.rungs,
            ),
            Section("If you learn more", (f"Tell us at once. If a child is in danger now, call 999. {_call(facts)}",)),
        ),
    )


def _to_family(facts: LetterFacts) -> Paper:
    said = (facts.family_said,) if facts.family_said else ("We have not written down what you said. Please tell us.",)
    who = " ".join(filter(None, [facts.teller, _in_brackets(facts.teller_role, facts.teller_agency)]))
    whom = "Somebody who cares about your family told us of a worry" if facts.stays_unnamed or not facts.teller else (
        f"{who} told us of a worry"
    )  # fmt: skip
    meaning = " ".join(filter(None, [facts.level_meaning, facts.level_response]))
    return Paper(
        title="What we decided, and who can help",
        author=facts.agency,
        reference=facts.ref,
        to="The parents or carers",
        opening=(f"{whom} on {facts.received_on}. On {facts.decided_on} we decided what follows.",),
        sections=(
            Section("What we think your family needs", (f"{facts.level}. {meaning}".strip(),)),
            _offers(facts.offers),
            Section("What you said", said),
            Section(
                "If you disagree",
                (
                    f"{_call(facts)} Somebody else than the one who decided looks at it and answers you.",
                    "You can also complain to the council at any time, and have somebody speak for you.",
                ),
            ),
            Section("If you want to see more", ("You can ask what is kept about your family, and who looked at it.",)),
        ),
    )


def _in_brackets(*said: str) -> str:
    words = ", ".join(filter(None, said))
    return f"({words})" if words else ""


def _call(facts: LetterFacts) -> str:
    return f"You reach us by {' or '.join(facts.reach)}." if facts.reach else "Ask for the front door of the council."


def _offers(offers: tuple[Offered, ...]) -> Section:
    rows = tuple((one.to, one.by_when or "As soon as possible", _stands(one)) for one in offers)
    return Section("What is offered", columns=("By whom", "By when", "How it stands"), rows=rows)


def _stands(one: Offered) -> str:
    accepted = f"{one.accepted_by}, {one.accepted_on}" if one.accepted_by else ""
    return ": ".join(filter(None, [one.stands, accepted]))
