"""Files that come in are kept in a folder of the test's own."""

import pytest


@pytest.fixture(autouse=True)
def a_folder_of_its_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
