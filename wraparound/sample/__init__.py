"""An invented population: households, children and the records eight agencies hold of them."""

from wraparound.sample.files.generated import Generated, generate
from wraparound.sample.identifiers import is_invented

__all__ = ["Generated", "generate", "is_invented"]
