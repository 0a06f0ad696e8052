"""Every write: adopting an area's settings, and taking in files of public facts."""

from wraparound.agencies.actions.adopting import CannotAdopt, adopt_area
from wraparound.agencies.actions.loading import CannotLoad, load_reference

__all__ = ["CannotAdopt", "CannotLoad", "adopt_area", "load_reference"]
