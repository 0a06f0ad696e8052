"""How offices put a name of each tradition into two boxes: parts move, fall away, join or change places."""

from collections.abc import Callable

Boxes = tuple[str, str]
Custom = Callable[[str, str | None, str], Boxes]


def _swapped(first: str, _second: str | None, surname: str) -> Boxes:
    return surname, first


def _second_as_surname(first: str, second: str | None, surname: str) -> Boxes:
    return first, second or surname


def _second_as_first(first: str, second: str | None, surname: str) -> Boxes:
    return second or first, surname


def _second_before_surname(first: str, second: str | None, surname: str) -> Boxes:
    return first, f"{second} {surname}" if second else surname


def _all_given(first: str, second: str | None, surname: str) -> Boxes:
    return f"{first} {second}" if second else first, surname


def _surname_as_second(first: str, second: str | None, surname: str) -> Boxes:
    return f"{first} {surname}", second or surname


def _first_part(first: str, _second: str | None, surname: str) -> Boxes:
    return first, surname.replace("-", " ").split()[0]


def _last_part(first: str, _second: str | None, surname: str) -> Boxes:
    return first, surname.replace("-", " ").split()[-1]


def _other_joint(first: str, _second: str | None, surname: str) -> Boxes:
    return first, surname.replace("-", " ") if "-" in surname else surname.replace(" ", "-")


def _joined(first: str, _second: str | None, surname: str) -> Boxes:
    return first.replace(" ", "").replace("-", "").capitalize(), surname


def _hyphened(first: str, _second: str | None, surname: str) -> Boxes:
    return "-".join(first.split()), surname


def _first_word(first: str, _second: str | None, surname: str) -> Boxes:
    return first.split()[0], surname


def _other_ending(first: str, _second: str | None, surname: str) -> Boxes:
    if surname.endswith(("ski", "cki")):
        return first, surname[:-1] + "a"
    return (first, surname[:-1] + "i") if surname.endswith(("ska", "cka")) else (first, surname)


def _initial(first: str, _second: str | None, surname: str) -> Boxes:
    return first, surname[0]


def _apostrophe(first: str, _second: str | None, surname: str) -> Boxes:
    if "'" in surname:
        return first, surname.replace("'", "" if len(first) % 2 else " ")
    return (first, surname.replace("Mc", "Mc ", 1)) if surname.startswith("Mc") else (first, surname)


def _no_article(first: str, _second: str | None, surname: str) -> Boxes:
    for article in ("Al-", "El-", "Bou", "Ben ", "Abu "):
        if surname.startswith(article):
            rest = surname[len(article) :]
            return first, rest if len(first) % 2 else f"{article[:2]} {rest}" if article[
                2:
            ] == "-" else article.strip() + rest
    return first, surname


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
