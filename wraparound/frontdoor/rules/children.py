"""What a contact says of a child, as a record of the index says it."""

from wraparound.kernel.names import folded


def key_of(ref: str, *, place: int) -> str:
    """Give the front door's own reference of a child of a contact."""
    return f"{ref}/{place}"


def record_of(name: str, *, born: str, sex: str, nhs_number: str) -> dict[str, list[str]]:
    """Give the fields of a record: the last word of a name is taken for the surname; what is not said is left out."""
    *given, surname = name.split() or [""]
    said = {"given_names": [" ".join(given)] if given else [], "surname": [surname]}
    if born.strip():
        said["birth_date"] = [born.strip()]
    if sex.strip():
        said["sex"] = [sex.strip()]
    if nhs_number.strip():
        said["nhs_number"] = [nhs_number.strip()]
    return {field: values for field, values in said.items() if values and values[0]}


def same_name(one: str, *, other: str) -> bool:
    """Say whether two names are the same to the ear of a list: without regard to case, accents and order of words."""
    return bool(one.strip()) and sorted(folded(one).split()) == sorted(folded(other).split())
