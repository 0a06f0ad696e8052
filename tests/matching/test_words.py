"""The engine's words have a value for code and a label for people."""

from wraparound.matching.words import Field


def test_a_field_is_its_value_and_has_a_label():
    assert Field("surname") is Field.SURNAME
    assert Field.SURNAME == "surname"
    assert all(field.label for field in Field)
    assert len({field.label for field in Field}) == len(Field)
