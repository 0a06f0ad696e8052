"""Errands: who holds them, and how they go."""

from datetime import datetime

from wraparound.post.models import Errand, Letter


def workers_holding() -> set[str]:
    """Name the workers that hold an errand or are sending a letter, whether or not they still live."""
    held = Errand.objects.exclude(worker="").values_list("worker", flat=True)
    return {*held, *Letter.objects.exclude(worker="").values_list("worker", flat=True).distinct()}


def errands_listed() -> list[Errand]:
    """List every errand that was ever held, by its code."""
    return list(Errand.objects.order_by("code"))


def is_worked_on(errand: Errand, *, at: datetime) -> bool:
    """Say whether somebody holds an errand now."""
    return errand.lease_until is not None and errand.lease_until > at
