from dataclasses import replace

import pytest

from wraparound.frontdoor.rules.papers import NAMES_TELLER, NOT_DECIDED, UNSAFE, letter_for, names_teller, why_no_letter
from wraparound.frontdoor.rules.states import OWED_BY_THE_DOOR
from wraparound.frontdoor.words import Consent, ContactState, FamilyTold
from wraparound.frontdoor.words.papers import LetterFacts, Offered, Reader

FACTS = LetterFacts(
    ref="C-7K3M-92QX",
    agency="Ashmere children’s services",
    reach=("01632 960 100",),
    received_on="1 September 2026",
    decided_on="2 September 2026",
    teller="Beth Marlowick",
    teller_role="Teacher",
    teller_agency="Schools",
    stays_unnamed=False,
    unnamed=(),
    told="Family Help will visit.",
    level="Level 3: Targeted",
    level_meaning="Several needs at once.",
    level_response="Family Help.",
    document="Right help, right time",
    family_said="She is glad of it.",
    offers=(Offered(to="Family Help North", stands="Accepted", accepted_by="Amir Tolland", accepted_on="3 September"),),
    rungs=(("Front door manager", "door@example.org", "8 working hours"),),
)
UNNAMED = replace(FACTS, stays_unnamed=True, unnamed=("Beth Marlowick",))


def says(reader, facts=FACTS):
    return repr(letter_for(reader, facts=facts))


def why(reader=Reader.FAMILY, *, facts=FACTS, **said):
    usual = {"state": ContactState.OFFERED, "family_told": FamilyTold.YES, "consent": Consent.AGREED}
    return why_no_letter(reader, facts=facts, **(usual | said))


def test_whoever_raised_it_reads_what_they_may_have_and_how_to_disagree():
    letter = says(Reader.REFERRER)
    for words in ("Family Help will visit.", "Family Help North", "Accepted: Amir Tolland", "door@example.org"):
        assert words in letter
    assert "She is glad of it." not in letter
    assert "Several needs" not in letter


def test_the_family_reads_the_level_in_plain_words_what_is_offered_and_what_they_said():
    letter = says(Reader.FAMILY)
    for words in ("Level 3: Targeted. Several needs at once. Family Help.", "She is glad of it.", "Beth Marlowick"):
        assert words in letter
    assert "Family Help will visit." not in letter


def test_who_stays_unnamed_is_not_named_to_the_family():
    letter = says(Reader.FAMILY, UNNAMED)
    for words in ("Beth", "Marlowick", "Teacher", "Schools"):
        assert words not in letter
    assert "Somebody who cares about your family" in letter
    assert "Beth Marlowick" in says(Reader.REFERRER, UNNAMED)


@pytest.mark.parametrize("said", ["Mrs Marlowick called", "BETH told her", "It was beth."])
def test_a_name_that_somebody_wrote_into_the_familys_words_stops_the_letter(said):
    facts = replace(UNNAMED, family_said=said)
    assert names_teller(facts)
    assert why(facts=facts) == NAMES_TELLER
    assert why(facts=replace(facts, unnamed=())) == ""


def test_nobody_writes_to_a_family_whom_it_could_endanger():
    assert why(family_told=FamilyTold.UNSAFE) == UNSAFE
    assert why(consent=Consent.UNSAFE) == UNSAFE
    assert why(Reader.REFERRER, family_told=FamilyTold.UNSAFE, consent=Consent.UNSAFE) == ""


@pytest.mark.parametrize("state", ContactState)
@pytest.mark.parametrize("reader", Reader)
def test_there_is_a_letter_only_while_a_decision_holds(reader, state):
    assert why(reader, state=state) == (NOT_DECIDED if state in OWED_BY_THE_DOOR else "")
