"""Where someone lives and how to reach them, made ready and compared: what a household shares."""

from collections.abc import Callable

import pyarrow as pa
import pyarrow.compute as pc

from wraparound.kernel.names import folded
from wraparound.kernel.phones import normal_phone
from wraparound.kernel.postcodes import normal_postcode, outward, sector
from wraparound.matching.fields.field_set import FieldSet, Given
from wraparound.matching.fields.ladders import exact, ladder, slips, spelt_alike
from wraparound.matching.fields.shaping import gathered, over_distinct
from wraparound.matching.model import Level, Measure, Shares, alike, both, same

SHARED = Shares.HOUSEHOLD
OF_EMAIL: dict[str, Callable[[str], str]] = {  # what is compared of an address that stands in small letters
    "email": str,
    "email_name": lambda text: text.split("@")[0],
    "email_digits": lambda text: "".join(filter(str.isdigit, text)) or "none",
}


def add_places(found: FieldSet, *, given: Given) -> None:
    """Add addresses and postcodes: as one proof where both are British, each field apart where they are not."""
    postcodes = [*given.get("postcode", []), *given.get("previous_postcode", [])]
    addresses = list(given.get("address", []))
    british = bool(postcodes) and _are_british(found, postcodes)
    if british:
        _add_home(found, postcodes, addresses)
    elif addresses:
        _add_text(found, "address", addresses, says="address")
    for name in ("house_number", "street", "locality", "town", "county"):
        if given.get(name):
            _add_text(found, name, list(given[name]), says=name.replace("_", " "))
    if postcodes and not british:
        column = {"postcode": gathered([over_distinct(c, change=folded) for c in postcodes])}
        levels = (
            exact("postcode", label="same postcode"),
            slips("postcode", at_most=1, label="one slip in the postcode"),
        )
        found.add(ladder("postcode", *levels, says="postcode", shares=SHARED), columns=column, block=["postcode"])


def _are_british(found: FieldSet, columns: list[pa.Array]) -> bool:
    """Say whether most of what stands for postcodes, in any order of the records, reads as British."""
    read = [over_distinct(column, change=lambda text: "yes" if normal_postcode(text) else "no") for column in columns]
    given = sum(len(column) - column.null_count for column in read)
    british = sum(pc.sum(pc.equal(column, "yes")).as_py() or 0 for column in read)
    british, given = found.whole("British postcodes", here=(british, given))
    return 2 * british > given


def _add_home(found: FieldSet, postcodes: list[pa.Array], addresses: list[pa.Array]) -> None:
    """Add the home: address and postcode say one thing, so they are weighed once."""
    columns = {
        "postcode": gathered([over_distinct(c, change=normal_postcode) for c in postcodes]),
        "sector": gathered([over_distinct(c, change=sector) for c in postcodes]),
        "outward": gathered([over_distinct(c, change=outward) for c in postcodes]),
    }
    levels = [
        exact("postcode", label="same postcode"),
        slips("postcode", at_most=1, label="one slip in the postcode"),
        Level("same postcode sector", same("sector")),
        Level("same postcode district", same("outward")),
    ]
    if addresses:
        columns["address"] = gathered([over_distinct(c, change=folded) for c in addresses])
        levels.insert(0, exact("address", label="same address"))
        levels.insert(2, spelt_alike("address", at_least=0.93, label="addresses spelt much alike"))
    found.add(
        ladder("postcode", *levels, says="home", shares=SHARED),
        columns=columns,
        block=["postcode", *["address"] * bool(addresses)],
    )


def _add_text(found: FieldSet, name: str, columns: list[pa.Array], *, says: str) -> None:
    """Add a part of an address as text."""
    levels = (
        exact(name, label=f"same {says}"),
        spelt_alike(name, at_least=0.92, label=f"{says} spelt much alike"),
        spelt_alike(name, at_least=0.85, label=f"{says} spelt somewhat alike"),
    )
    made = {name: gathered([over_distinct(c, change=folded) for c in columns])}
    found.add(ladder(name, *levels, says=says, shares=SHARED), columns=made, block=[name])


def add_contacts(found: FieldSet, *, given: Given) -> None:
    """Add telephone numbers, e-mail addresses and the carer's name."""
    if given.get("phone"):
        column = {"phone": gathered([over_distinct(c, change=_number) for c in given["phone"]])}
        of_phone = (
            exact("phone", label="same telephone number"),
            slips("phone", at_most=1, label="one slip in the telephone number"),
        )
        found.add(ladder("phone", *of_phone, says="telephone", shares=SHARED), columns=column, block=["phone"])
    if given.get("email"):
        _add_email(found, list(given["email"]))
    if given.get("carer_name"):
        _add_text(found, "carer_name", list(given["carer_name"]), says="carer's name")


def _add_email(found: FieldSet, texts: list[pa.Array]) -> None:
    """Add e-mail addresses. Many are made of a name and a number: where the number differs they are a namesake's."""
    plain = [over_distinct(c, change=lambda text: text.strip().lower()) for c in texts]
    column = {name: gathered([over_distinct(c, change=change) for c in plain]) for name, change in OF_EMAIL.items()}
    slip = alike("email", measure=Measure.DAMERAU_LEVENSHTEIN, amount=1)
    of_email = (
        exact("email", label="same e-mail address"),
        Level("same name before the @", same("email_name")),
        Level("one slip in the letters of the e-mail address", both(same("email_digits"), slip)),
    )
    found.add(ladder("email", *of_email, says="e-mail"), columns=column, block=["email", "email_name"])


def _number(text: str) -> str | None:
    """Read a telephone number; one that is no known form is compared by its digits."""
    return normal_phone(text) or "".join(filter(str.isdigit, text)) or None
