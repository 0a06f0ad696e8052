"""Hold folders to their names, rooms to their tests, modules to their first line and engines to a given time."""

import ast

import pytest

from tests.house.reading import ROOT, Source, files, functions, sources

DRAWERS = {"utils", "util", "helpers", "helper", "common", "core", "services", "managers", "misc", "shared", "lib"}
ENGINES = ("kernel", "matching", "sample")
EDGES = {"commands", "views", "api"}
READS_THE_CLOCK_FOR_ALL_PAGES = ("wraparound", "web", "middleware")
NOTHING_TO_TRY = {"words", "events", "ports", "urls", "settings", "wsgi"}  # what they hold is tried where it is used
CLOCKS = {
    "datetime": {"now", "utcnow", "today"},
    "date": {"today"},
    "time": {
        "time", "time_ns", "monotonic", "monotonic_ns", "perf_counter", "perf_counter_ns", "process_time",
        "process_time_ns", "thread_time", "localtime", "gmtime", "ctime", "asctime",
    },
    "timezone": {"now", "localtime", "localdate"},
}  # fmt: skip

SOURCES = sources("wraparound", "benchmarks")
by_file = pytest.mark.parametrize("source", SOURCES, ids=lambda source: str(source.path))


def rooms() -> list[tuple[str, str]]:
    """List (package, room) for each file and folder that does something."""
    found = {source.rooms[1:3] for source in sources("wraparound") if len(source.rooms) > 2}
    return sorted(pair for pair in found if not pair[1].startswith("__") and is_tried(*pair))


def is_tried(package: str, room: str) -> bool:
    """Say whether a room has tests of its own: all of an engine's, and those of a capability that do something."""
    return package in ENGINES or room not in NOTHING_TO_TRY


def test_there_is_no_drawer_for_anything():
    code = [path for path in files() if path.parts[0] != "areas"]  # an area's services are services
    named = {path for path in code for part in path.with_suffix("").parts if part.lower() in DRAWERS}
    assert not named, "name it after what it is about"


@pytest.mark.parametrize("room", rooms(), ids=".".join)
def test_every_room_has_its_tests(room):
    package, name = room
    mirror = ROOT / "tests" / package
    expected = [mirror / f"test_{name}.py", *mirror.glob(f"{name}/test_*.py")]
    assert any(path.exists() for path in expected), f"write tests/{package}/test_{name}.py"


@by_file
def test_a_module_says_on_its_first_line_what_it_is_for(source):
    if source.path.name == "__init__.py" and not source.text:
        return
    docstring = ast.get_docstring(source.tree)
    assert docstring, f"{source.path} does not say what it is for"
    assert source.text.startswith('"""'), f"{source.path}: the first line is for what it is for"


@by_file
def test_every_public_function_says_what_it_does_for_someone(source):
    silent = [
        name for name, node in functions(source) if is_public(name, source=source) and not ast.get_docstring(node)
    ]
    assert not silent, f"{source.path}: {silent}"


@by_file
def test_only_the_edges_read_the_clock(source):
    at_the_edge = EDGES & set(source.rooms) or source.rooms == READS_THE_CLOCK_FOR_ALL_PAGES
    if source.path.parts[0] == "benchmarks" or at_the_edge:
        return
    assert not clocks_read(source.tree), f"{source.path}: take the time as an argument"


@pytest.mark.parametrize(
    "line",
    [
        "import datetime; datetime.datetime.now()",
        "from datetime import date; date.today()",
        "import datetime as d; d.date.today()",
        "from time import perf_counter",
        "import time as t; t.monotonic()",
        "from datetime import datetime as moment; moment.utcnow()",
        "from django.utils import timezone; timezone.now()",
        "import django.utils.timezone as zone; zone.localdate()",
    ],
)
def test_a_clock_is_found_under_any_name(line):
    assert clocks_read(ast.parse(line))


@pytest.mark.parametrize("line", ["import time; time.sleep(1)", "from datetime import timezone; timezone.utc"])
def test_what_tells_no_time_is_no_clock(line):
    assert not clocks_read(ast.parse(line))


def is_public(name: str, *, source: Source) -> bool:
    """Say whether others may call it: no part of its name is private or is itself a function."""
    inside = {outer for outer, _ in functions(source)}
    parts = name.split(".")
    nested = any(".".join(parts[:count]) in inside for count in range(1, len(parts)))
    return not nested and not any(part.startswith("_") for part in parts)


def clocks_read(tree: ast.Module) -> set[str]:
    """Return each reading of a clock, by whatever name it was imported."""
    names: dict[str, str] = {}
    read: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {given.asname or given.name: given.name.rpartition(".")[2] for given in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {given.asname or given.name: given.name for given in node.names}
            read |= {given.name for given in node.names if node.module == "time" and given.name in CLOCKS["time"]}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            owner = ast.unparse(node.value).rpartition(".")[2]
            if node.attr in CLOCKS.get(names.get(owner, owner), ()):
                read.add(ast.unparse(node))
    return read
