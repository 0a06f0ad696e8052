from wraparound.frontdoor.rules.summary import Summed, summary_of

SUMMED = Summed(
    ref="C-7K3M-92QX", agency="Ashmere", state="Accepted", told=(("Told by", "Beth"), ("Wants", "")), story="A burn.",
    children=(("Hattie", "2015-02-03", "", ""),), decisions=(("Decided", (("Why", "The mother asks."),)),),
    responses=(), steps=(("1 September", "It was decided", "", "Rosa"),),
)  # fmt: skip


def test_it_tells_the_story_who_it_is_about_and_why_it_was_decided_so():
    paper = summary_of(SUMMED)
    told = {one.heading: one for one in paper.sections}
    assert told["What worries them"].paragraphs == ("A burn.",)
    assert told["What worries them"].facts == (("Told by", "Beth"), ("Wants", "Not said"))
    assert told["Who it is about"].rows == (("Hattie", "2015-02-03", "–", "–"),)
    assert told["Decided"].facts == (("Why", "The mother asks."),)
    assert told["Responses"].paragraphs == ("None.",)


def test_without_a_decision_it_says_so():
    paper = summary_of(Summed(**{**SUMMED.__dict__, "decisions": ()}))
    assert [one.paragraphs for one in paper.sections if one.heading == "What was decided"] == [("Nothing yet.",)]
