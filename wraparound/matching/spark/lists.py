"""A model said for columns that hold several values, as SQL wants it: here equality means a value in common."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from wraparound.matching.model.levels import Level, Measure, Model, Op, Test

_OF_TWO = {Op.SAME: Op.SHARES, Op.ALIKE: Op.ALIKE_ANY}


class CannotUseSpark(ValueError):  # noqa: N818 – refusals are named by what cannot be done
    """The model asks what Splink on Spark cannot weigh as our engine does; the message says what."""


def for_lists(model: Model, *, lists: Collection[str]) -> Model:
    """Give the model with every test of a column of lists asking of lists; raises CannotUseSpark where it cannot."""
    comparisons = tuple(
        replace(
            comparison,
            levels=tuple(_level(level, comparison=comparison.name, lists=lists) for level in comparison.levels),
        )
        for comparison in model.comparisons
    )
    return replace(model, comparisons=comparisons)


def exploded(settings: dict[str, Any], *, model: Model, lists: Collection[str]) -> dict[str, Any]:
    """Have Splink compare records that share any value of a list that a blocking rule names."""
    rules = settings["blocking_rules_to_generate_predictions"]
    settings["blocking_rules_to_generate_predictions"] = [
        _exploded(rule, names=[name for name in said.columns if name in lists])
        for rule, said in zip(rules, model.rules, strict=True)
    ]
    return settings


def _exploded(rule: str | Mapping[str, Any], *, names: list[str]) -> str | dict[str, Any]:
    if not names:
        return rule if isinstance(rule, str) else dict(rule)
    return (dict(rule) if isinstance(rule, Mapping) else {"blocking_rule": rule}) | {"arrays_to_explode": names}


def _level(level: Level, *, comparison: str, lists: Collection[str]) -> Level:
    if level.tf_column in lists:
        raise CannotUseSpark(
            f"the comparison {comparison} weighs how frequent {level.tf_column} is, and records have several values "
            "of it. Splink weighs frequencies of one value a record: link here, or give the column one value a record"
        )
    return replace(level, test=_test(level.test, lists=lists))


def _test(test: Test, *, lists: Collection[str]) -> Test:
    parts = tuple(_test(part, lists=lists) for part in test.parts)
    several = {name in lists for name in (test.left, test.right) if name}
    if test.op not in _OF_TWO or several == {False}:
        return replace(test, parts=parts)
    if len(several) > 1 or test.measure is Measure.DIFFERENCE:
        raise CannotUseSpark(f"{test.left} and {test.right} are compared, of which records hold one value and several")
    return replace(test, op=_OF_TWO[test.op], amount=1.0 if test.op is Op.SAME else test.amount)
