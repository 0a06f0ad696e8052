"""Hold the glossary against the code: its places exist, its words are all there, its banned words are nowhere."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.house.reading import ROOT, Source, sources

CODE = sources("wraparound", "benchmarks")
COLUMNS = ["Word", "Meaning", "Who says so", "Where in code", "We never say"]
PAGE = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in PAGE.splitlines() if line.startswith("|")]


class Line(NamedTuple):
    """One word of the glossary."""

    word: str
    meaning: str
    said_by: str
    where: str
    never: str


LINES = [Line(*row) for row in ROWS if row != COLUMNS and set(row[0]) != {"-"}]
PLACES = sorted({place for line in LINES for place in re.findall(r"`([^`]+)`", line.where)})
NEVER = sorted({term.strip() for line in LINES for term in line.never.split(",") if term.strip()})
WORDS = [source for source in CODE if source.rooms[2:3] == ("words",)]


def test_every_word_has_a_meaning_someone_who_says_so_and_a_place():
    assert all(len(row) == len(COLUMNS) for row in ROWS)
    assert all(line.word and line.meaning and line.said_by for line in LINES)
    assert all(line.where == "to come" or re.search(r"`|\]\(", line.where) for line in LINES)


def test_a_word_is_explained_once():
    words = [line.word for line in LINES]
    assert len(words) == len(set(words))


@pytest.mark.parametrize("place", PLACES)
def test_a_place_in_the_code_exists(place):
    assert exists(place), f"GLOSSARY.md says wraparound.{place}"


@pytest.mark.parametrize("source", WORDS, ids=lambda source: str(source.path))
def test_each_of_our_words_is_explained(source):
    classes = [node.name for node in source.tree.body if isinstance(node, ast.ClassDef) and node.name[0] != "_"]
    explained = " ".join(f"{line.word} {line.meaning}" for line in LINES).lower()
    unexplained = [name for name in classes if not re.search(rf"\b{' '.join(tokens(name))}", explained)]
    assert not unexplained, f"explain {unexplained} of {source.path} in GLOSSARY.md"


@pytest.mark.parametrize("term", NEVER)
def test_what_we_never_say_names_nothing(term):
    said = f" {' '.join(term.lower().split())} "
    assert not {f"{path}: {name}" for path, name, words in all_named() if said in words}


def exists(place: str) -> bool:
    """Say whether a dotted place is a folder, a file, or a name that a file defines."""
    path = ROOT / "wraparound" / place.replace(".", "/")
    if path.is_dir() or path.with_suffix(".py").exists():
        return True
    module = ("wraparound", *place.split(".")[:-1])
    files = [source for source in CODE if source.rooms in (module, (*module, "__init__"))]
    return any(place.rpartition(".")[2] in defined(source) for source in files)


def defined(source: Source) -> set[str]:
    """Return the names that can be imported from a file."""
    names: set[str] = set()
    for node in source.tree.body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            names.add(node.name)
        elif isinstance(node, ast.ImportFrom):
            names |= {given.asname or given.name for given in node.names}
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            names |= {
                part.id for part in ast.walk(node) if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)
            }
    return names


def named(source: Source) -> Iterator[str]:
    """Yield every name the file itself gives to something."""
    yield from source.rooms
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.id if isinstance(node, ast.Name) else node.attr


@cache
def all_named() -> frozenset[tuple[Path, str, str]]:
    """Give every name of the code once for each file, with how it is spoken."""
    return frozenset((source.path, name, spoken(name)) for source in CODE for name in set(named(source)))


def tokens(name: str) -> list[str]:
    return [part.lower() for part in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", name)]


def spoken(name: str) -> str:
    """Say a name as words with spaces around: record_id and RecordId are both ' record id '."""
    return f" {' '.join(tokens(name))} "
