"""Hold the repository to standing alone: no machine's path, no registry's host, no dead link, no copyleft."""

import re
import tomllib
from fnmatch import fnmatch
from importlib import metadata
from pathlib import Path

import pytest

from tests.house.reading import ROOT, files

# written in two halves, so that this file does not find itself
HOSTS = [
    "py" + "pi.org",
    "python" + "hosted.org",
    "npm" + "js.org",
    "npm" + "js.com",
    "yarn" + "pkg.com",
    "ana" + "conda.org",
]
MACHINE = re.compile(
    r"(?<![\w.~-])/(?:" + "|".join(["home", "work", "root", "opt", "Users", "mnt"]) + r")/|\bshared" + "/"
)
PICTURES = {".png", ".jpg", ".ico", ".parquet", ".xlsx"}
TEXTS = [path for path in files() if path.suffix not in PICTURES]
MARKDOWN = [path for path in TEXTS if path.suffix == ".md"]
LINK = re.compile(
    r"!?\[[^\]]*\]\(<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\)|^\[[^\]]+\]:\s+(\S+)|(?:src|href)=\"([^\"]+)\"", re.MULTILINE
)
PIN = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)(?: ; (.*?))? \\$", re.MULTILINE)
COPYLEFT = re.compile(r"\bA?GPL|GNU (?:Affero )?General Public|\bAffero", re.IGNORECASE)
LOCKS = ["tools", "run", "dev", "spark"]


def text_of(path: Path) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def pins(lock: str) -> set[tuple[str, str, str]]:
    return set(PIN.findall(text_of(Path("requirements", f"{lock}.txt"))))


@pytest.mark.parametrize("path", TEXTS, ids=str)
def test_a_file_names_no_registry_and_no_place_on_a_machine(path):
    text = text_of(path)
    named = [host for host in HOSTS if host in text] + MACHINE.findall(text)
    assert not named, f"{path} names {named}"


@pytest.mark.parametrize("path", MARKDOWN, ids=str)
def test_every_link_in_a_page_leads_somewhere(path):
    dead = [target for target in links(path) if not leads_somewhere(target, page=path)]
    assert not dead, f"{path} links to {dead}"


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_pins_everything_by_hash(lock):
    blocks = re.split(
        r"\n(?=\S)", "\n".join(line for line in text_of(Path("requirements", f"{lock}.txt")).splitlines())
    )
    loose = [block.splitlines()[0] for block in blocks if "==" in block and "--hash=sha256:" not in block]
    assert pins(lock)
    assert not loose


@pytest.mark.parametrize(("smaller", "larger"), [("run", "dev"), ("dev", "spark")])
def test_a_larger_lock_holds_all_of_the_smaller(smaller, larger):
    """The systems a package is for may be more in the larger lock, never another version."""
    few, many = ({(name, version) for name, version, _ in pins(lock)} for lock in (smaller, larger))
    assert few <= many, "make lock"


def test_what_the_project_needs_is_what_the_lock_starts_from():
    needed = tomllib.loads(text_of(Path("pyproject.toml")))["project"]["dependencies"]
    assert sorted(needed) == sorted(text_of(Path("requirements/run.in")).split())


@pytest.mark.parametrize("name", sorted({name for name, _, _ in pins("run")}))
def test_what_runs_is_free_of_copyleft(name):
    try:
        about = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        pytest.skip(f"{name} is not for this machine")
    told = [about.get("License-Expression"), about.get("License"), *about.get_all("Classifier", [])]
    licence = [line for line in told if line and ("License ::" in line or "::" not in line)]
    assert licence, f"{name} does not say its licence"
    assert not COPYLEFT.search(" ".join(licence)), f"{name}: {licence}"


def test_every_table_of_data_goes_into_the_wheel():
    shipped = tomllib.loads(text_of(Path("pyproject.toml")))["tool"]["setuptools"]["package-data"]["*"]
    data = [path for path in files("wraparound") if path.suffix != ".py"]
    forgotten = [str(path) for path in data if not any(fnmatch(path.name, pattern) for pattern in shipped)]
    assert not forgotten, "add their ending to package-data in pyproject.toml"


def links(page: Path) -> list[str]:
    """List the targets of a page's links into the repository, code aside."""
    text = re.sub(r"```.*?```|`[^`\n]*`", "", text_of(page), flags=re.DOTALL)
    targets = [next(filter(None, found)) for found in LINK.findall(text)]
    return [target for target in targets if not re.match(r"[a-z]+:", target)]


def leads_somewhere(target: str, *, page: Path) -> bool:
    where, _, heading = target.partition("#")
    there = (ROOT / page.parent / where) if where else ROOT / page
    if not there.exists() or not heading:
        return there.exists()
    titles = re.findall(r"^#+ (.+)$", there.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return heading in {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}
