"""An agency that may not know of a child gets no ask, no mail, no count and no difference in time.

A history by chance (questions to several agencies, more asked later, taken back, answered, reminded, late, counted in
the letters of the day, a child hidden) is lived twice: as it was, and as if one agency had never been named where the
agreements do not let it know. The agreements are read by what the tests hold decisions to (tests/exchange/plainly.py).
Everything that this agency's people can see or receive is the same in both, byte for byte, with as many statements
and, on SQLite, as many steps of the database. Keepers of records are left out: they read the whole area's ledger.
"""

import re
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction
from django.test import Client
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.acting import AT, someone
from tests.exchange.agreeing import kept
from tests.exchange.asking import ASKER, WHY, asking, by_link, filed_children, known
from tests.exchange.plainly import plainly_told
from tests.journeys.test_hidden_as_nobody import Steps
from tests.post.servers import SENDER, carried_by
from tests.sample_area import adopt_ashmere
from wraparound.access.models import Account, Link, RoleHeld
from wraparound.access.queries import token_of_link
from wraparound.access.words import Purpose, Role
from wraparound.agencies.models import Agency
from wraparound.agencies.words import AgencyType
from wraparound.duties.actions import make_calendar, see_to_clocks, tell_the_day
from wraparound.duties.models import CalendarFeed, Duty
from wraparound.duties.queries.calendars import secret_of
from wraparound.exchange.actions.answering import CannotAnswer, send_answer
from wraparound.exchange.actions.asking import CannotAsk, ask_more, ask_partners, withdraw_ask
from wraparound.exchange.actions.reaching import CannotReach, send_link_again
from wraparound.exchange.models import Ask, Asked, AskedAbout
from wraparound.exchange.queries.agreements import parties_ever, policy_now
from wraparound.exchange.words import KIND_OF, Clause, Effect, Part, Question
from wraparound.exchange.words.asks import Outcome, Said, Urgency
from wraparound.identity.actions.shielding import CannotShield, set_shield
from wraparound.identity.models import Person
from wraparound.identity.words import ShieldKind
from wraparound.journeys.errands import carry_letters
from wraparound.kernel.acting import Actor
from wraparound.post.adapters import Folder
from wraparound.post.models import Letter

pytestmark = pytest.mark.django_db
DESKS = {
    "child-health": "safeguarding@health.example.org", "schools": "schools@ashmere.example.org",
    "housing": "housing@ashmere.example.org", "police": "ashmere.protection@police.example.org",
}  # fmt: skip
AGENCIES = tuple(DESKS)
PASSED_OVER = 150  # steps, of which the database does some ten in a microsecond: a row that is read and left out
CHILDREN = ("Hattie", "Hugo")
PURPOSES = (Purpose.PROTECT, Purpose.EARLY_HELP)
ROLES = (Role.PROFESSIONAL, Role.FRONT_DOOR, Role.ANALYST)
NODE = Actor("wraparound", "wraparound", "Wraparound", purpose="doing what time sets")
KEEPER = someone(Role.GOVERNANCE)
CHANCE = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')
PAGES = {
    Role.PROFESSIONAL: ("/", "/questions", "/questions?show=by-us", "/questions?show=ended", "/duties",
                        "/duties/agency", "/duties/agency?when=late", "/duties/owed", "/duties/calendar"),
    Role.FRONT_DOOR: ("/", "/questions", "/questions?show=by-us", "/duties/agency?when=closed"),
    Role.ANALYST: ("/", "/letters"),
}  # fmt: skip
DAYS = st.sampled_from([0, 1, 2, 5]).map(lambda days: AT.date() + timedelta(days=days))


@pytest.fixture
def town(db, settings, tmp_path, monkeypatch):
    """Give the sample area with two children, and people of four agencies; the children's codes."""
    settings.MEDIA_ROOT, settings.SESSION_COOKIE_AGE = tmp_path, 10**9  # sittings end by the database's clock
    adopt_ashmere()
    codes = filed_children()
    for agency in AGENCIES:
        for role in ROLES:
            name, address = f"{role}@{agency}", f"{role}@{agency}.example.org"
            account = Account.objects.create(
                username=name, name=f"Jo {role.label}", email=address, agency=Agency.objects.get(code=agency)
            )
            RoleHeld.objects.create(account=account, role=role, begins_on=date(2026, 1, 1))
        make_calendar(with_desk=True, by=someone(Role.PROFESSIONAL, agency=agency), at=AT)
    for where, name in DRAWN:
        monkeypatch.setattr(f"wraparound.{where}.{name}", getattr(FATE, name))
    monkeypatch.setattr("django.utils.timezone.now", lambda: FATE.now)
    return Town(codes, tmp_path)


class Fate:
    """The moment it is, and chance: the same in both worlds, for what is drawn is drawn step by step."""

    def __init__(self):
        self.now, self.random = AT, Random(0)

    def token_hex(self, size):
        return self.random.randbytes(size).hex()

    def token_bytes(self, size):
        return self.random.randbytes(size)


FATE = Fate()
DRAWN = [
    ("exchange.actions.asking", "token_bytes"), ("access.actions.links", "token_hex"),
    ("post.actions.letters", "token_hex"), ("post.views.links", "token_hex"),
]  # fmt: skip


class Town:
    """The area in which a history is lived, once and again."""

    def __init__(self, codes, folder):
        self.codes, self.folder, self.lives = codes, folder, 0
        self.persons = {name: Person.objects.get(code=code).pk for name, code in codes.items()}

    def lived(self, clauses, steps, *, x, named=True, guessed=()):
        """Live a history, give all that an agency then sees and received, and let none of it have been.

        Where the agency is not `named`, it is named in no question that it may not know of. What is `guessed` are
        references of questions of another life.
        """
        self.lives += 1
        FATE.now = AT
        with transaction.atomic():
            _number_from_the_first()
            folder = Folder(self.folder / f"life-{self.lives}", sender=SENDER)
            with carried_by(folder, self.folder / f"notes-{self.lives}"):
                kept(*(replace(one, persons=frozenset(self.persons[name] for name in one.persons)) for one in clauses))
                policy_now(AT)
                life = Life(self, folder=folder, x=x, named=named)
                for number, step in enumerate(steps):
                    FATE.random = Random(number)
                    getattr(life, step[0])(*step[1:])
                life.wait(1)
                refs = [*guessed] or [ref for ref, *_ in life.refs]
                found = seen_by(x, codes=self.codes, folder=folder, refs=refs)
                found["mail since"] = [one for one in found["mail"] if one not in life.mailed]
                found["refs"] = refs
            transaction.set_rollback(True)
        return found


class Life:
    """One history."""

    def __init__(self, town, *, folder, x, named):
        self.town, self.folder, self.x, self.named, self.refs, self.mailed = town, folder, x, named, [], []
        self.clauses = policy_now(AT).agreed.clauses
        self.parties = {one.code: one for one in parties_ever()}

    def ask(self, child, also, purpose, urgency, agencies):
        also = [name for name in also if name != child]
        if not self.named and self.x in agencies:
            if self._may_know(child, purpose=purpose):
                also = [name for name in also if self._may_know(name, purpose=purpose)]
            else:
                agencies = [one for one in agencies if one != self.x]
        codes = self.town.codes
        said = {"also": tuple(codes[name] for name in also), "agencies": tuple(agencies)}
        question = asking(codes[child], purpose=purpose, urgency=urgency, **said)
        ref = "Q-0000-0000"
        with suppress(CannotAsk):
            ref = ask_partners(question, by=ASKER, at=FATE.now).ref
        self.refs.append((ref, child, purpose))

    def more(self, which, agencies):
        if not self.refs:
            return
        ref, child, purpose = self.refs[which % len(self.refs)]
        if not self.named and not self._may_know(child, purpose=purpose):
            agencies = [one for one in agencies if one != self.x]
        with suppress(CannotAsk):
            ask_more(ref, agencies=agencies, by=ASKER, at=FATE.now)

    def withdraw(self, which):
        with suppress(CannotAsk):
            withdraw_ask(self._ref(which), why="The family has moved away", by=ASKER, at=FATE.now)

    def again(self, which, agency):
        with suppress(CannotReach):
            send_link_again(self._ref(which), agency=agency, by=ASKER, at=FATE.now)

    def answer(self, which, agency, outcome):
        ask = Ask.objects.filter(ref=self._ref(which)).first()
        said = known() if outcome == Outcome.KNOWN else Said(
            outcome=outcome, reason="We looked everywhere that we keep records", name="Jo", until=date(2026, 9, 20)
        )  # fmt: skip
        if ask and Link.objects.filter(about=f"ask:{ask.ref}", agency__code=agency).exists():
            with suppress(CannotAnswer):
                send_answer(ask.ref, said=said, by=by_link(ask, agency=agency), at=FATE.now)

    def hide(self, child):
        keeper, said = replace(KEEPER, signed_in_at=FATE.now), {"kind": ShieldKind.REFUGE, "reason": "Her worker asked"}
        self.mailed = mail_of(self.x, folder=self.folder)
        with suppress(CannotShield):  # of someone who is hidden
            set_shield(self.town.codes[child], **said, by=keeper, at=FATE.now)

    def wait(self, hours):
        """Let hours pass, and what time sets be done."""
        FATE.now += timedelta(hours=hours)
        for errand in (see_to_clocks, tell_the_day, carry_letters):
            while errand(by=NODE, at=FATE.now):
                pass

    def _ref(self, which):
        return self.refs[which % len(self.refs)][0] if self.refs else "Q-0000-0000"

    def _may_know(self, child, *, purpose):
        question = Question(
            holder="social-care", recipient=self.x, kind=KIND_OF[AgencyType.SOCIAL_CARE], purpose=purpose,
            part=Part.ASKED, person=self.town.persons[child], on=FATE.now.date(),
        )  # fmt: skip
        return plainly_told(question, clauses=self.clauses, parties=self.parties)[0]


def _number_from_the_first():
    """Have PostgreSQL number rows as if those of the life before had not been; SQLite does."""
    ours = map(apps.get_app_config, ("access", "duties", "exchange", "post"))
    models = [model for app in ours for model in app.get_models()]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


def mail_of(x, *, folder):
    """Give the letters that came to an agency's desk and people."""
    theirs = {*Asked.objects.filter(agency__code=x).values_list("address", flat=True), DESKS[x],
              *Account.objects.filter(agency__code=x).values_list("email", flat=True)}  # fmt: skip
    return sorted(str(one) for one in folder.letters() if one.message.address in theirs)


def seen_by(x, *, codes, folder, refs):
    """Give all that an agency's people can see or have received."""
    own = {"Asked": Asked.objects.filter(agency__code=x), "Duty": Duty.objects.filter(agency=x),
           "Link": Link.objects.filter(agency__code=x), "Letter": Letter.objects.filter(agency=x),
           "About": AskedAbout.objects.filter(asked__agency__code=x)}  # fmt: skip
    found = {f"rows {name}": list(rows.order_by("pk").values()) for name, rows in own.items()}
    found["mail"] = mail_of(x, folder=folder)
    for role in ROLES:
        browser = signed_in(f"{role}@{x}")
        for address in (*PAGES[role], *(_about(codes, refs) if role is not Role.ANALYST else ())):
            found[f"{role} {address}"] = page(browser, address)
    calendar = CalendarFeed.objects.get(username=f"professional@{x}", ended_at__isnull=True)
    found["calendar"] = page(Client(), f"/duties/calendar/{secret_of(calendar)}.ics")
    for link in Link.objects.filter(agency__code=x):
        found[f"link {link.about}"] = by_letter(link)
    return found


def _about(codes, refs):
    """Give the addresses of what there is to be guessed at."""
    yield from (f"/questions/{ref}{end}" for ref in refs for end in ("", "/answer", "/answered"))
    yield from (f"/duties/{number}" for number in range(1, 8))
    yield f"/children/{codes['Hattie']}"


def signed_in(username):
    browser = Client()
    browser.force_login(Account.objects.get(username=username))
    session = browser.session
    session["signed_in_at"], session["purpose"] = FATE.now.isoformat(), "protect"
    session.save()
    return browser


def by_letter(link):
    """Open a link from a letter, and look at what it opens."""
    token = token_of_link(link.pk, at=FATE.now)
    browser = Client()
    if token is None:
        return "opens nothing"
    browser.get(f"/link/{token}")
    browser.post(f"/link/{token}")
    return page(browser, f"/questions/{link.about.removeprefix('ask:')}/answer")


def page(browser, address):
    with Steps() as counted:
        answer = browser.get(address)
    body = CHANCE.sub("", answer.content.decode())
    return answer.status_code, answer.headers.get("Location"), body, counted.sent, counted.steps


def differing(one, other):
    """Name what is not the same."""
    return {name for name in {*one, *other} if one.get(name) != other.get(name)}


def named_or_any(names):
    return st.one_of(st.just(frozenset()), st.sets(st.sampled_from(names), min_size=1, max_size=2).map(frozenset))


@st.composite
def clauses_drawn(draw):
    """Let children's services ask with some holes in it: by agency, purpose, child and day."""
    usual = Clause(code="all", effect=Effect.ALLOW, because=WHY, begins_on=date(2026, 1, 1))
    found = [usual] if draw(st.booleans()) else [replace(usual, parts=frozenset(Part) - {Part.ASKED})]
    for number in range(draw(st.integers(1, 4))):
        begins = draw(DAYS)
        found.append(
            Clause(
                code=f"c-{number}",
                effect=draw(st.sampled_from(Effect)),
                because=WHY,
                recipients=draw(named_or_any([*AGENCIES, "type:health", "type:police"])),
                purposes=draw(named_or_any(PURPOSES)),
                persons=draw(named_or_any(CHILDREN)),
                begins_on=begins,
                ends_on=draw(st.sampled_from([None, begins + timedelta(days=2)])),
            )
        )
    return found


@st.composite
def histories(draw):
    """Draw an agency, agreements, and a history that names it and always others too."""
    x = draw(st.sampled_from(AGENCIES))
    others = st.sets(st.sampled_from([one for one in AGENCIES if one != x]), min_size=1).map(sorted)
    some = others.map(lambda found: [x, *found])
    which = st.integers(0, 3)
    ask = st.tuples(
        st.just("ask"), st.sampled_from(CHILDREN), st.sets(st.sampled_from(CHILDREN)).map(sorted),
        st.sampled_from(PURPOSES), st.sampled_from(Urgency), some,
    )  # fmt: skip
    step = st.one_of(
        ask,
        st.tuples(st.just("more"), which, st.one_of(some, others)),
        st.tuples(st.just("withdraw"), which),
        st.tuples(st.just("again"), which, st.sampled_from([x, *AGENCIES])),
        st.tuples(st.just("answer"), which, st.sampled_from([x, *AGENCIES]), st.sampled_from(Outcome)),
        st.tuples(st.just("wait"), st.sampled_from([1, 5, 24, 72])),
        st.tuples(st.just("hide"), st.sampled_from(CHILDREN)),
    )
    return x, draw(clauses_drawn()), [draw(ask), *draw(st.lists(step, min_size=2, max_size=7))]


ALL = Clause(code="all", effect=Effect.ALLOW, because=WHY, begins_on=date(2026, 1, 1))
NOT_POLICE = replace(ALL, code="no", effect=Effect.EXCLUDE, recipients=frozenset({"police"}))
ONE = ("ask", "Hattie", ["Hugo"], Purpose.PROTECT, Urgency.RED, ["schools", "police"])


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@example(("police", [ALL, NOT_POLICE], [ONE, ("wait", 72), ("again", 0, "police"), ("answer", 0, "schools", "known")]))
@example(("police", [ALL, replace(NOT_POLICE, persons=frozenset({"Hugo"}))], [ONE, ("hide", "Hugo"), ("wait", 5)]))
@example(("police", [ALL, NOT_POLICE], [ONE, ("more", 0, ["police", "housing"]), ("withdraw", 0), ("hide", "Hattie")]))
@given(histories())
def test_an_agency_that_may_not_know_sees_what_it_would_had_nobody_named_it(town, history):
    x, clauses, steps = history
    told, untold = (town.lived(clauses, steps, x=x, named=named) for named in (True, False))
    assert differing(told, untold) == set()


def test_what_an_agency_may_know_it_does_see_in_every_way(town):
    asked, not_asked = (
        town.lived([ALL], [(*ONE[:5], agencies), ("wait", 30)], x="police")
        for agencies in (["schools", "police"], ["schools"])
    )
    found = differing(asked, not_asked)
    assert found >= {"rows Asked", "rows Duty", "rows Link", "rows Letter", "rows About", "mail", "calendar"}
    assert found >= {"front_door /questions", "professional /duties/agency", "analyst /letters", "link ask:Q-SM3J-SP32"}
    if connection.vendor == "sqlite":
        assert asked["front_door /questions"][4] > not_asked["front_door /questions"][4]


@st.composite
def asked_and_hidden(draw):
    """Draw what is done about a question to an agency before its child is hidden, and how long is waited."""
    x = draw(st.sampled_from(AGENCIES))
    step = st.one_of(
        st.tuples(st.just("more"), st.just(1), st.lists(st.sampled_from(AGENCIES), min_size=1)),
        st.tuples(st.just("again"), st.just(1), st.just(x)),
        st.tuples(st.just("answer"), st.just(1), st.just(x), st.sampled_from(Outcome)),
        st.tuples(st.just("wait"), st.sampled_from([1, 5, 24])),
    )
    return x, draw(st.lists(step, max_size=5)), draw(st.sampled_from([1, 24, 72]))


@settings(max_examples=3, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@example(("schools", [], 72))
@example(("police", [("wait", 5), ("again", 1, "police"), ("answer", 1, "police", "need_longer")], 24))
@given(asked_and_hidden())
def test_once_a_child_is_hidden_those_who_were_asked_see_what_they_would_had_nobody_asked(town, drawn):
    x, between, after = drawn
    brother = ["Hugo", Purpose.PROTECT, Urgency.RED, ["schools", x]]
    ends = [("hide", "Hattie"), ("wait", after)]
    first = [("ask", brother[0], ["Hattie"], *brother[1:]), ("ask", "Hattie", ["Hugo"], *brother[1:])]
    told = town.lived([ALL], [*first, *between, *ends], x=x)
    nobody = ("again", 0, "nobody")
    waits = [step if step[0] == "wait" else nobody for step in between]
    nothing = [("ask", brother[0], [], *brother[1:]), nobody]
    untold = town.lived([ALL], [*nothing, *waits, *ends], x=x, guessed=told["refs"])
    assert told.pop(f"link ask:{told['refs'][1]}") == "opens nothing"
    for name in {*told, *untold} - {"mail"}:
        if not name.startswith(("rows ", "analyst ")):  # who sees to the post sees references of letters, no child
            assert told[name][:4] == untold[name][:4], name
            assert name in {"mail since", "refs"} or abs(told[name][4] - untold[name][4]) <= PASSED_OVER, name
