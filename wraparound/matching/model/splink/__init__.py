"""Splink's model file: read it as our model, write our model as one, and lose nothing either way."""

from wraparound.matching.model.splink.defaults import completed
from wraparound.matching.model.splink.reading import read_splink
from wraparound.matching.model.splink.writing import write_splink

__all__ = ["completed", "read_splink", "write_splink"]
