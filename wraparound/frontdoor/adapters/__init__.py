"""How papers are set in type."""

from wraparound.frontdoor.adapters.plugging import plug_in
from wraparound.frontdoor.adapters.typesetting import Typst

__all__ = ["Typst", "plug_in"]
