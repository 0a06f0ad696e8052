"""The page that documents the settings is the one the code writes, and names every key."""

from tests.house.reading import ROOT
from wraparound.agencies.rules import guide
from wraparound.agencies.rules.shape import settings_of
from wraparound.agencies.words import Area

PAGE = ROOT / "docs" / "guide" / "area-settings.md"


def test_the_page_in_the_repository_is_the_one_the_code_writes():
    written = PAGE.read_text(encoding="utf-8")
    assert written == guide(), "wraparound describe_area_settings > docs/guide/area-settings.md"


def test_every_key_of_every_section_is_on_the_page():
    sections = [Area]
    while sections:
        part = sections.pop()
        for one in settings_of(part):
            assert f"`{one.name}`" in guide() or part is Area
            assert one.key.says
            sections += [one.key.part] if one.key.part else []
