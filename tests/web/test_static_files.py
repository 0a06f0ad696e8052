"""Hold style and scripts to names that change with what is in them."""

import json

import pytest
from django.core.management import call_command

SCRIPT = 'import { a } from "./other.js";\n'


@pytest.fixture
def collected(tmp_path, settings):
    source, served = tmp_path / "source", tmp_path / "served"
    source.mkdir()
    (source / "one.js").write_text(SCRIPT)
    (source / "other.js").write_text("export const a = 1;\n")
    settings.STATICFILES_DIRS, settings.STATIC_ROOT = [source], served
    settings.STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "wraparound.web.static_files.Storage"},
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    return served


def test_a_script_finds_another_under_its_new_name(collected):
    names = json.loads((collected / "staticfiles.json").read_text())["paths"]
    assert names["other.js"] != "other.js"
    assert names["other.js"] in (collected / names["one.js"]).read_text()
