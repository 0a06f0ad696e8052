"""Every read of the directory: services that fit, one of them, its past, files, and need that found none."""

from wraparound.directory.queries.listed import (
    ServiceListed,
    ServiceShown,
    service_called,
    services_for,
    step_lines,
)
from wraparound.directory.queries.loads import load_page, loads_newest
from wraparound.directory.queries.open_referral import service_written, services_written, whole_directory
from wraparound.directory.queries.unmet import UnmetAsked, UnmetShown, unmet

__all__ = [
    "ServiceListed", "ServiceShown", "UnmetAsked", "UnmetShown", "load_page", "loads_newest", "service_called",
    "service_written", "services_for", "services_written", "step_lines", "unmet", "whole_directory",
]  # fmt: skip
