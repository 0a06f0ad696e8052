"""What the summary of a contact is written from."""

from wraparound.agencies.queries import agency as agency_of
from wraparound.frontdoor.models import ContactDecision, Response
from wraparound.frontdoor.queries.contact import ContactPage
from wraparound.frontdoor.queries.door import front_door
from wraparound.frontdoor.queries.papers import day_of, moment_of
from wraparound.frontdoor.rules.summary import Summed


def summed(page: ContactPage) -> Summed:
    """Put a contact's page into the words of its summary. Cost: one query."""
    door = agency_of(front_door())
    return Summed(
        ref=page.contact.ref,
        agency=door.name if door else "The front door",
        state=page.contact.get_state_display(),
        told=_told(page),
        story=page.contact.story,
        children=tuple(
            (one.words, one.child.born, ", ".join(filter(None, [one.child.address, one.child.school])), one.code)
            for one in page.children
        ),
        decisions=tuple(_decision(one, page=page) for one in page.decisions),
        responses=tuple(_response(one) for one in page.responses),
        steps=tuple((moment_of(one.at), one.get_did_display(), one.words, one.by_name) for one in page.steps),
    )


def _told(page: ContactPage) -> tuple[tuple[str, str], ...]:
    one = page.contact
    who = [one.teller_name or "Not named", one.teller_role, one.agency.name if one.agency else ""]
    return (
        ("Told by", ", ".join(filter(None, who))),
        ("Their name to the family", "Is not to be told" if one.stays_unnamed else "May be told"),
        ("Came", f"{one.get_channel_display()}, {moment_of(one.received_at)}"),
        ("Happened on", f"{one.happened_on:%-d %B %Y}" if one.happened_on else ""),
        ("What they would like", one.wants),
        ("Does the family know?", _and(one.get_family_told_display(), one.family_words)),
    )


def _decision(one: ContactDecision, *, page: ContactPage) -> tuple[str, tuple[tuple[str, str], ...]]:
    if one.made_at:
        name = f"Decided on {day_of(one.made_at)}: {one.level_name}"
    else:
        name = f"{'Sent back' if one.sent_back_at else 'Waits for a second pair of eyes'}: {one.level_name}"
    by = [page.named(one.proposed_by), page.named(one.seconded_by) if one.seconded_by else ""]
    facts = [
        ("Decided by", " and ".join(filter(None, by))),
        ("By", one.document),
        ("Why", one.why),
        ("Does the family know?", _and(one.get_family_told_display(), one.family_said)),
        ("Agreement", _and(one.get_consent_display(), one.consent_why)),
        ("Whoever raised it is told", one.told),
    ]
    if one.sent_back_at:
        facts.append(("Sent back by", _and(page.named(one.sent_back_by), one.sent_back_why)))
    return name, tuple(facts)


def _response(one: Response) -> tuple[str, ...]:
    stands = [one.get_state_display(), one.accepted_by, one.given_to and f"to {one.given_to}", one.came_back_why]
    by_when = f"{one.by_when:%-d %B %Y}" if one.by_when else "As soon as possible"
    return one.to_name, one.words or one.get_kind_display(), by_when, ". ".join(filter(None, stands))


def _and(*said: str) -> str:
    return ". ".join(filter(None, said))
