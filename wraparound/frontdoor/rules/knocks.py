"""How often the pages that ask for no account may be used, and what is then done. No worry is ever refused silently."""

from datetime import timedelta

from wraparound.frontdoor.words.drafts import KnockKind

WITHIN = {
    KnockKind.PUBLIC: timedelta(hours=1),
    KnockKind.LINK: timedelta(hours=1),
    KnockKind.CODE: timedelta(minutes=15),
}
MARKED_FROM = 5  # worries of one network address in an hour: taken in, and marked for whoever reads them
MOST_PUBLIC = 100  # above which the page asks to telephone instead, and keeps what was typed
MOST_LINKS, MOST_LINKS_FROM = 3, 30  # to one work address; from one network address, behind which an agency may stand
MOST_WRONG, MOST_WRONG_FROM = 10, 30  # for one contact; from one network address
KEPT_FOR = timedelta(days=1)


def remark_on(earlier: int, *, trapped: bool) -> str:
    """Say what whoever reads a worry should know of how it came; nothing where that was as usual."""
    said = []
    if earlier >= MARKED_FROM:
        said.append(f"{earlier} others came from the same network within an hour.")
    if trapped:
        said.append("A box was filled in that no person sees. It may come from a machine.")
    return " ".join(said)
