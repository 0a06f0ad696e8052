"""A question among invented agencies, for tests."""

from datetime import date

from tests.acting import AT, someone
from tests.exchange.agreeing import kept
from tests.identity.records import CLERK, linked, row
from tests.sample_area import adopt_ashmere
from wraparound.access.models import Link
from wraparound.access.words import Purpose, Role
from wraparound.agencies.models import Agency
from wraparound.exchange.actions.asking import ask_partners
from wraparound.exchange.models import Ask
from wraparound.exchange.words import Basis, Clause, Effect, Part
from wraparound.exchange.words.asks import Asking, Outcome, Said, Urgency
from wraparound.identity.actions import file_records
from wraparound.identity.models import Record
from wraparound.identity.words import From
from wraparound.kernel.acting import Actor

ASKER = someone(Role.FRONT_DOOR)
DECIDER = someone(Role.LEAD)
NURSE = someone(Role.PROFESSIONAL, agency="child-health")
WHY = "Agreed by the partnership"


def clauses() -> list[Clause]:
    """Let children's services ask health and schools, who tell them; police may only be told, housing nothing."""
    usual = {"effect": Effect.ALLOW, "because": WHY, "begins_on": date(2026, 1, 1)}
    asked, told = frozenset({Part.ASKED}), frozenset(Part) - {Part.ASKED}
    return [
        Clause(code="ask", holders=frozenset({"social-care"}), parts=asked, **usual),
        Clause(code="tell", recipients=frozenset({"social-care"}), parts=told, **usual),
        Clause(
            code="not-housing",
            holders=frozenset({"social-care"}),
            recipients=frozenset({"housing"}),
            parts=asked,
            **usual | {"effect": Effect.EXCLUDE},
        ),
        Clause(
            code="no-worries-of-schools",
            holders=frozenset({"schools"}),
            parts=frozenset({Part.WORRIES, Part.INTELLIGENCE}),
            **usual | {"effect": Effect.EXCLUDE},
        ),
    ]


def begun() -> dict[str, str]:
    """Give an area with agreements, and a child whom health knows with a brother; the codes of both by first name."""
    adopt_ashmere()
    kept(*clauses())
    return filed_children()


def filed_children() -> dict[str, str]:
    """Have health hold a child and her brother; their codes by first name."""
    rows = [row("H1", "Hattie", "Alder", born="2015-02-03"), row("H2", "Hugo", "Alder", born="2017-04-05")]
    agency = Agency.objects.get(code="child-health")
    file_records(rows, of=From("health", agency.pk, 1), by=CLERK, at=AT)
    linked()
    return {one.said["given_names"][0]: one.person.code for one in Record.objects.select_related("person")}


def asking(code: str, **said: object) -> Asking:
    """Give a question about a child to health, schools and housing."""
    usual = {
        "purpose": Purpose.PROTECT, "basis": Basis.LEGAL_OBLIGATION, "urgency": Urgency.AMBER,
        "what_for": "A neighbour hears crying at night. What do you know?", "decider": DECIDER.username,
        "agencies": ("child-health", "schools", "housing"),
    }  # fmt: skip
    return Asking(code=code, **(usual | said))


def asked(code: str, **said: object) -> Ask:
    """Ask it."""
    return ask_partners(asking(code, **said), by=ASKER, at=AT)


def known(**said: object) -> Said:
    """Give an answer of an agency that knows the child."""
    usual = {
        "outcome": Outcome.KNOWN, "knows": "We weigh her every month; she is well.", "since": "2019",
        "worries": "Missed the last two appointments.", "contact": "Safeguarding nurses 04632 960100",
        "considered": True, "name": "Tomasz Redlin",
    }  # fmt: skip
    return Said(**(usual | said))


def by_link(ask: Ask, *, agency: str = "child-health") -> Actor:
    """Give whoever came by the link in the letter to an agency's desk."""
    link = Link.objects.filter(about=f"ask:{ask.ref}", agency__code=agency).latest("pk")
    return Actor(link.address, agency, link=link.pk)
