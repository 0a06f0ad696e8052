"""Where one may go from any page: only what the roles at hand open, and only what stands at an address."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from wraparound.access.rules import permitted
from wraparound.access.words import Permission
from wraparound.kernel.acting import Actor


@dataclass(frozen=True)
class Place:
    """One item of the navigation: its words, the name of its address, and the permission it takes, if any."""

    label: str
    name: str
    permission: Permission | None = None


PLACES = (
    Place("Home", "home"),
    Place("The door", "door", Permission.SEE_DOOR),
    Place("Children", "children", Permission.LOOK_UP_CHILDREN),
    Place("Tell the front door", "tell", Permission.TELL_THE_DOOR),
    Place("Told", "told", Permission.TELL_THE_DOOR),
    Place("Disagreements", "disagreements", Permission.SEE_DOOR),
    Place("Questions", "asks", Permission.ANSWER_ASKS),
    Place("My work", "my-work", Permission.TAKE_WORK),
    Place("Teams", "teams", Permission.TAKE_WORK),
    Place("What is owed", "duties", Permission.OWE_DUTIES),
    Place("Services", "services", Permission.SEE_DIRECTORY),
    Place("Doubtful links", "doubts", Permission.LINK_RECORDS),
    Place("Feeds", "feeds", Permission.SEE_FEEDS),
    Place("Agencies", "agencies", Permission.SEE_AREA),
    Place("Ledger", "ledger", Permission.SEE_LEDGER),
    Place("Reviews", "glass-to-review", Permission.REVIEW_BREAK_GLASS),
    Place("Shields", "shields", Permission.KEEP_SHIELDS),
    Place("Ends by age", "ends", Permission.KEEP_RETENTION),
    Place("Accounts", "accounts", Permission.MANAGE_ACCOUNTS),
    Place("Tokens", "tokens", Permission.MANAGE_ACCOUNTS),
    Place("Agreements", "agreements", Permission.SEE_AGREEMENTS),
    Place("Shares", "shares", Permission.SEE_SHARES),
    Place("Letters", "letters", Permission.SEE_POST),
    Place("Area settings", "area", Permission.SEE_AREA),
    Place("My account", "my-account"),
)


def navigation(path: str, *, by: Actor) -> list[dict[str, object]]:
    """Give the items someone may open, as the service navigation takes them, with the present one marked."""
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
        items.append({"text": place.label, "href": href, "current": here, "active": within})
    return items
