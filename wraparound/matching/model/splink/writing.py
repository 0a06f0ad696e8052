"""Write a model as Splink's settings, which its Linker takes on DuckDB or Spark."""

import json
import re
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from wraparound.matching.model.explanations import Shares
from wraparound.matching.model.levels import Comparison, Level, Model, Rule
from wraparound.matching.model.splink.defaults import NOT_OBSERVED, NOT_OBSERVED_PROBABILITY
from wraparound.matching.model.splink.reading import DIALECTS, OURS, letters_unsaid, read_comparison, read_extras
from wraparound.matching.model.sql import CannotReadModel, read_condition, read_rule, write_condition, write_rule

Raw = Mapping[str, Any]


def write_splink(model: Model, *, dialect: str = "duckdb") -> dict[str, Any]:
    """Write a model as a Splink settings dict for "duckdb" or "spark".

    What the model was read from is written again as it stood, SQL included, wherever the model still says the same
    and the dialect is its own.
    """
    settings = deepcopy(model.kept)
    spoken = DIALECTS[str(settings.get("sql_dialect") or "duckdb")]
    former = {_name_of(raw, dialect=spoken): raw for raw in _list(settings, key="comparisons")}
    rules = _list(settings, key="blocking_rules_to_generate_predictions")
    settings |= {
        "link_type": model.link_type,
        "probability_two_random_records_match": model.prior,
        "sql_dialect": dialect,
        "linker_uid": _uid(model, dialect=DIALECTS[dialect]),
        "blocking_rules_to_generate_predictions": [_rule(rule, dialect=dialect, former=rules) for rule in model.rules],
        "comparisons": [
            _comparison(comparison, dialect=dialect, former=former.get(comparison.name, {}), own=spoken == dialect)
            for comparison in model.comparisons
        ],
    }
    if settings["linker_uid"] is None:
        del settings["linker_uid"]
    return settings


def _list(settings: Mapping[str, Any], *, key: str) -> list[Any]:
    found = settings.get(key)
    return found if isinstance(found, list) else []


def _name_of(raw: Raw, *, dialect: str) -> str:
    return str(raw.get("output_column_name") or read_comparison(raw, dialect=dialect).name)


def _uid(model: Model, *, dialect: str) -> str | None:
    """Give Splink's own linker_uid, with what only our engine knows of before it."""
    former = model.kept.get("linker_uid")
    extras: dict[str, Any] = {}
    if any(vars(model.alternatives).values()):
        extras["alternatives"] = vars(model.alternatives)
    shares = {_column_name(c): c.shares.value for c in model.comparisons if c.shares is not Shares.NOBODY}
    if shares:
        extras["shares"] = shares
    parental = {
        _column_name(c): [k for k, level in enumerate(c.levels) if level.parental]
        for c in model.comparisons
        if any(level.parental for level in c.levels)
    }
    if parental:
        extras["parental"] = parental
    if model.letters is not letters_unsaid(dialect, extras=extras):
        extras["letters"] = model.letters.value
    plain = read_extras(model.kept).get("linker_uid") if str(former).startswith(OURS) else former
    if not extras:
        return None if plain is None else str(plain)
    return OURS + json.dumps(extras | ({"linker_uid": plain} if plain is not None else {}))


def _rule(rule: Rule, *, dialect: str, former: list[Any]) -> str | dict[str, Any]:
    """Write a rule, as a string if it was one, with what its former self said besides."""
    for raw in former:
        said = raw if isinstance(raw, str) else str(raw.get("blocking_rule"))
        spoken = dialect if isinstance(raw, str) else str(raw.get("sql_dialect") or dialect)
        try:
            known = read_rule(said, dialect=DIALECTS.get(spoken, dialect)).columns == rule.columns
        except CannotReadModel:
            continue
        if known and isinstance(raw, str):
            return raw
        if known:
            sql = said if DIALECTS.get(spoken) == dialect else write_rule(rule, dialect=dialect)
            return {**raw, "blocking_rule": sql, "sql_dialect": dialect}
    return {"blocking_rule": write_rule(rule, dialect=dialect), "sql_dialect": dialect}


def _column_name(comparison: Comparison) -> str:
    """Give a comparison's name as Splink can make columns of, which it does without quotes."""
    return re.sub(r"[^\w ]", "_", comparison.name)


def _comparison(comparison: Comparison, *, dialect: str, former: Raw, own: bool) -> dict[str, Any]:
    raws = _list(former, key="comparison_levels")
    known = len(raws) == len(comparison.levels)
    levels = [
        _level(level, dialect=dialect, former=raw, own=own)
        for level, raw in zip(comparison.levels, raws if known else [{}] * len(comparison.levels), strict=True)
    ]
    written = {**former, "output_column_name": _column_name(comparison), "comparison_levels": levels}
    if comparison.description or "comparison_description" in former:
        written["comparison_description"] = comparison.description
    return written


def _level(level: Level, *, dialect: str, former: Raw, own: bool) -> dict[str, Any]:
    written = {**former, "sql_condition": _condition(level, dialect=dialect, former=former, own=own)}
    said = {
        "label_for_charts": level.label or None,
        "is_null_level": level.is_null or None,
        "m_probability": _probability(level.m, said=former.get("m_probability")),
        "u_probability": _probability(level.u, said=former.get("u_probability")),
        "fix_m_probability": level.fix_m,
        "fix_u_probability": level.fix_u,
        "tf_adjustment_column": level.tf_column or None,
        "tf_adjustment_weight": level.tf_weight if level.tf_column else None,
        "tf_minimum_u_value": level.tf_minimum_u or None,
        "disable_tf_exact_match_detection": level.tf_own_u or None,
    }
    for key, value in said.items():
        if value is None:
            written.pop(key, None)
        elif key != "tf_adjustment_column" or key not in written:
            written[key] = value
    return written


def _condition(level: Level, *, dialect: str, former: Raw, own: bool) -> str:
    said = str(former.get("sql_condition") or "")
    if own and said and read_condition(said, dialect=dialect) == level.test:
        return said
    return write_condition(level.test, dialect=dialect)


def _probability(value: float | None, *, said: object) -> float | str | None:
    return NOT_OBSERVED if said == NOT_OBSERVED and value == NOT_OBSERVED_PROBABILITY else value
