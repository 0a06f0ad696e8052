"""`wraparound-match find`: look someone up in a saved index, or build one first."""

import json
from datetime import date

import pyarrow as pa

from wraparound.matching.commands.arguments import Asked, understood
from wraparound.matching.commands.ending import Code, Misused
from wraparound.matching.commands.linking import run_linking
from wraparound.matching.commands.telling import Telling
from wraparound.matching.index import Found, Hit, build, open_index
from wraparound.matching.pipeline import outputs
from wraparound.matching.pipeline.persons import Previous, named_persons
from wraparound.matching.tables.refusals import printable

SELDOM = 0.001  # chance that somebody is missed: whoever asks by hand can wait a millisecond


def run(asked: Asked) -> Code:
    """Build the index if asked to, then look up what is known of someone."""
    query = _query(asked.about)
    if not query and not asked.build:
        raise Misused("Say what is known, such as surname=Okafor birth_date=2014-05-02, or build an index (--build).")
    if asked.build:
        _build(asked)
    if query:
        _tell(open_index(asked.index).find(query, on=date.today(), limit=asked.most, missed=SELDOM), asked=asked)
    return Code.DONE


def _query(about: list[str]) -> dict[str, list[str]]:
    """Read what is known: field=value, a field as often as it has values."""
    query: dict[str, list[str]] = {}
    for said in about:
        field, equals, value = said.partition("=")
        if not equals or not field.strip() or not value.strip():
            raise Misused(f'"{printable(said)}" should be field=value, such as surname=Okafor.')
        query.setdefault(field.strip(), []).append(value.strip())
    return query


def _build(asked: Asked) -> None:
    """Link the files and write the index of their records."""
    files = [str(path) for path in asked.build] + (["--map", str(asked.map)] if asked.map else [])
    with Telling(quiet=asked.quiet) as tell:
        linked = run_linking(understood(["link", *files]), tell=tell).linked
        tell("writing the index", 0.95)
        named = named_persons(linked.person, keys=outputs.record_keys(linked), previous=Previous.none())
        given = pa.array(linked.store.order).to_numpy().argsort()
        build(linked, directory=asked.index, people=named.ids.cast(pa.string()).take(pa.array(given)))
        if not asked.quiet and not asked.json:
            print(f"{len(linked.store):,} records are in the index {asked.index}.")


def _tell(found: Found, *, asked: Asked) -> None:
    """Say who was found, the likeliest first."""
    if asked.json:
        print(json.dumps({"found": [_as_dict(hit) for hit in found]}, ensure_ascii=False))
        return
    if not len(found):
        print("Nobody was found.")
    for hit in found:
        print(f"{hit.key}  person {hit.person}  {hit.weight:+.1f} bits ({hit.probability:.1%})")
        print("    " + "; ".join(str(reason) for reason in hit.why))


def _as_dict(hit: Hit) -> dict[str, object]:
    """Give what was found for machines."""
    plain: dict[str, object] = {"record": hit.key, "person": hit.person, "match_weight": hit.weight}
    return plain | {"probability": hit.probability, "why": [str(reason) for reason in hit.why]}
