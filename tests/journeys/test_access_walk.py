"""Walk every address as every role, of two agencies and signed out, and hold what answers against one written table.

The table is docs/guide/who-may.md, and this reads it as it stands there. An address of the service without a line
fails, and so does a line without an address: a new address gets its lines there, in the same change. Every address is
asked by GET and by POST; what has no line for a method must not take it.
"""

import re
from http.cookies import SimpleCookie
from itertools import product
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, get_resolver, reverse
from django.urls.resolvers import URLPattern, URLResolver
from django.utils import timezone

from tests.acting import AT
from tests.exchange.agreeing import clause, kept, told
from tests.feeds import files
from tests.identity.records import CLERK, linked, row
from tests.sample_area import adopt_ashmere
from wraparound.access.actions import make_link
from wraparound.access.models import Account, BrokenGlass, RoleHeld, Token
from wraparound.access.queries import token_of_link
from wraparound.access.words import Role
from wraparound.agencies.models import Agency, Team
from wraparound.directory.models import LocalService, ServiceLoad
from wraparound.duties.actions import open_duty
from wraparound.duties.models import Absence, Duty
from wraparound.duties.words import Owed
from wraparound.exchange.actions import note_share
from wraparound.exchange.models import Ask, Asked, AskedAbout, Share
from wraparound.exchange.words import Sharing
from wraparound.feeds.actions import draft_feed
from wraparound.feeds.commands.indexing import index_what_waits
from wraparound.feeds.models import Draft, Load, SetAside
from wraparound.frontdoor.models import Contact, ContactChild
from wraparound.frontdoor.urls import ContactRef
from wraparound.identity.actions import file_records
from wraparound.identity.actions.laying import lay_doubts
from wraparound.identity.models import Apart, Doubt, Ending, Hold, Person, Record, Shield
from wraparound.identity.urls import PersonCode
from wraparound.identity.words import From, HoldKind, ShieldKind
from wraparound.post.models import Letter
from wraparound.post.words import LetterState
from wraparound.teams.models import Seat, Work, WorkChild, WorkStep
from wraparound.web.interface.callers import BY_FEEDS_TOKEN, SCOPES

TABLE = Path(__file__).parents[2] / "docs" / "guide" / "who-may.md"
HERE, ELSEWHERE = "social-care", "police"  # two agencies for which people of every role work
WALKERS = ["Signed out", *(role.label for role in Role)]
CHILDREN = {"own": HERE, "other": ELSEWHERE, "shielded": "", "nobody": ""}  # of an agency's people, whose they are
QUERIES, BYTES = 15, 250_000  # what any page may cost
# About many contacts, all who know some children, or all to whom a decision can turn.
OF_MANY = {"door", "contact-known", "contact-earlier", "decide", "contact-papers", "contact-summary"}
AT_THE_DOOR = 20
WHOLE, OF_ALL = {"contact-bundle", "call-strategy", "strategy", "contact-letter"}, 30  # all there is of a contact
SAID = {
    200: "shown", 401: "not known", 403: "may not", 404: "not there", 405: "not so", 409: "cannot", 422: "asks again"
}  # fmt: skip
SENT = {"/sign-in?": "sign in", "/sign-in": "sign in", "/purpose?": "purpose", "/sign-in/again": "sign in again"}


class Line(NamedTuple):
    """What one address answers, asked in one way about one child, to each who walks."""

    address: str
    method: str
    child: str
    answers: dict[str, str]


def table() -> list[Line]:
    """Read the table as it is written."""
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in TABLE.read_text("utf-8").splitlines()
            if line.startswith("| `")]  # fmt: skip
    return [
        Line(address.strip("`"), method, child.removesuffix("–").strip(), dict(zip(WALKERS, answers, strict=True)))
        for address, method, child, *answers in rows
    ]


def addresses(patterns=None) -> dict[str, dict[str, object]]:
    """Give every address of the service by its name, with the names and kinds of what stands in it."""
    found: dict[str, dict[str, object]] = {}
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            found |= addresses(pattern.url_patterns)
        elif isinstance(pattern, URLPattern):
            assert pattern.name, f"{pattern.pattern} has no name"
            assert pattern.name not in found, f"two addresses are called {pattern.name}"
            found[pattern.name] = dict(pattern.pattern.converters)
    return found


LINES = table()
ADDRESSES = addresses()
OF_A_CHILD = {name for name, parts in ADDRESSES.items() if any(isinstance(one, PersonCode) for one in parts.values())}


def test_every_address_has_its_lines_and_every_line_its_address():
    assert {line.address for line in LINES} == set(ADDRESSES), f"write the address into {TABLE}, or take it out"
    assert len({line[:3] for line in LINES}) == len(LINES), "a line stands there twice"


def test_what_is_about_a_child_has_a_line_for_each_child():
    for line in LINES:
        assert line.child in ({*CHILDREN} if line.address in OF_A_CHILD else {""}), line
    walked = {(line.address, line.method): set() for line in LINES if line.child}
    for line in LINES:
        if line.child:
            walked[line.address, line.method].add(line.child)
    assert all(children == set(CHILDREN) for children in walked.values())


@pytest.fixture
def ashmere(db, settings, tmp_path):
    """Give an area with two agencies' people of every role, files that came in, and three children, one shielded."""
    settings.MEDIA_ROOT = tmp_path
    adopt_ashmere()
    files.feed()
    files.came(files.line(1), files.line(2, born="31/02/2015"))
    first = files.received(files.written(files.line(1)))
    draft_feed(first, title="New", agency=HERE, by=files.ANALYST, at=AT)
    rows = {"H": row("H", "Hattie", "Alder", born="2011-01-02"), "E": row("E", "Edie", "Birch", born="2012-03-04"),
            "S": row("S", "Sam", "Cedar", born="2013-05-06")}  # fmt: skip
    for code, keys in ((HERE, "HS"), (ELSEWHERE, "ES")):
        agency = Agency.objects.get(code=code)
        file_records([rows[key] for key in keys], of=From(f"{code}-feed", agency.pk, 1), by=CLERK, at=AT)
        for role in Role:
            account = Account.objects.create(username=f"{role}@{code}", name=f"Jo {role.label}", agency=agency)
            RoleHeld.objects.create(account=account, role=role, begins_on=AT.date())
    linked()
    index_what_waits()
    person = Record.objects.filter(key="S").first().person
    one, other = (Record.objects.filter(key=key).first().pk for key in "HE")
    lay_doubts([(one, other, 1.0, 2)])
    grown = Record.objects.get(key="E", feed=f"{ELSEWHERE}-feed")
    Ending.objects.create(record=grown, rule="x", words="x", due_on=AT.date(), on=AT.date(), at=AT)
    Hold.objects.create(person=grown.person, kind=HoldKind.COURT, reason="x", set_by="a keeper", set_at=AT)
    Shield.objects.create(person=person, kind=ShieldKind.REFUGE, reason="x", set_by="a keeper", set_at=AT)
    kept(clause("ask-to-protect"), clause("of-one", persons=frozenset({person.pk})))
    note_share(told(person=person.pk), sharing=Sharing(True, "x", "ask-to-protect", 1), by=CLERK, at=AT)
    _question(person)
    _contact(person)
    _work(person)


def _work(person: Person) -> None:
    """Have a team be asked to take work on for the child who is hidden, and everyone who walks have a seat in it."""
    here, team = Agency.objects.get(code=HERE), Team.objects.get(code="family-help-north")
    said = {"about": "contact:C-7K3M-92QX", "service_name": team.name, "words": "x", "due_rule": "accept-work"}
    asked = {"asked_by": f"lead@{HERE}", "asked_at": AT, "asking_agency": here}
    work = Work.objects.create(ref="W-7K3M-92QX", agency=here, team=team, **said, **asked)
    WorkChild.objects.create(work=work, person=person)
    WorkStep.objects.create(work=work, act="ask", by=f"lead@{HERE}", name="Jo Lead", at=AT)
    for account in Account.objects.filter(username__contains="@"):
        given = {"role": "x", "share": 100, "begins_on": AT.date(), "given_by": "x", "given_at": AT}
        Seat.objects.create(team=team, agency=account.agency, username=account.username, name=account.name, **given)


def _contact(person: Person) -> None:
    """Have the front door told of the child who is hidden, as it was before: it is there for keepers alone."""
    said = {"ref": "C-7K3M-92QX", "channel": "phone", "teller": "public", "story": "x", "received_by": "x"}
    contact = Contact.objects.create(received_at=AT, moved_at=AT, due_at=AT, **said)
    ContactChild.objects.create(contact=contact, place=1, person=person, name="Sam Cedar")


def _question(person: Person) -> None:
    """Have one agency ask the other about the child who is hidden, as it did before: it is nobody's to see."""
    here, elsewhere = (Agency.objects.get(code=code) for code in (HERE, ELSEWHERE))
    said = {"ref": "Q-7K3M-92QX", "purpose": "protect", "basis": "6-1-c", "what_for": "x", "urgency": "amber"}
    ask = Ask.objects.create(person=person, agency=here, asked_at=AT, asked_by=f"lead@{HERE}", **said)
    asked = Asked.objects.create(ask=ask, agency=elsewhere, address="desk@example.org", why="x", asked_at=AT)
    AskedAbout.objects.create(asked=asked, person=person)


def walker(role: str, *, agency: str) -> Client:
    """Give a browser in which someone has signed in just now and said what for."""
    client = Client()
    if role != "Signed out":
        client.force_login(Account.objects.get(username=f"{Role(next(r for r in Role if r.label == role))}@{agency}"))
        session = client.session
        session["signed_in_at"], session["purpose"] = timezone.now().isoformat(), "protect"
        session.save()
    return client


def code_of(child: str, *, agency: str) -> str:
    """Give the code of a child, as those of an agency stand to them."""
    known_here = (child == "own") == (agency == HERE)
    key = {"shielded": "S", "nobody": ""}.get(child, "H" if known_here else "E")
    return Record.objects.filter(key=key).values_list("person__code", flat=True).first() or "P-0000-0000"


def stands_for(name: str, address: str) -> object:
    """Give what is put into an address in the place of a name: something that exists where it matters."""
    now = timezone.now()
    rosa = Account.objects.get(username="rosa.wendle")
    glass = {"account": rosa, "person": 1, "purpose": "protect", "reason": "x", "begins_at": now}
    ready = {
        "account": lambda: rosa.pk,
        "held": lambda: RoleHeld.objects.get(account=rosa).pk,
        "glass": lambda: BrokenGlass.objects.create(**glass, ends_at=now + timezone.timedelta(hours=1)).pk,
        "code": lambda: _service().code if address.split("-")[-1] == "service" else CODES.get(address, HERE),
        "pk": lambda: 0 if address.startswith(("disagreement", "notification")) else ROWS[address].objects.first().pk,
        "shield": lambda: Shield.objects.get().pk,
        "apart": lambda: _apart().pk,
        "load": lambda: _services_load().pk if address == "services-load" else 1,
        "hold": lambda: Hold.objects.get().pk,
        "ending": lambda: Ending.objects.get().pk,
        "doubt": lambda: Doubt.objects.get().pk,
        "sitting": lambda: 0,
        "team": lambda: "family-help-north",
        "seat": lambda: Seat.objects.first().pk,
        "ref": lambda: "C-7K3M-92QX" if _of_a_contact(address) else _named(address).objects.get().ref,
        "contact": lambda: "C-7K3M-92QX",
        "discussion": lambda: "S-7K3M-92QX",
        "reference": lambda: REFERENCES.get(address) or _named(address).objects.get().ref,
        "agency": lambda: HERE if not address.startswith("ask-") else ELSEWHERE,
        "duty": lambda: _duty().pk,
        "act": lambda: "accept" if address.startswith("work") else "pause",
        "absence": lambda: _absence().pk,
        "secret": lambda: "0" * 48,
        "clause": lambda: "ask-to-protect",
        "share": lambda: Share.objects.get().pk,
        "kind": lambda: "Patient" if address.startswith("fhir") else "nhs_number",
        "token": lambda: _link() if address.startswith("link") else _token().pk,
        "letter": lambda: _letter().pk,
        "id": lambda: _service().number if address.startswith("open-") else "P-0000-0000",
    }
    return ready.get(name, lambda: 1)()


def _of_a_contact(address: str) -> bool:
    """Say whether a contact stands in an address."""
    return any(isinstance(one, ContactRef) for one in ADDRESSES[address].values())


def _named(address: str) -> type:
    """Give of what a reference in an address is."""
    return Work if address.startswith("work") else Ask


def _apart() -> Apart:
    """Give two identities that are kept apart, one of them that of someone hidden."""
    hidden = Shield.objects.get().person
    said = {"new": Person.objects.exclude(pk=hidden.pk).first(), "reason": "x", "set_by": "x", "set_at": timezone.now()}
    return Apart.objects.get_or_create(former=hidden, defaults=said)[0]


def _duty() -> Duty:
    """Give a duty that one agency's people owe the other's."""
    owed = Owed(agency=HERE, owed_to=ELSEWHERE, words="Answer question Q-7K3M")
    return open_duty(owed, rule="answer-green", by=CLERK, at=timezone.now())


def _absence() -> Absence:
    """Give an absence of someone else."""
    days = {"begins_on": AT.date(), "ends_on": AT.date() + timezone.timedelta(days=1_000)}
    said = days | {"deputy": "amir.tolland", "noted_by": "rosa.wendle", "noted_at": AT}
    return Absence.objects.get_or_create(username="rosa.wendle", ended_at=None, defaults=said)[0]


def _token() -> Token:
    """Give a token of an agency's system."""
    now = timezone.now()
    said = {"agency": Agency.objects.get(code=HERE), "role": Role.LEAD, "scopes": ["search"], "given_by": "x"}
    said |= {"given_at": now, "ends_at": now + timezone.timedelta(days=1), "a_minute": 60}
    return Token.objects.get_or_create(name="System", hash="0" * 64, defaults=said)[0]


def _link() -> str:
    """Give what a link of a letter ends with, that nobody has opened yet."""
    now = timezone.now()
    said = {"agency": HERE, "about": "ask:Q-7K3M-92QX", "ends_at": now + timezone.timedelta(days=1)}
    return token_of_link(make_link("desk@example.org", **said, by=CLERK, at=now).pk, at=now)


def _service() -> LocalService:
    """Give a local service."""
    said = {"number": UUID(int=1), "name": "Stay and play", "organisation": "A centre", "changed_at": AT}
    return LocalService.objects.get_or_create(code="stay-and-play", defaults=said)[0]


def _services_load() -> ServiceLoad:
    """Give a file of local services that was taken in."""
    said = {"rows": 1, "added": 1, "changed": 0, "set_aside": 0, "at": AT, "by": "x"}
    return ServiceLoad.objects.get_or_create(file="services.json", defaults=said)[0]


def _letter() -> Letter:
    """Give a letter that was given up."""
    now = timezone.now()
    said = {"address": "desk@example.org", "agency": HERE, "facts": {}, "written_by": "x", "written_at": now}
    said |= {"template": "digest", "state": LetterState.FAILED, "next_at": now}
    return Letter.objects.get_or_create(message_id="<1@example.org>", defaults=said)[0]


CODES = dict.fromkeys(("feed", "feed-token", "put-file", "api-feed", "api-loads", "api-put-file"), "club")
CODES["duty-rule"] = "answer-green"
ROWS = {"load": Load, "confirm-ends": Load, "mend": SetAside, "confirm-feed": Draft}
REFERENCES = {"tell-by-link": "0" * 32, "tell-by-link-keep": "0" * 32, "contact-by-link": "C-7K3M-92QX"}
REFERENCES |= {"strategy-by-link": "S-7K3M-92QX"}
WORRY = {"story": "Came to school with a burn and would not say how.", "child-0-who": "Jo", "do": "send"}
CLAUSE = {"effect": "allow", "begins_on": "2026-09-01", "because": "The partnership decided it"}
POSTED = {  # what makes a form whole
    "rate-contact": {"urgency": "red"},
    "note-contact": {"words": "The school called"},
    "join-contact": {"other": "C-0000-0000"},
    "give-advice": {"to": "Her mother", "words": "The group is on Tuesdays"},
    "note-told": {"how": "phone", "words": "They were glad"},
    "decide-anew": {"why": "More is known"},
    "send-back": {"why": "The doctor saw it otherwise"},
    "someone-else": {"why": "It was her cousin of the same name"},
    "who-is-it": {"code": "P-0000-0000"},
    "tell": WORRY,
    "tell-keep": WORRY,
    "tell-suggest": {"scrap": "Sam Cedar"},
    "tell-phone": WORRY,
    "worried": WORRY,
    "worried-child": WORRY,
    "worried-keep": WORRY,
    "tell-by-work-address": {"email": "jo@example.org"},
    "add-service": {"name": "Stay and play", "organisation": "A centre"},
    "change-service": {"name": "Stay and play", "organisation": "Another centre"},
    "close-service": {"on": "2027-01-01", "why": "The money has ended"},
    "duty-act": {"reason": "The family is away for two weeks"},
    "duty-rule": {
        "count": "48",
        "clock": "hours",
        "hours": "agency",
        "holds_from": "2026-09-01",
        "because": "A decision",
        "reason": "Three days were too long to wait",
        "number": "0",
    },
    "end-seat": {"ends_on": "2030-01-01"},
    "ask": {"purpose": "protect", "what_for": "What do you know of him, and since when?", "urgency": "amber"},
    "propose-wording": {"words": "There is a risk in the home"},
    "withdraw-ask": {"why": "The child lives in another area"},
    "sign-in-as": {"username": "rosa.wendle"},
    "search": {"scrap": "Sam Alder"},
    "suggest": {"scrap": "Sam"},
    "break-glass": {"reason": "His father is at the gate, may he collect him"},
    "purpose": {"purpose": "protect"},
    "withhold-number": {"reason": "Her father works there and could find her"},
    "show-number": {"reason": "The court says that he may know it"},
    "life": {"kind": "died", "on": "2026-08-03"},
    "undo-life-event": {"why": "It was her cousin of the same name"},
    "note-home": {"postcode": "QA1 4QN"},
    "account": {"role": "lead"},
    "review-glass": {"finding": "right"},
    "doubt": {"answer": "different"},
    "hold": {"why": "The court has decided"},
    "take-back-ending": {"why": "The court asked that it goes on"},
    "shield": {"why": "Her father has died"},
    "apart": {"why": "They are of age and ask for it themselves"},
    "draft-agreements": {"seen": "another draft", "reason": "Agreed by the partnership"},
    "new-clause": CLAUSE | {"code": "new"},
    "clause": CLAUSE | {"code": "ask-to-protect"},
}


def answer(name: str, *, method: str, child: str, role: str, agency: str) -> str:
    """Ask an address, put everything back, and say in the table's words what it answered."""
    with transaction.atomic():
        kwargs = {part: stands_for(part, name) for part in ADDRESSES[name]}
        if child:
            kwargs["code"] = code_of(child, agency=agency)
        address, client = reverse(name, kwargs=kwargs), walker(role, agency=agency)
        connection.queries_log.clear()  # it holds so many at most, and the walk asks more
        with CaptureQueriesContext(connection) as asked:
            response = getattr(client, method.lower())(address, POSTED.get(name, {}))
        if response.status_code == 200 and method == "GET":
            most = OF_ALL if name in WHOLE else AT_THE_DOOR if name in OF_MANY else QUERIES
            assert len(asked) <= most, f"{address} as {role}: {[one['sql'] for one in asked]}"
            assert len(response.getvalue()) <= BYTES
        if role != Role.GOVERNANCE.label:
            told = response.getvalue().decode()
            assert "Cedar" not in told, f"{address} tells {role} of a shielded child"
            assert code_of("shielded", agency=agency) not in told, f"{address} tells {role} of a shielded child"
        transaction.set_rollback(True)
    if response.status_code != 302:
        return SAID[response.status_code]
    if response.url.startswith(f"{address}/open"):
        return "closed"
    return next(
        (words for begin, words in SENT.items() if re.match(f"{re.escape(begin)}(?![/a-z])", response.url)), "done"
    )


def test_every_address_answers_everyone_as_the_table_says(ashmere):
    wrong = []
    for line in LINES:
        for role, agency in product(WALKERS, (HERE, ELSEWHERE)):
            got = answer(line.address, method=line.method, child=line.child, role=role, agency=agency)
            here, _, elsewhere = line.answers[role].partition("; ")
            expected = elsewhere if elsewhere and agency == ELSEWHERE else here
            if got != expected:
                asked = f"{line.method} {line.address} {line.child}".strip()
                wrong.append(f"{asked} as {role} of {agency}: {got}, not {expected}")
    assert not wrong, "\n".join(wrong)


def test_what_has_no_line_for_a_method_does_not_take_it(ashmere):
    written = {(line.address, line.method) for line in LINES}
    for name, method in product(ADDRESSES, ("GET", "POST")):
        if (name, method) not in written:
            child = "nobody" if name in OF_A_CHILD else ""
            got = answer(name, method=method, child=child, role=Role.GOVERNANCE.label, agency=HERE)
            asks_first = name in SCOPES and name not in BY_FEEDS_TOKEN  # for a token, whatever the method is
            assert got == ("not known" if asks_first else "not so"), f"{method} {name}"


def test_without_a_purpose_nobody_is_told_of_a_child(ashmere):
    for line in LINES:
        if line.child and line.method == "GET":
            client = walker(Role.LEAD.label, agency=HERE)
            session = client.session
            session["purpose"] = ""
            session.save()
            kwargs = {part: stands_for(part, line.address) for part in ADDRESSES[line.address]}
            asked = client.get(reverse(line.address, kwargs=kwargs | {"code": code_of(line.child, agency=HERE)}))
            if line.address in SCOPES:  # it asks for a token before it asks for a purpose
                assert asked.status_code == 401, line
                continue
            assert asked.url.startswith("/purpose?next="), line


def test_nothing_is_sent_without_the_forms_token(ashmere):
    for name in ADDRESSES:
        address = reverse(name, kwargs={part: stands_for(part, name) for part in ADDRESSES[name]} | (
            {"code": "P-0000-0000"} if name in OF_A_CHILD else {}))  # fmt: skip
        strict = Client(enforce_csrf_checks=True)
        refused = {403, 302, 405} | ({401} if name in SCOPES else set())
        assert strict.post(address, {"username": "rosa.wendle"}).status_code in refused
        assert "_auth_user_id" not in strict.session


@pytest.mark.parametrize("role", [Role.ANALYST, Role.GOVERNANCE, Role.LEAD])
def test_what_is_not_there_breaks_no_page(ashmere, role):
    client = walker(role.label, agency=HERE)
    signed_in = SimpleCookie(client.cookies)
    for line in LINES:
        for nothing in (10**6, "none", "P-0000-0000"):
            try:
                address = reverse(line.address, kwargs=dict.fromkeys(ADDRESSES[line.address], nothing))
            except NoReverseMatch:
                continue
            with transaction.atomic():
                asked = getattr(client, line.method.lower())
                assert asked(address, POSTED.get(line.address, {})).status_code < 500, address
                transaction.set_rollback(True)
        client.cookies = SimpleCookie(signed_in)


def test_an_address_that_is_not_there_says_so_to_everyone(ashmere):
    for role in WALKERS:
        assert walker(role, agency=HERE).get("/no-such-page").status_code == 404
