"""The engine's own words: what a column of an agency's file can be."""

from enum import StrEnum


class Field(StrEnum):
    """What a column says about a person. Its value is for maps and models, its label is for people."""

    label: str

    def __new__(cls, value: str, label: str = "") -> "Field":
        """Keep the label beside the value."""
        word = str.__new__(cls, value)
        word._value_ = value
        word.label = label
        return word

    SOURCE = "source", "which agency or system the record is from"
    ID = "id", "the record's own id"
    GIVEN_NAMES = "given_names", "given names"
    SURNAME = "surname", "surname"
    FULL_NAME = "full_name", "whole name"
    KNOWN_AS = "known_as", "known as"
    PREVIOUS_SURNAME = "previous_surname", "previous surname"
    BIRTH_DATE = "birth_date", "date of birth"
    EXPECTED_BIRTH_DATE = "expected_birth_date", "expected date of birth"
    SEX = "sex", "sex"
    ADDRESS = "address", "whole address line"
    HOUSE_NUMBER = "house_number", "house number or name"
    STREET = "street", "street"
    LOCALITY = "locality", "locality"
    TOWN = "town", "town"
    COUNTY = "county", "county or state"
    POSTCODE = "postcode", "postcode"
    PREVIOUS_POSTCODE = "previous_postcode", "previous postcode"
    PHONE = "phone", "telephone number"
    EMAIL = "email", "e-mail address"
    NHS_NUMBER = "nhs_number", "NHS number"
    NHS_NUMBER_VERIFIED = "nhs_number_verified", "whether the NHS number is verified"
    UPN = "upn", "unique pupil number"
    UPN_VERIFIED = "upn_verified", "whether the unique pupil number is verified"
    ULN = "uln", "unique learner number"
    IDENTIFIER = "identifier", "another number meant to be one person's"
    CARER_NAME = "carer_name", "name of a parent or carer"
    SCHOOL = "school", "school"
    SURGERY = "surgery", "GP surgery"
    TEXT = "text", "short text"
    CATEGORY = "category", "one of a few values"
    NUMBER = "number", "number"
    DATE = "date", "date"
    IGNORE = "ignore", "not used"


class Belief(StrEnum):
    """How sure we are that two records, or a record and a person, are one."""

    CERTAIN = "certain"
    LIKELY = "likely"
    TO_REVIEW = "to review"
    NOT_THE_SAME = "not the same"


class Answer(StrEnum):
    """What a person said of two records."""

    SAME = "same"
    DIFFERENT = "different"
    CANNOT_TELL = "cannot tell"
