"""One page to open in a browser: what was found, one child's records, and why they are believed to be one child's."""

from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256

from wraparound.kernel.markup import safe
from wraparound.matching.explain.choosing import members, rival_pair, telling_child, telling_pair
from wraparound.matching.explain.explanation import Explanation
from wraparound.matching.explain.glossary import READING, WORDS
from wraparound.matching.explain.picture import Picture, pictured
from wraparound.matching.explain.style import STYLE
from wraparound.matching.explain.weighing import Scales
from wraparound.matching.explain.wording import MEANS
from wraparound.matching.pipeline.link import Linked
from wraparound.matching.words import Belief

INVENTED = "Everyone in this sample is invented. No record, name, number or address is a real person’s."
LINE_WORDS = {
    Belief.CERTAIN: "a thick line",
    Belief.LIKELY: "a thin line",
    Belief.TO_REVIEW: "a dashed line",
    Belief.NOT_THE_SAME: "a dotted line",
}


def page(
    linked: Linked,
    *,
    title: str = "Which records are one child’s",
    summary: Mapping[str, str] | None = None,
    choose: str | None = None,
    is_invented: bool = False,
) -> str:
    """Give a page that shows what linking found, self-contained HTML without script.

    `summary` gives figures by what they count, in order; `choose` names the record (source/id) whose child is shown,
    else a telling one is chosen; raises CannotFind where there is no such record.
    """
    scales = Scales(linked)
    parts = [_opening(title, summary=summary or {}, is_invented=is_invented)]
    if len(linked.store):
        person = scales.records.number(choose) if choose else telling_child(scales)
        parts.append(_child(pictured(scales, person=person)))
        if len(members(scales, person=person)) > 1:
            parts.append(_joined(telling_pair(scales, person=person)))
        parts.append(_apart(rival_pair(scales, person=person)))
    return _whole(title, body="".join([*parts, _reading(), _glossary()]))


def _whole(title: str, *, body: str) -> str:
    """Put the parts in a page that allows nothing but its own style."""
    allowed = b64encode(sha256(STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{allowed}'; base-uri 'none'; form-action 'none'"
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{safe(title)} – Wraparound</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        '<a class="skip" href="#main">Skip to what was found</a>\n<header>Wraparound</header>\n'
        f'<main id="main" tabindex="-1">\n{body}</main>\n'
        "<footer>Written by wraparound-match. It explains what is believed and why; people decide.</footer>\n"
        "</body>\n</html>\n"
    )


def _opening(title: str, *, summary: Mapping[str, str], is_invented: bool) -> str:
    """Give the title and the figures."""
    invented = f'<p class="inset">{INVENTED}</p>' if is_invented else ""
    figures = "".join(f"<div><dt>{safe(what)}</dt><dd>{safe(figure)}</dd></div>" for what, figure in summary.items())
    found = f'<h2>What was found</h2><dl class="figures">{figures}</dl>' if figures else ""
    return f"<h1>{safe(title)}</h1>{invented}{found}\n"


def _child(picture: Picture) -> str:
    """Give the picture of one child's records with its key and its table."""
    used = dict.fromkeys(node.belief for node in picture.nodes if node.weight is not None)
    key = "".join(f"<li>{LINE_WORDS[b].capitalize()}: <b>{b}</b>; {MEANS[b]}.</li>" for b in Belief if b in used)
    return (
        f"<h2>One child’s records</h2><p>{safe(picture.in_words)}.</p>"
        f'<figure><div class="wide">{picture.svg()}</div><div class="narrow">{picture.svg(is_narrow=True)}</div>'
        "<figcaption>The child in the middle, around it each record as its source holds it. A box with a broken edge "
        f'is another person’s record.</figcaption></figure><ul class="key">{key}</ul>{picture.table_html()}\n'
    )


def _joined(told: Explanation | None) -> str:
    if told is None:
        return ""
    what = "Two of these records, as differently written as any: what speaks for one child, and what against."
    return _evidence(told, head="Why two of them are one child’s", what=what)


def _apart(told: Explanation | None) -> str:
    if told is None:
        return ""
    what = "These two records share so much that chance would not explain it. Something else does."
    return _evidence(told, head="Why two others were kept apart", what=what)


def _evidence(told: Explanation, *, head: str, what: str) -> str:
    """Give a pair's waterfall, its verdict and its table."""
    verdict = f"{told.in_words[:1].upper()}{told.in_words[1:]}: {told.belief}. {told.verdict}"
    caption = "Evidence in bits, from before looking to what is believed. The table holds what is missing as well."
    return (
        f'<h2>{head}</h2><p>{what}</p><p class="verdict">{safe(verdict)}</p><figure class="evidence">{told.svg()}'
        f"<figcaption>{caption}</figcaption></figure>{told.table_html()}\n"
    )


def _reading() -> str:
    return "<h2>How to read this</h2>" + "".join(f"<p>{safe(text)}</p>" for text in READING.split("\n\n")) + "\n"


def _glossary() -> str:
    words = "".join(f"<dt>{safe(word)}</dt><dd>{safe(meaning)}</dd>" for word, meaning in WORDS.items())
    return f'<h2>What the words mean</h2><dl class="words">{words}</dl>\n'
