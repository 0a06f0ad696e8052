"""The map of the sources' files: which column holds which field, as the matching engine reads it."""

from wraparound.sample.files.columns import NOT_LINKED, columns_of
from wraparound.sample.files.habits import TRUE_WHEN
from wraparound.sample.tables import SOURCES, rows

_FIELD = {"first_name": "given_names", "middle_names": "given_names", "phone_2": "phone"}


def file_names(*, spreadsheet: bool) -> dict[str, str]:
    """Give each source's file: early years keeps Parquet, a small voluntary sector a spreadsheet, the others CSV."""
    names = {source: f"{source}.csv" for source in SOURCES}
    names["early_years"] = "early_years.parquet"
    return names | ({"voluntary": "voluntary.xlsx"} if spreadsheet else {})


def maps(names: dict[str, str]) -> str:
    """Give the map of all files as TOML."""
    lines = [
        "# Which column of which file holds what. Written with the invented population.",
        "",
        "[defaults]",
        'date_order = "dmy"',
        "",
    ]
    for row in rows("sources"):
        lines += _file(row["source"], name=names[row["source"]], once=float(row["duplicates"]) == 0)
    return "\n".join(lines)


def _file(source: str, *, name: str, once: bool) -> list[str]:
    columns = columns_of(source)
    order = "ymd" if any(row["habit"] in {"iso", "digits", "iso_born"} for row in columns) else "dmy"
    identifier = next(row["column"] for row in columns if row["field"] == "id")
    head = [
        f'[files."{name}"]',
        f'source = "{source}"',
        f'id = "{identifier}"',
        f'duplicates = "{"forbidden" if once else "allowed"}"',
        f'date_order = "{order}"',
        "",
        f'[files."{name}".columns]',
    ]
    return [*head, *(f'"{row["column"]}" = {_meaning(row)}' for row in columns if row["field"] != "id"), ""]


def _meaning(row: dict[str, str]) -> str:
    field = "ignore" if row["field"] in NOT_LINKED else _FIELD.get(row["field"], row["field"])
    if row["habit"] in TRUE_WHEN:
        return f'{{ field = "{field}", true_when = ["{TRUE_WHEN[row["habit"]]}"] }}'
    return f'"{field}"'
