"""The letters that leave the building, and how an area words them: which may say what."""

from dataclasses import dataclass
from typing import Annotated

from wraparound.agencies.words.keys import Key, Kind, choice, text
from wraparound.kernel.word import Word


class LetterCode(Word):
    """A letter that the service writes."""

    QUESTION = "question", "An agency is asked a question"
    QUESTION_AGAIN = "question-again", "A new link to a question"
    QUESTION_REMINDER = "question-reminder", "An answer is due soon"
    QUESTION_LATE = "question-late", "An answer is late"
    ANSWER_CAME = "answer-came", "An answer came"
    ASKER_LATE = "asker-late", "An answer that was asked for is late"
    DUTY_WARNING = "duty-warning", "Something owed is due soon"
    DUTY_LATE = "duty-late", "Something owed is late"
    DUTY_HANDED_OVER = "duty-handed-over", "Something owed was handed over"
    DIGEST = "digest", "What the day brings"
    WORK_WANTED = "work-wanted", "A team or a service is asked to take work on"
    WORK_AGAIN = "work-again", "A new link to work that is asked for"
    CONTACT_DECIDED = "contact-decided", "What somebody told the front door is decided"
    CONTACT_DECIDED_LINK = "contact-decided-link", "The same, for those without an account"
    CONTACT_DECIDED_CODE = "contact-decided-code", "The same, for those who were given a code"
    CONTACT_ACCEPTED = "contact-accepted", "Somebody has accepted what the front door decided"
    CONTACT_FOR_LEAD = "contact-for-lead", "The front door was told of a family that somebody works with"
    INTELLIGENCE_WORDING = "intelligence-wording", "A wording is to be agreed"
    TELL_LINK = "tell-link", "A link by which somebody tells the front door"
    CONTACT_RECEIVED = "contact-received", "The front door has what it was told"
    DISAGREEMENT = "disagreement", "Somebody disagrees with the front door"
    STRATEGY_INVITATION = "strategy-invitation", "Somebody is invited to a strategy discussion"
    STRATEGY_MOVED = "strategy-moved", "A strategy discussion was moved"
    STRATEGY_OFF = "strategy-off", "A strategy discussion was called off"


class LetterFact(Word):
    """Something that a letter may say. Nothing else can stand in one: no name, no words that anybody typed."""

    REFERENCE = "reference", "the reference of a question, a contact or work, such as Q-7K3M"
    DUE = "due", "when it is due"
    ASKER = "asker", "the agency that asks"
    AGENCY = "agency", "the agency that is asked, or that owes"
    PHONE = "phone", "the telephone number of the agency that asks"
    NUMBER = "number", "the number of what is owed"
    LATE = "late", "how many are late"
    TODAY = "today", "how many are due today"
    SOON = "soon", "how many are due within a week"
    AWAITED = "awaited", "how many are owed to the reader and late"
    LINK = "link", "the link that opens it"
    SERVICE = "service", "the address of the service"
    AREA = "area", "what the area is called"


OF_NODE = frozenset(
    {LetterFact.LINK, LetterFact.SERVICE, LetterFact.AREA, LetterFact.PHONE}
)  # what the node itself fills in
_ASKED = (LetterFact.REFERENCE, LetterFact.DUE, LetterFact.ASKER)
_OWED = (LetterFact.NUMBER, LetterFact.DUE)
SAID: dict[LetterCode, tuple[LetterFact, ...]] = {  # what whoever writes a letter has to say
    LetterCode.QUESTION: _ASKED,
    LetterCode.QUESTION_AGAIN: _ASKED,
    LetterCode.QUESTION_REMINDER: _ASKED,
    LetterCode.QUESTION_LATE: (*_ASKED, LetterFact.AGENCY),
    LetterCode.ANSWER_CAME: (LetterFact.REFERENCE, LetterFact.AGENCY),
    LetterCode.ASKER_LATE: (LetterFact.REFERENCE, LetterFact.DUE, LetterFact.AGENCY),
    LetterCode.DUTY_WARNING: _OWED,
    LetterCode.DUTY_LATE: (*_OWED, LetterFact.AGENCY),
    LetterCode.DUTY_HANDED_OVER: _OWED,
    LetterCode.DIGEST: (LetterFact.LATE, LetterFact.TODAY, LetterFact.SOON, LetterFact.AWAITED),
    LetterCode.WORK_WANTED: _ASKED,
    LetterCode.WORK_AGAIN: _ASKED,
    LetterCode.CONTACT_DECIDED: (LetterFact.REFERENCE,),
    LetterCode.CONTACT_DECIDED_LINK: (LetterFact.REFERENCE,),
    LetterCode.CONTACT_DECIDED_CODE: (LetterFact.REFERENCE, LetterFact.ASKER),
    LetterCode.CONTACT_ACCEPTED: (LetterFact.REFERENCE,),
    LetterCode.CONTACT_FOR_LEAD: (LetterFact.REFERENCE, LetterFact.DUE),
    LetterCode.INTELLIGENCE_WORDING: _ASKED,
    LetterCode.TELL_LINK: (LetterFact.ASKER,),
    LetterCode.CONTACT_RECEIVED: (LetterFact.REFERENCE, LetterFact.DUE),
    LetterCode.DISAGREEMENT: (LetterFact.REFERENCE, LetterFact.DUE),
    LetterCode.STRATEGY_INVITATION: _ASKED,
    LetterCode.STRATEGY_MOVED: _ASKED,
    LetterCode.STRATEGY_OFF: (LetterFact.REFERENCE, LetterFact.ASKER),
}
WITH_LINK = frozenset(
    {
        LetterCode.QUESTION,
        LetterCode.QUESTION_AGAIN,
        LetterCode.WORK_WANTED,
        LetterCode.WORK_AGAIN,
        LetterCode.CONTACT_DECIDED_LINK,
        LetterCode.INTELLIGENCE_WORDING,
        LetterCode.TELL_LINK,
        LetterCode.STRATEGY_INVITATION,
        LetterCode.STRATEGY_MOVED,
    }
)


@dataclass(frozen=True, kw_only=True)
class LetterWording:
    """How the area words one letter."""

    code: Annotated[LetterCode, choice(LetterCode, says="which letter")]
    subject: Annotated[str, text("its subject", like="{asker} asks: answer by {due} ({reference})")]
    text: Annotated[
        tuple[str, ...], Key(kind=Kind.LIST, says="its paragraphs; what stands in braces is filled in when it is sent")
    ]


@dataclass(frozen=True, kw_only=True)
class Letters:
    """The area's own wording of the letters that leave the building."""

    letters: Annotated[
        tuple[LetterWording, ...], Key(kind=Kind.PARTS, says="a wording for each letter", part=LetterWording)
    ] = ()
