"""A model as plain data and back, so that an index carries the model that its records are weighed by."""

from dataclasses import asdict
from typing import Any

from wraparound.matching.model import Alternatives, Comparison, Level, Measure, Model, Op, Rule, Shares, Test


def model_as_data(model: Model) -> dict[str, Any]:
    """Give a model as what JSON can hold; what a model file said beyond it is left out.

    So is what it measures of a text: an index measures characters, whatever its model was made for.
    """
    data = asdict(model)
    del data["kept"], data["letters"]
    return data


def model_from_data(data: dict[str, Any]) -> Model:
    """Make the model again."""
    return Model(
        comparisons=tuple(_comparison(one) for one in data["comparisons"]),
        rules=tuple(Rule(tuple(rule["columns"]), rule["label"]) for rule in data["rules"]),
        prior=data["prior"],
        alternatives=Alternatives(**data["alternatives"]),
        link_type=data["link_type"],
    )


def _comparison(data: dict[str, Any]) -> Comparison:
    levels = tuple(Level(**(level | {"test": _test(level["test"])})) for level in data["levels"])
    return Comparison(**(data | {"levels": levels, "shares": Shares(data["shares"])}))


def _test(data: dict[str, Any]) -> Test:
    measure = Measure(data["measure"]) if data["measure"] is not None else None
    return Test(**(data | {"op": Op(data["op"]), "measure": measure, "parts": tuple(map(_test, data["parts"]))}))
