"""Whose a code is: for keepers of shields, or openly, as it is told to everyone else."""

from collections.abc import Iterable

from django.db import connection
from django.db.models.expressions import RawSQL

from wraparound.identity.queries import AMONG, among

HAS_CODE = "SELECT asked.id, asked.became_id FROM identity_person asked WHERE asked.code = %s"
# Who has a code and is not hidden. Where nobody has it, whoever has the next one stands in, is looked for among
# the shields as they would be, and turns out not to have it; of shields, the next at or after them is read, theirs or
# not. So to find nobody takes as long as to find somebody hidden: as many steps, over rows as seldom looked at.
HAS_CODE_OPENLY = (
    "SELECT asked.id, asked.became_id FROM identity_person asked"
    " WHERE asked.id = COALESCE((SELECT id FROM identity_person WHERE code >= %s ORDER BY code LIMIT 1),"
    " (SELECT id FROM identity_person ORDER BY code LIMIT 1)) AND (asked.code = %s) > COALESCE(asked.id ="
    " (SELECT person_id FROM identity_shield WHERE lifted_at IS NULL AND person_id >= asked.id"
    " ORDER BY person_id LIMIT 1), FALSE)"
)
LED_TO = (  # whom a code leads to: the one who has it, who took them in, and so on
    "WITH RECURSIVE led(id, became_id) AS ({begins} UNION"
    " SELECT next.id, next.became_id FROM identity_person next JOIN led ON next.id = led.became_id)"
    " SELECT id FROM led"
)
NUMBERED = (  # of some numbers that were retired: each, and every number that it leads to until the one in use
    "WITH RECURSIVE led(begins, id, became_id) AS (SELECT id, id, became_id FROM identity_person WHERE id {among}"
    " AND became_id IS NOT NULL UNION SELECT led.begins, next.id, next.became_id FROM identity_person next"
    " JOIN led ON next.id = led.became_id) SELECT begins, id FROM led WHERE became_id IS NULL"
)


def numbers_retired(persons: Iterable[int]) -> dict[int, int]:
    """Give whom each retired one of some persons' numbers leads to; what is kept of them is theirs. Cost: one query."""
    with connection.cursor() as cursor:
        cursor.execute(NUMBERED.format(among=AMONG[connection.vendor]), [among(persons)])
        return dict(cursor.fetchall())


def has_code(code: str, *, openly: bool) -> RawSQL:
    """Give the number of who has a code, as a condition for a query; `openly` of nobody who is hidden."""
    begins, codes = _begins(code, openly=openly)
    return RawSQL(f"SELECT one.id FROM ({begins}) AS one", codes)  # noqa: S608, S611 – words of our own; the code is bound


def led_to(code: str, *, openly: bool) -> RawSQL:
    """Give the numbers of all whom a code leads to, as a condition for a query; `openly` of nobody who is hidden.

    Openly that of someone hidden leads nowhere; whether a code leads on to someone hidden is for the query to ask.
    """
    begins, codes = _begins(code, openly=openly)
    return RawSQL(LED_TO.format(begins=begins), codes)  # noqa: S611 – words of our own; the code is bound


def _begins(code: str, *, openly: bool) -> tuple[str, list[str]]:
    asks = HAS_CODE_OPENLY if openly else HAS_CODE
    return asks, [code] * asks.count("%s")


HIDDEN = (  # the numbers of all who are shielded, and every number that leads to one of them
    "WITH RECURSIVE leads(id) AS (SELECT person_id FROM identity_shield WHERE lifted_at IS NULL"
    " UNION SELECT was.id FROM identity_person was JOIN leads ON was.became_id = leads.id) SELECT id FROM leads"
)


def numbers_hidden(*, openly: bool) -> RawSQL:
    """Give every number of who is hidden, as a condition for a query; not `openly`, to keepers of shields, none."""
    return RawSQL(HIDDEN if openly else "SELECT 0 WHERE 1 = 0", [])  # noqa: S611 – words of our own
