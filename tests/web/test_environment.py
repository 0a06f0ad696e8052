"""Hold a node's settings to sentences that say what would be right, and to the page that explains them."""

import ast
import re
from datetime import timedelta

import pytest

from tests.house.reading import ROOT
from wraparound.web.environment import CannotStart, environment

SECRET = {"WRAPAROUND_SECRET_KEY": "x" * 50, "WRAPAROUND_HOSTS": "wraparound.example.org"}
SAMPLE = (ROOT / "deploy" / "env.sample").read_text(encoding="utf-8")


def test_a_real_node_needs_a_secret_and_a_name():
    made = environment(SECRET)
    assert not made.development
    assert made.hosts == ["wraparound.example.org"]
    assert made.glass_lasts == timedelta(hours=4)
    assert made.listen == ("127.0.0.1", 8000)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({}, "WRAPAROUND_SECRET_KEY"),
        ({"WRAPAROUND_SECRET_KEY": "short"}, "at least 50"),
        ({"WRAPAROUND_SECRET_KEY": "x" * 50}, "WRAPAROUND_HOSTS"),
        ({"WRAPAROUND_MODE": "debug"}, "development or production"),
        (SECRET | {"WRAPAROUND_DATABASE_URL": "mysql://x"}, "postgres://"),
        (SECRET | {"WRAPAROUND_DATABASE_URL": "postgres://host/"}, "postgres://"),
        (SECRET | {"WRAPAROUND_GLASS_HOURS": "0"}, "from 1 to 24"),
        (SECRET | {"WRAPAROUND_GLASS_HOURS": "25"}, "from 1 to 24"),
        (SECRET | {"WRAPAROUND_QUIET_HOURS": "22"}, "from 0 to 23"),
        (SECRET | {"WRAPAROUND_QUIET_HOURS": "22-24"}, "such as 22-5"),
        (SECRET | {"WRAPAROUND_QUIET_HOURS": "3-3"}, "such as 22-5"),
        (SECRET | {"WRAPAROUND_PORT": "http"}, "whole number"),
        (SECRET | {"WRAPAROUND_WORKERS": "-1"}, "whole number"),
    ],
)
def test_what_is_wrong_is_said_with_what_would_be_right(said, told):
    with pytest.raises(CannotStart, match=re.escape(told)):
        environment(said)


def test_postgresql_is_one_line():
    url = "postgres://node:p%40ss@db.example.org:5433/wraparound"
    database = environment(SECRET | {"WRAPAROUND_DATABASE_URL": url}).database
    said = {name: database[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT")}
    assert said == {"NAME": "wraparound", "USER": "node", "PASSWORD": "p@ss", "HOST": "db.example.org", "PORT": "5433"}


def read_by_the_code() -> set[str]:
    tree = ast.parse((ROOT / "wraparound" / "web" / "environment.py").read_text(encoding="utf-8"))
    texts = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return {text for text in texts if re.fullmatch(r"WRAPAROUND_[A-Z_]+", text)}


def test_every_setting_is_explained_and_every_explanation_is_of_a_setting():
    explained = re.findall(r"^#? ?(WRAPAROUND_[A-Z_]+)=", SAMPLE, flags=re.MULTILINE)
    assert sorted(explained) == sorted(read_by_the_code())
    assert len(explained) > 8


def test_each_setting_stands_below_its_explanation():
    for before, line in zip(SAMPLE.splitlines(), SAMPLE.splitlines()[1:], strict=False):
        if re.match(r"#? ?WRAPAROUND_", line):
            assert before.startswith("# "), line


def test_the_settings_are_read_in_one_place():
    for path in (ROOT / "wraparound").rglob("*.py"):
        if path.name not in {"environment.py", "command.py", "wsgi.py", "backup.py"}:  # what pg_dump is given
            text = path.read_text(encoding="utf-8")
            assert "os.environ" not in text or "matching" in path.parts, path
