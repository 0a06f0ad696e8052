"""Where one may go from any page: only what the roles at hand open, and only what stands at an address."""

from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse

from wraparound.access.rules import permitted
from wraparound.access.words import Permission
from wraparound.kernel.acting import Actor

AT_TOP = 7  # items of the navigation; the rest stands on the home page, one step away
Item = dict[str, Any]


@dataclass(frozen=True)
class Place:
    """Somewhere to go: its words, the name of its address, the permission it takes, its group, and what it is for."""

    label: str
    name: str
    permission: Permission | None = None
    group: str = ""
    hint: str = ""


FAMILIES, KEEPING, RECORDS, AREA, SELF = "Children and families", "Keeping watch", "Records", "The area", "You"
PLACES = (  # what somebody opens most stands first: the first of those that are theirs are in the navigation
    Place("Home", "home"),
    Place("The door", "door", Permission.SEE_DOOR, FAMILIES, "every worry that is not answered yet"),
    Place("Children", "children", Permission.LOOK_UP_CHILDREN, FAMILIES, "find who knows a child already"),
    Place("Tell the front door", "tell", Permission.TELL_THE_DOOR, FAMILIES, "a child worries you"),
    Place("My work", "my-work", Permission.TAKE_WORK, FAMILIES, "what you took on for families"),
    Place("Questions", "asks", Permission.ANSWER_ASKS, FAMILIES, "what partners ask, and answer"),
    Place("What is owed", "duties", Permission.OWE_DUTIES, FAMILIES, "by whom, to whom, until when"),
    Place("Reviews", "glass-to-review", Permission.REVIEW_BREAK_GLASS, KEEPING, "closed pages that were opened"),
    Place("Shields", "shields", Permission.KEEP_SHIELDS, KEEPING, "who is hidden, and why"),
    Place("Ledger", "ledger", Permission.SEE_LEDGER, KEEPING, "who did and saw what"),
    Place("Accounts", "accounts", Permission.MANAGE_ACCOUNTS, KEEPING, "people, and the roles they hold"),
    Place("Told", "told", Permission.TELL_THE_DOOR, FAMILIES, "what you told, and how it stands"),
    Place("Teams", "teams", Permission.TAKE_WORK, FAMILIES, "what waits for a team, and who has room"),
    Place("Disagreements", "disagreements", Permission.SEE_DOOR, FAMILIES, "who sees a decision otherwise"),
    Place("Services", "services", Permission.SEE_DIRECTORY, FAMILIES, "local help, for whom, and how to reach it"),
    Place("Doubtful links", "doubts", Permission.LINK_RECORDS, RECORDS, "records that may be one person’s"),
    Place("Feeds", "feeds", Permission.SEE_FEEDS, RECORDS, "files of agencies, and what waits in them"),
    Place("Notifications", "notifications", Permission.SEE_FEEDS, RECORDS, "files of the police and of hospitals"),
    Place("Tokens", "tokens", Permission.MANAGE_ACCOUNTS, KEEPING, "by which other systems ask"),
    Place("Ends by age", "ends", Permission.KEEP_RETENTION, KEEPING, "whose records end, and when"),
    Place("Shares", "shares", Permission.SEE_SHARES, KEEPING, "what was shared with whom"),
    Place("Letters", "letters", Permission.SEE_POST, KEEPING, "what was sent, and what could not be"),
    Place("Levels of need", "levels", Permission.SEE_AREA, AREA, "what each means, and what help is usual"),
    Place("Agreements", "agreements", Permission.SEE_AGREEMENTS, AREA, "what agencies may tell one another"),
    Place("Agencies", "agencies", Permission.SEE_AREA, AREA, "who works here"),
    Place("Area settings", "area", Permission.SEE_AREA, AREA, "what holds in this area"),
    Place("My account", "my-account", None, SELF, "your roles, and how you sign in"),
)


def places(path: str, *, by: Actor) -> list[Item]:
    """Give all places that someone may open, as the service navigation takes them, with the present one marked."""
    items = []
    for place in PLACES:
        if place.permission and not permitted(by.roles, permission=place.permission):
            continue
        try:
            href = reverse(place.name)
        except NoReverseMatch:
            continue
        here = path == href
        within = href != "/" and path.startswith(f"{href.rstrip('/')}/")
        said = {"group": place.group, "hint": place.hint}
        items.append({"text": place.label, "href": href, "current": here, "active": within, **said})
    return items


def at_top(items: list[Item]) -> list[Item]:
    """Give the first places for the top of each page, and the way to the others, marked if one is among them."""
    if len(items) <= AT_TOP + 1:
        return items
    rest = items[AT_TOP:]
    more = {"text": "More", "href": f"{reverse('home')}#more", "current": False}
    return [*items[:AT_TOP], more | {"active": any(one["current"] or one["active"] for one in rest)}]


def grouped(items: list[Item]) -> dict[str, list[Item]]:
    """Give the places by their groups, for the home page."""
    groups: dict[str, list[Item]] = {}
    for one in items:
        if one["group"]:
            groups.setdefault(one["group"], []).append(one)
    return groups
