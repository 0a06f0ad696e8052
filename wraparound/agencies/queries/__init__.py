"""Every read of the area's settings, its directory and its tables of public facts."""

from wraparound.agencies.queries.area import (
    agencies_declared,
    agreements_declared,
    area_in,
    area_now,
    area_on,
    feed_declared,
    feeds_declared,
    level,
    levels,
    people_of_sample,
    reference_now,
    retention_rules,
    role_names,
    services_of,
    settings_have_changed,
    settings_read_once,
    teams_declared,
    version_now,
    version_numbered,
    versions,
    words,
)
from wraparound.agencies.queries.directory import (
    AgencyPage,
    Listed,
    agencies_ever,
    agencies_of_area,
    agency,
    agency_page,
    directory,
    name_of_team,
    team,
    teams_of,
    teams_of_area,
)
from wraparound.agencies.queries.reference import (
    loads_of_reference,
    name_of_nhs_organisation,
    name_of_school,
    nhs_organisation,
    place_of,
    places_of,
    rows_set_aside,
    school,
    schools_of,
)
from wraparound.agencies.queries.settings import LoadPage, SettingsPage, load_page, settings_page

__all__ = [
    "AgencyPage", "Listed", "LoadPage", "SettingsPage", "agencies_declared", "agencies_ever",
    "agencies_of_area", "agency", "agency_page", "agreements_declared", "area_in", "area_now", "area_on", "directory",
    "feed_declared", "feeds_declared", "level", "levels", "load_page", "loads_of_reference",
    "name_of_nhs_organisation", "name_of_school", "name_of_team", "nhs_organisation", "people_of_sample", "place_of",
    "places_of", "reference_now", "retention_rules", "role_names", "rows_set_aside", "school", "schools_of",
    "services_of", "settings_have_changed", "settings_page", "settings_read_once",
    "team", "teams_declared", "teams_of", "teams_of_area", "version_now",
    "version_numbered", "versions", "words",
]  # fmt: skip
