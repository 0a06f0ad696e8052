"""How the rows of one incident become one contact, and what later rows of it add."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from wraparound.access.rules import hash_of
from wraparound.frontdoor.words import Channel
from wraparound.frontdoor.words.notices import Notice, NoticeShape
from wraparound.frontdoor.words.telling import ChildTold, Telling
from wraparound.kernel.names import folded

LABELS = {"sex": "sex", "address": "address", "school": "school", "nhs_number": "NHS number", "born": "born",
          "described": "description"}  # fmt: skip


@dataclass(frozen=True)
class More:
    """What later rows of an incident add to its contact: children and words."""

    children: tuple[ChildTold, ...]
    words: str


def key_of_incident(agency: str, *, kind: str, reference: str) -> str:
    """Give by what an incident of an agency is taken in once, whichever file tells of it."""
    return f"notice:{hash_of(f'{agency} {kind} {reference}')}"


def telling_of(notices: Sequence[Notice], *, shape: NoticeShape, agency: str, key: str) -> Telling:
    """Give what the rows of one incident tell the front door: one contact about all its children."""
    first = notices[0]
    day = next((one.day for one in notices if one.day), None)
    at = next((one.time for one in notices if one.time), "")
    when = ", ".join(filter(None, (f"{day:%-d %B %Y}" if day else "", at)))
    head = f"{shape.name} {first.reference}{f': {when}' if when else ''}."
    children: dict[object, ChildTold] = {}
    for one in notices:
        children.setdefault(_same(one.child) or one, one.child)
    return Telling(
        channel=Channel.FILE,
        referrer=replace(first.who, agency=agency),
        story="\n\n".join(dict.fromkeys([head, *_lines(notices), *_tellers(notices, known=notices[:1])])),
        children=tuple(children.values()),
        happened_on=day,
        other=first.reference,
        key=key,
    )


def more_of(notices: Sequence[Notice], *, before: Sequence[Notice]) -> More:
    """Give what rows add to those that went in before: children who are new, and words that are."""
    known = {_same(one.child): one.child for one in reversed(before)}
    held = set(_lines(before))
    children: dict[tuple[str, ...], ChildTold] = {}
    words: list[str] = []
    for one in notices:
        same = _same(one.child)
        if same in known:
            words += _now_known(one.child, known[same])
        elif same not in children:
            children[same] = one.child
            words.append(f"It is also about {one.child.name or one.child.described}.")
    words += [line for line in _lines(notices) if line not in held]
    words += _tellers(notices, known=before) if words else []
    return More(tuple(children.values()), "\n\n".join(dict.fromkeys(words)))


def _lines(notices: Sequence[Notice]) -> list[str]:
    """Give all words of some rows once, those about one child with who it is."""
    found = [line for one in notices for line in one.words]
    found += [f"{_called(one.child)}, {line}" for one in notices for line in one.of_child]
    return list(dict.fromkeys(found))


def _tellers(notices: Sequence[Notice], *, known: Sequence[Notice]) -> Iterator[str]:
    """Say who else told of an incident than those who are known."""
    for one in notices:
        if one.who.name and all(one.who != other.who for other in known):
            reach = ", ".join(filter(None, (one.who.role, one.who.phone, one.who.email)))
            yield f"Also told by {one.who.name}{f' ({reach})' if reach else ''}."


def _now_known(child: ChildTold, before: ChildTold) -> Iterator[str]:
    for name, label in LABELS.items():
        now = getattr(child, name)
        if now and now != getattr(before, name):
            yield f"{_called(child)}, {label}: {now}"


def _called(child: ChildTold) -> str:
    return child.name or child.described


def _same(child: ChildTold) -> tuple[str, ...]:
    """Give by what a child of one incident is known again in a later row."""
    name = folded(child.name)
    return (name, child.born) if name else ("", child.nhs_number or child.described, child.born)
