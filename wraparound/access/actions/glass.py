"""Breaking the glass, and reviewing who did."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from wraparound.access.events import GlassBroken, GlassReviewed
from wraparound.access.models import Account, BrokenGlass, OwnerTold
from wraparound.access.policies import check_may_look_up, check_may_review
from wraparound.access.rules import VERSION, says_why
from wraparound.access.words import Finding
from wraparound.kernel.acting import Actor, CannotDo
from wraparound.ledger.actions import whole, write_down


class CannotBreakGlass(CannotDo):
    """No reason was given that someone could judge tomorrow."""


class CannotReview(CannotDo):
    """There is nothing to review, or someone has."""


@whole
def break_glass(
    person: int, *, reason: str, lasts: timedelta, owners: Iterable[str] = (), by: Actor, at: datetime
) -> BrokenGlass:
    """Open what is closed about a person to someone, for a reason and a time; it is reviewed the next day.

    `owners` are the agencies that know the person: they are told.
    """
    check_may_look_up(by)
    if not says_why(reason):
        raise CannotBreakGlass("Say why you need to see this now, so that someone else can judge it tomorrow.")
    broken = BrokenGlass.objects.create(
        account=Account.objects.get(username=by.username),
        person=person,
        purpose=by.purpose,
        reason=reason.strip(),
        begins_at=at,
        ends_at=at + lasts,
    )
    agencies = tuple(dict.fromkeys(owners))
    OwnerTold.objects.bulk_create([OwnerTold(glass=broken, agency=agency) for agency in agencies])
    told = GlassBroken(broken.pk, agencies, broken.reason, broken.ends_at.isoformat())
    write_down(told, about=[person], rules=VERSION, by=by, at=at)
    return broken


@whole
def review_glass(glass: int, *, finding: Finding, remark: str = "", by: Actor, at: datetime) -> BrokenGlass:
    """Say whether it was right to open it; nobody reviews their own."""
    broken = BrokenGlass.objects.select_for_update(of=("self",)).select_related("account").filter(pk=glass).first()
    check_may_review(by, who=broken.account.username if broken else "")
    if broken is None or broken.reviewed_at is not None:
        raise CannotReview("Someone has reviewed this already.")
    if finding != Finding.RIGHT and not remark.strip():
        raise CannotReview("Say what is to follow, so that whoever takes it up knows.")
    broken.finding, broken.remark = finding, remark.strip()
    broken.reviewed_by, broken.reviewed_at = by.username, at
    broken.save(update_fields=["finding", "remark", "reviewed_by", "reviewed_at"])
    write_down(GlassReviewed(glass, finding, broken.remark), about=[broken.person], rules=VERSION, by=by, at=at)
    return broken
