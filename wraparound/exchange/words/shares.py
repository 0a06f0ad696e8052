"""What is written down of every share and every refusal between agencies."""

from dataclasses import dataclass

from wraparound.access.words import Purpose
from wraparound.exchange.words.agreements import Kind, Part
from wraparound.kernel.word import Word


class Basis(Word):
    """The lawful basis of telling: article 6 of the UK GDPR. Consent is not one for keeping children safe."""

    LEGAL_OBLIGATION = "6-1-c", "Legal obligation: UK GDPR article 6(1)(c)"
    VITAL_INTERESTS = "6-1-d", "To protect a life: UK GDPR article 6(1)(d)"
    PUBLIC_TASK = "6-1-e", "Public task: UK GDPR article 6(1)(e)"


class Condition(Word):
    """What lets health, offences and the like be told besides: articles 9 and 10, with the Data Protection Act 2018."""

    NONE = "none", "Nothing of a special category is told"
    SAFEGUARDING = "9-2-g", "Safeguarding children: article 9(2)(g); Act of 2018, schedule 1, paragraph 18"
    CARE = "9-2-h", "Health or social care: article 9(2)(h); Act of 2018, schedule 1, paragraph 2"
    VITAL = "9-2-c", "To protect a life: article 9(2)(c)"
    OFFENCES = "10", "Offences: article 10; Act of 2018, schedule 1, paragraphs 18 and 36"


class Detriment(Word):
    """What was found when it was weighed whether telling is more detrimental to the child than not telling."""

    NOT_MORE = "not_more", "Telling is not more detrimental to the child than not telling"
    MORE = "more", "Telling is more detrimental to the child than not telling"
    NOT_WEIGHED = "not_weighed", "Not weighed: it was refused before that"


class ShareDecision(Word):
    """How it ended."""

    SHARED = "shared", "Told"
    REFUSED = "refused", "Refused"


class Statute(Word):
    """By what agencies tell one another of children on a day."""

    AGREEMENT = "agreement", "The area's agreement, under Children Act 2004 sections 10 and 11"
    DUTY = "16LA", "The duty to share: Children Act 2004 section 16LA"


@dataclass(frozen=True, kw_only=True)
class Told:
    """One share or refusal, as whoever decided it says it.

    `function` is the recipient's function that it serves, `relevance` why it is relevant to a child's safety or
    welfare, `detriment_words` what was weighed. `decider` is who decided (a username; whoever notes it if empty),
    `about` what it belongs to elsewhere ("ask:Q-7K3M").
    """

    holder: str
    recipient: str
    person: int | None
    purpose: Purpose
    kind: Kind
    parts: tuple[Part, ...]
    basis: Basis
    decision: ShareDecision
    condition: Condition = Condition.NONE
    function: str = ""
    relevance: str = ""
    detriment: Detriment = Detriment.NOT_WEIGHED
    detriment_words: str = ""
    why: str = ""  # of a refusal that the agreement does not make; else the agreement's own sentence is kept
    decider: str = ""
    about: str = ""
