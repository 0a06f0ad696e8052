"""What a node holds of questions, answers, duties and letters, gone through for what is lost, doubled or by half.

Each fault is a line that says what is wrong; a whole node has none.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

Counters = defaultdict[Any, Counter[Any]]
Sets = defaultdict[Any, set[Any]]
ASKED, REFUSED = ("child-health", "schools"), "housing"  # as the agreements of the sample say


def held(data: Path) -> dict[str, Any]:
    """Go through everything, and give the faults, the letters to hold against the mailbox, and how much there is."""
    from wraparound.exchange.models import Answer, Ask, Attachment
    from wraparound.ledger.models import Entry
    from wraparound.ledger.queries import lines_from
    from wraparound.ledger.rules import first_broken
    from wraparound.post.models import Letter

    told = [line.split() for line in (data / "told").read_text().splitlines()]
    faults = [f"at work: {' '.join(line)}" for line in told if line[0] == "fault"]
    looks = {"lost": _lost(told), "asks": _asks(), "duties": _duties(), "answers": _answers(), "rungs": _rungs()}
    faults += [f"{name}: {fault}" for name, found in (looks | {"links": _links()}).items() for fault in found]
    files, orphans = _files()
    states = Counter(Letter.objects.values_list("state", flat=True))
    return {
        "faults": faults + files,
        "sent": list(Letter.objects.filter(state="sent").values_list("message_id", flat=True)),
        "states": states,
        "asks": Ask.objects.count(),
        "answers": Answer.objects.filter(sent_at__isnull=False).count(),
        "files": Attachment.objects.count(),
        "files_nobody_names": orphans,
        "rungs": Entry.objects.filter(event__in=("duties.DutyWarned", "duties.DutyLate")).count(),
        "ledger": str(first_broken(lines_from())),
    }


def _lost(told: list[list[str]]) -> Iterator[str]:
    """Find what was confirmed and is not there."""
    from wraparound.exchange.models import Answer, Ask, Attachment
    from wraparound.post.models import Letter

    refs = set(Ask.objects.values_list("ref", flat=True))
    answers = dict(Answer.objects.values_list("pk", "sent_at"))
    files = dict(Attachment.objects.values_list("pk", "sha256"))
    again = set(Letter.objects.filter(template="question-again").values_list("about", flat=True))
    is_there: dict[str, Callable[..., bool]] = {
        "asked": lambda ref: ref in refs,
        "again": lambda ref: f"ask:{ref}" in again,
        "saved": lambda _ref, _agency, answer: int(answer) in answers,
        "sent": lambda _ref, _agency, answer: answers.get(int(answer)) is not None,
        "attached": lambda _ref, _agency, file, digest: files.get(int(file)) == digest,
    }
    yield from (" ".join([what, *said]) for what, *said in told if what in is_there and not is_there[what](*said))


def _asks() -> Iterator[str]:
    """Find questions that reached not exactly those whom they may, or without what goes with each."""
    from wraparound.exchange.models import Ask, Asked, AskedAbout, Share
    from wraparound.ledger.models import Entry

    written = Counter(Entry.objects.filter(event="exchange.PartnersAsked").values_list("facts__ref", flat=True))
    about: Sets = defaultdict(set)
    reached: Counters = defaultdict(Counter)
    shares: Counters = defaultdict(Counter)
    for ref, agency in Asked.objects.values_list("ask__ref", "agency__code"):
        reached[ref][agency] += 1
    for ref, agency, person in AskedAbout.objects.values_list("asked__ask__ref", "asked__agency__code", "person"):
        about[ref, agency].add(person)
    for subject, to, person in Share.objects.filter(holder__code="social-care").values_list(
        "about", "recipient__code", "person"
    ):
        shares[subject][to, person] += 1
    for ref in Ask.objects.values_list("ref", flat=True):
        persons = about[ref, ASKED[0]]
        wanted = Counter({(to, person): 1 for to in (*ASKED, REFUSED) for person in persons})
        if reached[ref] != Counter(ASKED) or not persons or any(about[ref, one] != persons for one in ASKED):
            yield f"{ref} reached {dict(reached[ref])}"
        if shares[f"ask:{ref}"] != wanted:
            yield f"{ref} has the shares {dict(shares[f'ask:{ref}'])}"
        if written[ref] != 1:
            yield f"{ref} is in the ledger {written[ref]} times"


def _links() -> Iterator[str]:
    """Find partners without exactly one link that opens, or whose links have not one letter each."""
    from django.utils import timezone

    from wraparound.access.models import Link
    from wraparound.access.queries.links import link_shown, token_of_link
    from wraparound.exchange.models import Asked
    from wraparound.post.models import Letter

    links, letters = defaultdict(list), defaultdict(list)
    for pk, about, agency, gone in Link.objects.order_by("pk").values_list(
        "pk", "about", "agency__code", "withdrawn_at"
    ):
        links[about, agency].append((pk, gone is None))
    for link, template, state in Letter.objects.exclude(link=None).values_list("link", "template", "state"):
        letters[link].append((template, state))
    for ref, agency in Asked.objects.values_list("ask__ref", "agency__code"):
        made = links.pop((f"ask:{ref}", agency), [])
        if [opens for _, opens in made] != [False] * (len(made) - 1) + [True]:
            yield f"{ref} {agency} has the links {made}"
            continue
        token = token_of_link(made[-1][0], at=timezone.now())
        shown = link_shown(token or "")
        if shown is None or shown.pk != made[-1][0]:
            yield f"{ref} {agency}: its link leads nowhere"
        for number, (pk, opens) in enumerate(made):
            template = "question-again" if number else "question"
            may_be = [[(template, "sent")]] + ([] if opens else [[(template, "withdrawn")]])
            if letters[pk] not in may_be:
                yield f"{ref} {agency}: link {pk} has the letters {letters[pk]}"
    yield from (f"{key} is nobody's" for key in links)


def _duties() -> Iterator[str]:
    """Find partners without exactly one duty, duties with no first line, and clocks that wait for another rung."""
    from wraparound.duties.models import Duty, Happening
    from wraparound.duties.queries.duties import climbed_by, reached_by
    from wraparound.duties.queries.rules import hours_by_agency
    from wraparound.duties.rules import next_rung_at
    from wraparound.exchange.models import Asked
    from wraparound.ledger.models import Entry

    lines, written = Counters(Counter), Counters(Counter)
    for pk, kind in Happening.objects.values_list("duty", "kind"):
        lines[pk][kind] += 1
    for event, number in Entry.objects.filter(event__startswith="duties.").values_list("event", "facts__duty"):
        written[number][event] += 1
    owed, hours = {}, hours_by_agency()
    for one in Duty.objects.select_related("version"):
        owed[one.pk] = (one.subject, one.agency)
        if lines[one.pk]["opened"] != 1 or written[one.pk]["duties.DutyOpened"] != 1:
            yield f"{one.pk} has the lines {dict(lines[one.pk])} and in the ledger {dict(written[one.pk])}"
        closed = int(one.closed_at is not None)
        if lines[one.pk]["answered"] != closed or written[one.pk]["duties.DutyAnswered"] != closed:
            yield f"{one.pk} is answered {lines[one.pk]['answered']} times, and closed {closed}"
        if not closed:
            waits = next_rung_at(reached_by(one, hours=hours.get(one.agency)), climbed=climbed_by(one))
            if one.next_at != waits:
                yield f"{one.pk} waits for {one.next_at} in place of {waits}"
    theirs = Asked.objects.values_list("duty", "ask__ref", "agency__code")
    if Counter((pk, f"ask:{ref}", agency) for pk, ref, agency in theirs) != Counter(
        (pk, *said) for pk, said in owed.items()
    ):
        yield "partners and duties are not each other's"


def _told() -> Counters:
    """Count what each partner told and refused of each person, by the question."""
    from wraparound.exchange.models import Share

    shares: Counters = defaultdict(Counter)
    for about, holder, decision, person in Share.objects.exclude(holder__code="social-care").values_list(
        "about", "holder__code", "decision", "person"
    ):
        shares[about, holder][decision, person] += 1
    return shares


def _asked_about() -> Sets:
    """Give whom each partner was asked about."""
    from wraparound.exchange.models import AskedAbout

    persons: Sets = defaultdict(set)
    for asked, person in AskedAbout.objects.values_list("asked", "person"):
        persons[asked].add(person)
    return persons


def _answers() -> Iterator[str]:
    """Find answers without their shares or their letter, and duties that stand otherwise than what was answered."""
    from wraparound.duties.models import Duty
    from wraparound.exchange.models import Answer, Asked
    from wraparound.ledger.models import Entry
    from wraparound.post.models import Letter

    shares, persons, came = _told(), _asked_about(), Counter[tuple[str, ...]]()
    for facts in Letter.objects.filter(template="answer-came").values_list("facts", flat=True):
        came[f"ask:{facts['reference']}", facts["agency"]] += 1
    written = Counter(Entry.objects.filter(event="exchange.AnswerGiven").values_list("facts__answer", flat=True))
    duties, sent = Duty.objects.in_bulk(), defaultdict(list)
    for asked, pk, outcome in (
        Answer.objects.filter(sent_at__isnull=False).order_by("pk").values_list("asked", "pk", "outcome")
    ):
        sent[asked].append((pk, outcome))
    for one in Asked.objects.select_related("ask", "agency"):
        key = (f"ask:{one.ask.ref}", one.agency.code)
        given, duty = [outcome for _, outcome in sent[one.pk]], duties[one.duty]
        told = sum(outcome != "need_longer" for outcome in given)
        kept = given.count("known") if one.agency.code == "schools" else 0
        wanted = {(said, who): n for said, n in (("shared", told), ("refused", kept)) for who in persons[one.pk] if n}
        if shares[key] != wanted or came[key] != len(given):
            yield f"{key} answered {given} with the shares {dict(shares[key])} and {came[key]} letters"
        if one.outcome != (given[-1] if given else "") or any(written[pk] != 1 for pk, _ in sent[one.pk]):
            yield f"{key} answered {given}, and stands as {one.outcome}"
        if (duty.closed_at is not None, duty.extended_until is not None) != (bool(told), "need_longer" in given):
            yield f"{key} answered {given}, and its duty does not stand so"


def _rungs() -> Iterator[str]:
    """Find rungs climbed twice, without a line in the ledger, or without their letters; and letters of no rung."""
    from wraparound.agencies.words import Rung
    from wraparound.duties.models import Happening
    from wraparound.ledger.models import Entry
    from wraparound.post.models import Letter

    letters: Sets = defaultdict(set)
    climbed: Counter[tuple[int, str]] = Counter()
    written: Counter[tuple[int, str]] = Counter()
    for said_once, agency in Letter.objects.filter(once__startswith="duty ").values_list("once", "agency"):
        _, number, due, climbed_to, *_ = said_once.split()
        letters[int(number), int(due), climbed_to].add(agency)
    late = Entry.objects.filter(event="duties.DutyLate").values_list("facts__duty", "facts__rung")
    warned = Entry.objects.filter(event="duties.DutyWarned").values_list("facts__duty", flat=True)
    written.update([*late, *((pk, str(Rung.WARNING)) for pk in warned)])
    for pk, rung, due_at, words in Happening.objects.exclude(rung="").values_list("duty", "rung", "due_at", "words"):
        climbed[pk, rung] += 1
        agencies = letters.pop((pk, int(due_at.timestamp()), rung), set())
        if agencies != set(filter(None, words.split(", "))) or (not agencies and rung != Rung.WARNING):
            yield f"{pk} climbed {rung} and told {agencies}, not {words}"
    if climbed != written:
        yield f"climbed and written down are not the same: {dict(climbed - written)} {dict(written - climbed)}"
    yield from (f"a letter of no rung: {key}" for key in letters)


def _files() -> tuple[list[str], int]:
    """Find files named by a row that are not on the disk or do not unseal; and count those that no row names."""
    from django.conf import settings

    from wraparound.access.queries import unsealed_bytes
    from wraparound.exchange.models import Attachment

    folder, faults = Path(settings.MEDIA_ROOT) / "answers", []
    on_disk = {file.name for file in folder.iterdir()} if folder.exists() else set()
    named = dict(Attachment.objects.values_list("place", "sha256"))
    for place, digest in named.items():
        if place not in on_disk or sha256(unsealed_bytes((folder / place).read_bytes())).hexdigest() != digest:
            faults.append(f"files: {place} is not as it was")
    return faults, len(on_disk - set(named))
