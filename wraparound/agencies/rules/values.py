"""One value of an area's settings: whether it is what its key asks for."""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any

from wraparound.agencies.rules.opening import spans
from wraparound.agencies.words import Key, Kind
from wraparound.kernel.identifiers import normal_gss_code, normal_la_code
from wraparound.kernel.phones import normal_phone

LONGEST = 600  # letters of a text
_CODE = re.compile(r"[a-z0-9]+(?:[._-][a-z0-9]+)*")
_EMAIL = re.compile(r"[^@\s\"<>]+@[^@\s\"<>]+\.[A-Za-z]{2,}")
_LARGEST = 1_000


class Wrong(ValueError):  # noqa: N818 – named by what is so
    """A value is not what its key asks for; its text says what would be right."""


def read_value(value: Any, *, key: Key) -> Any:
    """Give the value as it is kept, plain; raises Wrong with what would be right."""
    return _READERS[key.kind](value, key)


def suggestion(given: str, *, known: Iterable[str]) -> str:
    """Suggest what was meant among the known, and list them when they are few."""
    known = list(known)
    near = get_close_matches(given.lower(), known, n=1, cutoff=0.6)
    meant = f'did you mean "{near[0]}"? ' if near else ""
    if not known:
        return f"{meant}There are none."
    return (
        f"{meant}There are {listed(known)}." if len(known) <= 40 else f"{meant}There are {len(known)} to choose from."
    )


def listed(words: Iterable[str]) -> str:
    """Join words in quotation marks, the last by "and"."""
    *some, last = [f'"{word}"' for word in words]
    return f"{', '.join(some)} and {last}" if some else last


def shown(value: Any) -> str:
    """Give a value as a fault shows it: in one line, shortened, nothing that a terminal would obey."""
    text = {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)
    text = "".join(letter if letter.isprintable() else "�" for letter in text)
    return text if len(text) <= 60 else text[:57] + "…"


def _text(value: Any, key: Key) -> str:
    if not isinstance(value, str):
        raise Wrong(f"give {key.kind.label}{_like(key)}.")
    if not (text := " ".join(value.split())):
        raise Wrong(f"it is empty; give {key.kind.label}{_like(key)}, or leave the line out if it may be.")
    if len(text) > LONGEST:
        raise Wrong(f"it has {len(text)} letters; {LONGEST} is the most.")
    return text


def _matching(reads: Callable[[str], object]) -> Callable[[Any, Key], str]:
    def read(value: Any, key: Key) -> str:
        text = _text(value, key)
        if len(text) > 60 or not reads(text):
            raise Wrong(f"give {key.kind.label}.")
        return text

    return read


def _email(value: Any, key: Key) -> str:
    text = _text(value, key)
    if len(text) > 254 or not _EMAIL.fullmatch(text):
        raise Wrong(f"give {key.kind.label}.")
    return text


def _hours(value: Any, key: Key) -> str:
    text = _text(value, key)
    if spans(text) is None:
        raise Wrong(f"give {key.kind.label}; closing comes after opening, and a night is written on both days.")
    return text


def _choice(value: Any, key: Key) -> str:
    known = [word for word, _ in key.among]
    if not isinstance(value, str) or value not in known:
        raise Wrong(suggestion(str(value), known=known))
    return value


def _number(value: Any, key: Key) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _LARGEST:
        raise Wrong(f"give {key.kind.label}, from 0 to {_LARGEST:,}.")
    return value


def _yes_no(value: Any, key: Key) -> bool:
    if not isinstance(value, bool):
        raise Wrong(f"give {key.kind.label}.")
    return value


def _day(value: Any, key: Key) -> str:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    try:
        return date.fromisoformat(value).isoformat()
    except (TypeError, ValueError):
        raise Wrong(f"give {key.kind.label}.") from None


def _list(value: Any, key: Key) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(each, str) and each.strip() for each in value):
        raise Wrong(f"give {key.kind.label}.")
    known = [word for word, _ in key.among]
    strangers = [each for each in value if known and each not in known]
    if strangers:
        raise Wrong(f'"{shown(strangers[0])}" is not known; {suggestion(strangers[0], known=known)}')
    if len(set(value)) < len(value):
        raise Wrong("the same word stands in it twice; keep one.")
    return value


def _like(key: Key) -> str:
    return f', such as "{key.like}"' if key.like else ""


_READERS: dict[Kind, Callable[[Any, Key], Any]] = {
    Kind.TEXT: _text,
    Kind.CODE: _matching(_CODE.fullmatch),
    Kind.CHOICE: _choice,
    Kind.NUMBER: _number,
    Kind.YES_NO: _yes_no,
    Kind.DAY: _day,
    Kind.PHONE: _matching(normal_phone),
    Kind.EMAIL: _email,
    Kind.HOURS: _hours,
    Kind.LA_CODE: _matching(normal_la_code),
    Kind.GSS_CODE: _matching(normal_gss_code),
    Kind.LIST: _list,
}
