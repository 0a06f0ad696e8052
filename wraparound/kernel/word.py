"""A fixed word of practice: a value for code and files, a label for people."""

from enum import StrEnum
from typing import Self


class Word(StrEnum):
    """A fixed word of practice. Its name is for code, its label is for people."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        """Keep the label beside the value; without one the value is its own label."""
        word = str.__new__(cls, value)
        word._value_ = value
        word.label = label or value.replace("_", " ")
        return word

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Give (value, label) pairs, as a form or a table's column wants them."""
        return [(word.value, word.label) for word in cls]


def sentence(text: str) -> str:
    """Begin with a capital and leave every other letter as it is: "NHS number", "Birth date"."""
    return text[:1].upper() + text[1:]
