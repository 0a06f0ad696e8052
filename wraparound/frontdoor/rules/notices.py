"""How one row of a file of notifications is read, or why it has to wait."""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from wraparound.feeds.words import Fault
from wraparound.frontdoor.rules.notice_shapes import Found
from wraparound.frontdoor.rules.telling import STORY_AT_MOST
from wraparound.frontdoor.words import Teller
from wraparound.frontdoor.words.notices import Notice, NoticeColumn
from wraparound.frontdoor.words.telling import ChildTold, Referrer
from wraparound.kernel.dates import PartialDate, date_fault, is_excel_serial, read_date
from wraparound.kernel.identifiers import normal_nhs_number
from wraparound.kernel.names import folded

MOST = {"reference": 80, "teller": 150, "role": 150, "phone": 40, "email": 200, "name": 150, "sex": 20,
        "described": 300, "address": 300, "school": 150, "story": STORY_AT_MOST}  # fmt: skip
NAMELESS = frozenset({"unknown", "not known", "nk", "n k", "name not known", "no name", "anonymous"})
SEXES = {"m": "Male", "1": "Male", "male": "Male", "f": "Female", "2": "Female", "female": "Female"}
TIME = re.compile(r"\b([01]?\d|2[0-3]):([0-5]\d)")


class _Waits(Exception):  # noqa: N818 – named by what is so
    """A row cannot go in as it stands."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault


def notice_of(values: Mapping[str, str], *, found: Found, order: str, on: date) -> Notice | Fault:
    """Read one row; a Fault where it has to wait, naming the column, the value and what would be right."""
    try:
        return _Row(values, found=found, order=order, on=on).notice()
    except _Waits as waits:
        return waits.fault


class _Row:
    """One row of a file, its cells by what they are."""

    def __init__(self, values: Mapping[str, str], *, found: Found, order: str, on: date) -> None:
        self._order, self._on = order, on
        self._cells = [(heading, column, (values.get(heading) or "").strip()) for heading, column in found.items()]

    def notice(self) -> Notice:
        """Give what the row tells, or say why it waits."""
        reference = self._text("reference")
        if not reference:
            raise self._waits("reference", "it is empty", right="each row needs the reference of its incident")
        if not self._text("story"):
            raise self._waits("story", "nothing is said", right="say in a sentence what happened or was seen")
        words = (*self._all("story"), *(f"{column.says}: {text}" for column, text in self._told("more")))
        of_child = tuple(f"{column.says}: {text}" for column, text in self._told("child"))
        return Notice(reference, self._day("day"), self._time(), tuple(words), self._child(), of_child, self._who())

    def _child(self) -> ChildTold:
        name = self._text("name") or " ".join(filter(None, (self._text("given"), self._text("surname"))))
        nameless, unborn = folded(name) in NAMELESS, bool(folded(name)) and folded(name).split()[0] == "unborn"
        described, number = self._text("described"), self._number()
        name = "" if nameless else name
        if not (name or described or number or nameless):
            field = "name" if self._has("name") else "surname"
            raise self._waits(field, "nobody is named", right="give the name, or write that it is not known")
        if nameless and not described:
            described = "Name not known"
        lives = ", ".join(filter(None, (self._text("address"), self._text("postcode"))))
        self._check("name", name)
        self._check("address", lives)
        return ChildTold(
            name=name,
            described=described if name or described else "Name not given",
            born=self._born(unborn=unborn),
            unborn=unborn,
            sex=SEXES.get(self._text("sex").casefold(), self._text("sex")),
            address=lives,
            school=self._text("school"),
            nhs_number=number,
        )

    def _who(self) -> Referrer:
        name, role, phone, email = (self._text(field) for field in ("teller", "role", "phone", "email"))
        return Referrer(teller=Teller.PROFESSIONAL, name=name, role=role, phone=phone, email=email)

    def _born(self, *, unborn: bool) -> str:
        text = self._text("born")
        when = self._read("born", text) if text else None
        if when and when.earliest > self._on and not unborn:
            raise self._waits(
                "born", "this day has not come", right="the day of birth; of a child not born yet, name them “Unborn …”"
            )
        return when.text if when else ""

    def _day(self, field: str) -> date | None:
        text = self._text(field)
        when = self._read(field, text) if text else None
        if when is None:
            return None
        if when.day is None:
            raise self._waits(field, "the day is missing", right="a whole day such as 31/12/2026")
        if when.earliest > self._on:
            raise self._waits(field, "this day has not come", right="the day on which it happened")
        return when.earliest

    def _time(self) -> str:
        text = self._text("time")
        found = TIME.search(text or self._text("day"))
        if text and not found:
            raise self._waits("time", "it cannot be read as a time", right="a time such as 22:14, or nothing")
        return f"{int(found[1]):02}:{found[2]}" if found else ""

    def _number(self) -> str:
        text = self._text("nhs_number")
        number = normal_nhs_number(text) if text else ""
        if number is None:
            raise self._waits("nhs_number", "it is no NHS number", right="ten digits that fit together, or nothing")
        return number

    def _read(self, field: str, text: str) -> PartialDate:
        when = read_date(text, order=self._order, excel_serial=is_excel_serial(text))  # type: ignore[arg-type]
        if when is None:
            fault = date_fault(text, order=self._order)  # type: ignore[arg-type]
            reason = "no calendar has this day" if fault == "impossible" else "it cannot be read as a date"
            raise self._waits(field, reason, right="a date such as 31/12/2026")
        return when

    def _text(self, field: str) -> str:
        text = next(iter(self._all(field)), "")
        self._check(field, text)
        return text

    def _check(self, field: str, text: str) -> None:
        if len(text) > MOST.get(field, STORY_AT_MOST):
            raise self._waits(field, f"it has {len(text):,} letters", right=f"at most {MOST[field]:,}")
        if "\x00" in text:
            raise self._waits(field, "a letter of it cannot be kept", right="plain text")

    def _all(self, field: str) -> list[str]:
        return [text for _, column, text in self._cells if column.field == field and text]

    def _told(self, field: str) -> Iterator[tuple[NoticeColumn, str]]:
        return ((column, text) for _, column, text in self._cells if column.field == field and text)

    def _has(self, field: str) -> bool:
        return any(column.field == field for _, column, _ in self._cells)

    def _waits(self, field: str, reason: str, *, right: str) -> _Waits:
        found = [(heading, text) for heading, column, text in self._cells if column.field == field]
        heading, text = next((one for one in found if one[1]), found[0] if found else ("", ""))
        return _Waits(Fault(heading, text[:80], reason, right))


def reference_in(values: Mapping[str, str], *, found: Found) -> str:
    """Give the reference of a row's incident, as far as it can be kept; "" where there is none."""
    texts = ((values.get(heading) or "").strip() for heading, column in found.items() if column.field == "reference")
    return next((text for text in texts if text), "")[: MOST["reference"]]
