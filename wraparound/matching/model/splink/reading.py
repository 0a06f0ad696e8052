"""Read a model file of Splink 5 or 4: settings, comparisons, levels and blocking rules."""

import json
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from wraparound.matching.model.explanations import Alternatives, Shares
from wraparound.matching.model.levels import Comparison, Letters, Level, Model, Op, Rule, Test
from wraparound.matching.model.splink.defaults import NOT_OBSERVED, NOT_OBSERVED_PROBABILITY
from wraparound.matching.model.sql import CannotReadModel, base_columns, read_column, read_condition, read_rule

DIALECTS = {"duckdb": "duckdb", "spark": "spark", "databricks": "spark"}
OURS = "wraparound:"  # before what we keep in linker_uid, the one key that Splink carries along and does not read
_DEFAULT_PRIOR = 1e-4
_LETTERS = {"duckdb": Letters.BYTES, "spark": Letters.CHARACTERS}  # that the functions of each dialect measure


def read_splink(path_or_dict: str | Path | Mapping[str, Any]) -> Model:
    """Read a Splink model, from its file or as a dict, keeping all it says; raises CannotReadModel with the place."""
    settings = _settings(path_or_dict)
    dialect = _dialect(settings)
    extras = read_extras(settings)
    rules = settings.get("blocking_rules_to_generate_predictions") or []
    return Model(
        comparisons=tuple(
            read_comparison(raw, dialect=dialect, extras=extras) for raw in settings.get("comparisons") or []
        ),
        rules=tuple(_rule(raw, dialect=dialect) for raw in rules),
        prior=float(settings.get("probability_two_random_records_match") or _DEFAULT_PRIOR),
        alternatives=Alternatives(**extras.get("alternatives", {})),
        link_type=str(settings.get("link_type", "dedupe_only")),
        letters=_letters(extras, unsaid=letters_unsaid(dialect, extras=extras)),
        kept=settings,
    )


def read_extras(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Give what only our engine knows of, from where it is kept in a Splink file."""
    uid = settings.get("linker_uid")
    return dict(json.loads(uid.removeprefix(OURS))) if isinstance(uid, str) and uid.startswith(OURS) else {}


def letters_unsaid(dialect: str, *, extras: Mapping[str, Any]) -> Letters:
    """Say what a file that does not say it measures: one of Splink's what its dialect does, one of ours characters."""
    return Letters.CHARACTERS if extras else _LETTERS[dialect]


def read_comparison(
    raw: Mapping[str, Any], *, dialect: str, extras: Mapping[str, Any] = MappingProxyType({})
) -> Comparison:
    """Read one comparison with its levels, and what only our engine knows of it."""
    given = raw.get("output_column_name")
    levels = tuple(
        _level(level, dialect=dialect, place=f"level {number} of the comparison {given or '(without a name)'}")
        for number, level in enumerate(raw.get("comparison_levels") or [], start=1)
    )
    name = str(given or default_name(levels))
    if not levels or levels[-1].test.op is not Op.ELSE:
        raise CannotReadModel(f"the comparison {name} must end with a level whose sql_condition is ELSE")
    parental = extras.get("parental", {}).get(name, ())
    levels = tuple(replace(level, parental=k in parental) for k, level in enumerate(levels))
    shares = Shares(extras.get("shares", {}).get(name, "nobody"))
    comparison = Comparison(name, levels, str(raw.get("comparison_description") or ""), shares)
    _check_frequencies(comparison)
    return comparison


def default_name(levels: tuple[Level, ...]) -> str:
    """Name a comparison that its file leaves without a name, by its columns."""
    names = list(dict.fromkeys(name for level in levels for key in level.test.columns() for name in base_columns(key)))
    return names[0] if len(names) == 1 else "custom_" + "_".join(names)


def _settings(path_or_dict: str | Path | Mapping[str, Any]) -> dict[str, Any]:
    if isinstance(path_or_dict, Mapping):
        return deepcopy(dict(path_or_dict))
    try:
        settings = json.loads(Path(path_or_dict).read_text(encoding="utf-8"))
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise CannotReadModel(f"{path_or_dict} is not JSON: {error}") from error
    if not isinstance(settings, dict) or "comparisons" not in settings:
        raise CannotReadModel(f'{path_or_dict} is not a Splink model: it has no "comparisons"')
    return settings


def _dialect(settings: Mapping[str, Any]) -> str:
    named = settings.get("sql_dialect") or "duckdb"
    if named not in DIALECTS:
        raise CannotReadModel(f"the model is written for {named}; understood are {', '.join(DIALECTS)}")
    return DIALECTS[named]


def _letters(extras: Mapping[str, Any], *, unsaid: Letters) -> Letters:
    said = extras.get("letters", unsaid)
    if said not in tuple(Letters):
        raise CannotReadModel(f"the model measures letters as {said!r}; understood are {', '.join(Letters)}")
    return Letters(said)


def _rule(raw: str | Mapping[str, Any], *, dialect: str) -> Rule:
    if isinstance(raw, str):
        return read_rule(raw, dialect=dialect)
    own = DIALECTS.get(str(raw.get("sql_dialect")), dialect)
    return read_rule(str(raw["blocking_rule"]), dialect=own)


def _level(raw: Mapping[str, Any], *, dialect: str, place: str) -> Level:
    is_null = bool(raw.get("is_null_level"))
    return Level(
        label=str(raw.get("label_for_charts") or ""),
        test=_test(raw, dialect=dialect, place=place),
        m=None if is_null else _probability(raw, key="m_probability", place=place),
        u=None if is_null else _probability(raw, key="u_probability", place=place),
        is_null=is_null,
        tf_column=read_column(raw["tf_adjustment_column"], dialect=dialect) if raw.get("tf_adjustment_column") else "",
        tf_weight=_number(raw, key="tf_adjustment_weight", otherwise=1.0),
        tf_minimum_u=_number(raw, key="tf_minimum_u_value", otherwise=0.0),
        tf_own_u=bool(raw.get("disable_tf_exact_match_detection")),
        fix_m=bool(raw.get("fix_m_probability")),
        fix_u=bool(raw.get("fix_u_probability")),
    )


def _test(raw: Mapping[str, Any], *, dialect: str, place: str) -> Test:
    try:
        return read_condition(str(raw["sql_condition"]), dialect=dialect)
    except KeyError as error:
        raise CannotReadModel(f"{place} has no sql_condition") from error
    except CannotReadModel as error:
        raise CannotReadModel(f"{place}: {error}") from error


def _probability(raw: Mapping[str, Any], *, key: str, place: str) -> float | None:
    value = raw.get(key)
    if value is None:
        return None
    if value == NOT_OBSERVED:
        return NOT_OBSERVED_PROBABILITY
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= 1:
        raise CannotReadModel(f"{place}: {key} is {value!r}; it must be a number above 0 and at most 1")
    return float(value)


def _number(raw: Mapping[str, Any], *, key: str, otherwise: float) -> float:
    return otherwise if raw.get(key) is None else float(raw[key])


def _check_frequencies(comparison: Comparison) -> None:
    """Refuse, as Splink does, to weigh frequencies of a column that no level asks to be the same."""
    exact = {level.test.left.lower() for level in comparison.levels if _is_exact(level)}
    for level in comparison.levels:
        weighed = level.tf_column and not level.tf_own_u and level.test.op is not Op.ELSE and not level.is_null
        if weighed and level.tf_column.lower() not in exact:
            raise CannotReadModel(
                f"the comparison {comparison.name} adjusts for frequencies of {level.tf_column}, "
                f"so one of its levels must be an exact match on {level.tf_column}"
            )


def _is_exact(level: Level) -> bool:
    return level.test.op is Op.SAME and level.test.left == level.test.right
