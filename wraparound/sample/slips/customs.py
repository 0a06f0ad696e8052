"""How offices put a name of each tradition into two boxes: parts move, fall away, join or change places."""

from collections.abc import Callable
from typing import NamedTuple


class Name(NamedTuple):
    """A person's name in its true parts."""

    first: str
    second: str | None
    surname: str


Boxes = tuple[str, str]
Custom = Callable[[Name], Boxes]


def _swapped(name: Name) -> Boxes:
    return name.surname, name.first


def _second_as_surname(name: Name) -> Boxes:
    return name.first, name.second or name.surname


def _second_as_first(name: Name) -> Boxes:
    return name.second or name.first, name.surname


def _second_before_surname(name: Name) -> Boxes:
    return name.first, f"{name.second} {name.surname}" if name.second else name.surname


def _all_given(name: Name) -> Boxes:
    return f"{name.first} {name.second}" if name.second else name.first, name.surname


def _surname_as_second(name: Name) -> Boxes:
    return f"{name.first} {name.surname}", name.second or name.surname


def _first_part(name: Name) -> Boxes:
    return name.first, name.surname.replace("-", " ").split()[0]


def _last_part(name: Name) -> Boxes:
    return name.first, name.surname.replace("-", " ").split()[-1]


def _other_joint(name: Name) -> Boxes:
    return name.first, name.surname.replace("-", " ") if "-" in name.surname else name.surname.replace(" ", "-")


def _joined(name: Name) -> Boxes:
    return name.first.replace(" ", "").replace("-", "").capitalize(), name.surname


def _hyphened(name: Name) -> Boxes:
    return "-".join(name.first.split()), name.surname


def _first_word(name: Name) -> Boxes:
    return name.first.split()[0], name.surname


def _other_ending(name: Name) -> Boxes:
    if name.surname.endswith(("ski", "cki")):
        return name.first, name.surname[:-1] + "a"
    return (
        (name.first, name.surname[:-1] + "i") if name.surname.endswith(("ska", "cka")) else (name.first, name.surname)
    )


def _initial(name: Name) -> Boxes:
    return name.first, name.surname[0]


def _apostrophe(name: Name) -> Boxes:
    if "'" in name.surname:
        return name.first, name.surname.replace("'", "" if len(name.first) % 2 else " ")
    return (
        (name.first, name.surname.replace("Mc", "Mc ", 1))
        if name.surname.startswith("Mc")
        else (name.first, name.surname)
    )


def _no_article(name: Name) -> Boxes:
    for article in ("Al-", "El-", "Bou", "Ben ", "Abu "):
        if name.surname.startswith(article):
            rest = name.surname[len(article) :]
            return name.first, rest if len(name.first) % 2 else f"{article[:2]} {rest}" if article[
                2:
            ] == "-" else article.strip() + rest
    return name.first, name.surname


_MUSLIM: tuple[Custom, ...] = (
    _second_as_first,
    _second_as_surname,
    _second_before_surname,
    _surname_as_second,
    _swapped,
)
CUSTOMS: dict[str, tuple[Custom, ...]] = {
    "british": (_first_part, _last_part, _other_joint),
    "irish_welsh": (_apostrophe, _apostrophe, _apostrophe, _first_part),
    "caribbean": (_first_part, _last_part, _other_joint),
    "polish": (_other_ending, _other_ending, _swapped),
    "pakistani": _MUSLIM,
    "bengali": _MUSLIM,
    "gujarati": (_second_as_surname, _second_before_surname, _swapped),
    "sikh": (_second_as_surname, _second_as_surname, _second_before_surname, _surname_as_second, _swapped),
    "somali": (_second_as_surname, _second_before_surname, _second_as_surname, _surname_as_second, _swapped),
    "nigerian": (_second_as_first, _second_as_first, _first_part, _swapped, _all_given),
    "arabic": (_second_as_surname, _no_article, _no_article, _second_before_surname, _swapped),
    "chinese": (_swapped, _joined, _joined, _hyphened, _first_word),
    "romanian_roma": (_second_as_first, _swapped, _first_part),
    "iberian": (_first_part, _first_part, _last_part, _other_joint, _second_as_first),
    "tamil": (_swapped, _initial, _swapped, _second_before_surname),
}
