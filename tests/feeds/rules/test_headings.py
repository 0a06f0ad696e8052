"""Headings say what a column tells of families, homes and agencies' parts, in the ways agencies write them."""

import pytest

from wraparound.feeds.rules.headings import meant
from wraparound.feeds.words import Use

IGNORED = Use("ignore")


@pytest.mark.parametrize(
    ("heading", "field", "of", "relation"),
    [
        ("Mother", "carer_name", "", "mother"), ("FatherName", "carer_name", "", "father"),
        ("Parent 2", "carer_name", "", ""),
    ],
)  # fmt: skip
def test_who_is_named_goes_on_being_what_the_engine_reads(heading, field, of, relation):
    assert meant({heading: Use("carer_name")})[heading] == Use(field, of=of, relation=relation)


@pytest.mark.parametrize(
    ("heading", "field", "former"),
    [
        ("FormerUPN", "upn", "former_upn"), ("Previous NHS number", "nhs_number", "former_nhs_number"),
        ("Old ULN", "uln", "former_uln"), ("UPN", "upn", "upn"), ("Former reference", "identifier", "identifier"),
    ],
)  # fmt: skip
def test_a_number_of_before_is_a_former_one(heading, field, former):
    assert meant({heading: Use(field)})[heading] == Use(former)


@pytest.mark.parametrize(
    ("heading", "use"),
    [
        ("Sibling1", Use("relative_name", relation="sibling")),
        ("Brother's name", Use("relative_name", relation="sibling")),
        ("Contact1Relationship", Use("relation", of="Contact1")), ("contact1_pr", Use("responsibility", of="Contact1")),
        ("Contact1 lives with", Use("lives_with", of="Contact1")), ("TenancyRef", Use("household")),
        ("Address since", Use("home_since")), ("Tenancy start", Use("home_since")),
        ("AllocatedWorker", Use("professional")), ("Worker role", Use("professional_role")),
        ("WorkerPhone", Use("professional_phone")), ("worker_email", Use("professional_email")),
        ("Case manager", Use("professional")), ("OIC", Use("professional")), ("AllocatedOn", Use("begins_on")),
        ("Registration date", Use("begins_on")), ("Date closed", Use("ends_on")), ("LastVisit", Use("last_contact_on")),
        ("last contact", Use("last_contact_on")), ("Service", Use("service")), ("Team", Use("team")),
        ("PreviousWorker", Use("professional", of="before")), ("PreviousWorkerUntil", Use("ends_on", of="before")),
        ("Mother's phone", IGNORED), ("Parent language", IGNORED), ("Favourite colour", IGNORED),
        ("Relationship", IGNORED),
    ],
)  # fmt: skip
def test_a_heading_is_read(heading, use):
    assert meant({"Contact1": Use("carer_name"), heading: IGNORED})[heading] == use


def test_what_the_engine_reads_stays_as_it_was_guessed():
    guessed = {"Worker surname": Use("surname"), "Start of year of birth": Use("birth_date"), "Team": Use("school")}
    assert meant(guessed) == guessed


def test_two_columns_are_not_taken_for_one_thing():
    found = meant({"Start date": IGNORED, "Opened": IGNORED})
    assert [use.field for use in found.values()] == ["begins_on", "ignore"]
