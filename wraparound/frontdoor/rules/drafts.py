"""What is kept of what somebody types, under which key, and for how long."""

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta

from wraparound.frontdoor.rules.telling import CHILDREN_AT_MOST

KEY = re.compile(r"[0-9a-f]{32}")
BROWSER = "browser:"  # owners without an account or a link: anybody may sit there next
KEPT_FOR = timedelta(days=30)
KEPT_FOR_BROWSERS = timedelta(days=1)
THROWN_FOR = timedelta(days=1)  # for which what was thrown away can be brought back
LONGEST = 25_000  # letters of one field: more than can be sent, so that it can be cut by whoever typed it
FIELDS = frozenset(
    {
        "children", "story", "wants", "family_told", "family_words", "happened_on", "teller", "name", "role", "agency",
        "phone", "email", "stays_unnamed",
    }
)  # fmt: skip
OF_A_CHILD = ("who", "code", "nameless", "unborn", "born", "sex", "address", "school", "nhs_number")
OF_THE_PAGE = frozenset({"csrfmiddlewaretoken", "key", "seen", "newest", "do"})  # nobody types them
FIELDS_AT_MOST = 200
CHILD_FIELD = re.compile(rf"child-(\d{{1,2}})-({'|'.join(OF_A_CHILD)})")


def is_key(key: str) -> bool:
    """Say whether this has the shape of a draft's key."""
    return bool(KEY.fullmatch(key))


def said_in(posted: Mapping[str, str]) -> dict[str, str]:
    """Give of what a page sends what is kept: the fields of the form that say something, and nothing else."""
    return {
        name: value[:LONGEST] for name, value in posted.items() if (name in FIELDS or _is_of_a_child(name)) and value
    }


def typed_in(posted: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Give of what a page sends all that is typed or chosen; of a field with several choices, a line for each."""
    typed = {name[:80]: "\n".join(values)[:LONGEST] for name, values in posted.items() if name not in OF_THE_PAGE}
    return dict([(name, value) for name, value in typed.items() if value][:FIELDS_AT_MOST])


def says_anything(said: Mapping[str, str]) -> bool:
    """Say whether anything is typed or chosen at all."""
    return any(value.strip() for name, value in said.items() if name != "children")


def children_in(said: Mapping[str, str]) -> int:
    """Give for how many children there is room: at least one."""
    number = said.get("children", "")
    return min(max(int(number), 1), CHILDREN_AT_MOST) if number.isdecimal() and len(number) < 4 else 1


def first_words(said: Mapping[str, str], *, most: int = 60) -> str:
    """Give by what somebody knows again what they had begun: the first words of the story, else of the child."""
    words = " ".join((said.get("story", "") or said.get("child-0-who", "")).split())
    return f"{words[:most].rstrip()}…" if len(words) > most else words


def _is_of_a_child(name: str) -> bool:
    found = CHILD_FIELD.fullmatch(name)
    return found is not None and int(found[1]) < CHILDREN_AT_MOST
