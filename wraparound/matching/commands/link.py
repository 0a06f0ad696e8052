"""`wraparound-match link`: find which records are one person, write who is who, and say what was found."""

import json
from dataclasses import replace

import pyarrow.compute as pc

from wraparound.matching.commands.arguments import Asked
from wraparound.matching.commands.ending import Code
from wraparound.matching.commands.findings import Findings, as_summary, findings_of, in_words
from wraparound.matching.commands.in_parts import clusters_of, named_of, one_by_one, pairs_of, work_folder
from wraparound.matching.commands.linking import Run, run_linking
from wraparound.matching.commands.telling import Telling
from wraparound.matching.mapping import as_toml
from wraparound.matching.pipeline import outputs
from wraparound.matching.pipeline.review import Review, links_to_review
from wraparound.matching.tables import Outputs

INVENTED = "QX-"  # begins every record id of the invented population


def run(asked: Asked) -> Code:
    """Link the files, write what was asked for, and say what was found."""
    with Telling(quiet=asked.quiet) as tell, work_folder(asked) as folder:
        done = run_linking(asked, tell=tell, folder=folder)
        review = links_to_review(done.linked, asked=done.asked)
        found = findings_of(done, review=review, seconds=tell.seconds)
        page = ""
        if asked.page:
            tell("drawing", 0.93)
            page = _drawn(done, found=found)
        if asked.out:
            tell("writing", 0.95)
            _write(asked, done=done, review=review, found=found)
        if asked.page:
            with Outputs(asked.page.absolute().parent) as out:
                out.write_text(asked.page.name, text=page)
        found = replace(found, seconds=tell.seconds)
    if asked.json:
        print(json.dumps(found.as_dict(), ensure_ascii=False))
    elif not asked.quiet:
        print(in_words(found, asked=asked))
    left_over = bool(found.set_aside or found.review)
    return Code.LEFT_OVER if asked.strict and left_over else Code.DONE


def _write(asked: Asked, *, done: Run, review: Review, found: Findings) -> None:
    """Write all outputs, or none."""
    from wraparound.matching.model.splink import write_splink

    linked = done.linked
    named = named_of(linked, asked=asked)
    with Outputs(asked.out) as out:
        out.write_csv("clusters.csv", table=clusters_of(linked, ids=named.ids))
        out.write_parquet("pairs.parquet", table=pairs_of(linked))
        out.write_csv("review.csv", table=outputs.review_table(linked, review=review, ids=named.ids))
        out.write_csv("persons.csv", table=one_by_one(named.rows()))
        out.write_csv("set-aside.csv", table=outputs.set_aside_table(done.taken.set_aside), guarded=("value",))
        out.write_json("model.json", value=write_splink(linked.model))
        out.write_text("map.toml", text=as_toml(done.taken.maps))
        out.write_json("report.json", value=found.as_dict() | outputs.report(linked))


def _drawn(done: Run, *, found: Findings) -> str:
    """Draw the page that shows what was found."""
    from wraparound.matching.explain import page

    invented = all(pc.starts_with(done.linked.gathered.ids, INVENTED).to_pylist())
    return page(done.linked, summary=as_summary(found), is_invented=invented)
