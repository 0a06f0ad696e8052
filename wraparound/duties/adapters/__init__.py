"""Where the wiring plugs in what duties need from outside."""

from wraparound.duties.adapters.plugging import plug_in

__all__ = ["plug_in"]
