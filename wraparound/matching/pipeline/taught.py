"""What a linking has to teach later ones."""

from wraparound.matching.pipeline.lessons import Coding, Decisions, Lessons, common_in
from wraparound.matching.pipeline.link import Linked
from wraparound.matching.pipeline.suiting import chances


def lessons_of(linked: Linked) -> Lessons:
    """Gather what a linking with `Options.lasting` has learnt. Cost: one pass over the distinct values."""
    store, fields, whole = linked.store, linked.fields, linked.fields.whole
    model, usual, cut = linked.weighed_by, linked.usual, linked.cut
    if model is None or usual is None or cut is None or not isinstance(whole, Decisions):
        raise ValueError("Only a linking that was asked to last has lessons to give.")
    return Lessons(
        model=model,
        better=linked.model,
        told=tuple(linked.gathered.given),
        decided=whole.sums,
        common={column: common_in(store, column=column, chance=chance) for column, chance in chances(model).items()},
        lengths=dict(zip(store.names, store.lengths.tolist(), strict=True)),
        sources=tuple(linked.gathered.source.dictionary.to_pylist()),
        usual=usual,
        cut=cut,
        by=store.by,
        coding=Coding(tuple(fields.columns), store.names, tuple(fields.guards), tuple(fields.stand_ins)),
    )
