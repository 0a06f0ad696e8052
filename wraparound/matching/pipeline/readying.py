"""Records and a model made ready for one another: what is coded, and a model learnt where none was given."""

from collections.abc import Callable

from wraparound.matching.blocking.choosing import chosen_rules
from wraparound.matching.columns.looks import looks_of
from wraparound.matching.columns.store import Store, stored
from wraparound.matching.fields import FieldSet
from wraparound.matching.model import Letters, Model, Rule, Shares
from wraparound.matching.pipeline.coding import names_coded, table_coded
from wraparound.matching.pipeline.defaults import LEARNT_FROM, default_model
from wraparound.matching.pipeline.fitting import CannotLink, fitted
from wraparound.matching.pipeline.inputs import Gathered
from wraparound.matching.pipeline.suiting import suited
from wraparound.matching.scoring.kernels import Permits
from wraparound.matching.training.train import Effort, Session, trained

Tell = Callable[[str, float], None]
"""Told what is being done and the share of all the work done so far, 0 to 1."""


def made_ready(model: Model | None, *, gathered: Gathered, fields: FieldSet, by_id: bool) -> tuple[Model | None, Store]:
    """Code the records, and make a model that was given and the coded records fit one another."""
    if model is None:
        return None, coded_store(gathered, fields=fields)
    fit = fitted(model, columns=fields.columns)
    store = coded_store(gathered, fields=fields, model=fit, by_id=by_id)
    return suited(fit, store=store, learnt_from=LEARNT_FROM) if model is default_model() else (fit, store)


def taught_model(
    fields: FieldSet, *, store: Store, permits: Permits, effort: Effort, tell: Tell
) -> tuple[Model, tuple[Session, ...]]:
    """Choose blocking rules and learn a model from the records alone."""
    tell("choosing blocking rules", 0.2)
    rules = chosen_rules(store, families=fields.blocking, made_of=fields.made_of)
    learnt = trained(
        Model(tuple(fields.comparisons), rules),
        store=store,
        permits=permits,
        rules=tuple(dict.fromkeys([*rules, *number_rules(fields)])),
        effort=effort,
        progress=lambda what: tell(what, 0.3),
    )
    if not learnt.sessions:
        raise CannotLink("Too few records have anything in common to learn from; give a model instead (--model).")
    return learnt.model, learnt.sessions


def number_rules(fields: FieldSet) -> list[Rule]:
    """Give the rules that ask for one number alone: what is learnt from besides the rules chosen."""
    return [Rule((c.levels[1].test.left,)) for c in fields.comparisons if c.shares is Shares.MISTAKEN]


def coded_store(
    gathered: Gathered,
    *,
    fields: FieldSet,
    model: Model | None = None,
    by_id: bool = False,
    by: tuple[str, ...] | None = None,
    among: tuple[str, ...] = (),
) -> Store:
    """Code the prepared columns that the comparisons, blocking and guards read (`coding.names_coded`).

    `by` names the columns that the canonical order goes by first, where it is not to be the model's; `among` those
    that are coded in their order, if they are among them.
    """
    names, usual = names_coded(fields, model=model, by_id=by_id)
    names = list(among) if set(names) <= set(among) else names
    by = usual if by is None else by
    return stored(
        table_coded(fields, names=names, records=len(gathered)),
        names=names,
        by=by,
        ids=gathered.keys,
        sources=gathered.sources,
        looks=looks_of(model.comparisons if model else fields.comparisons),
        letters=model.letters if model else Letters.CHARACTERS,
    )
