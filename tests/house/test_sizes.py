"""Hold files, functions, arguments and the kernel to their sizes.

What others call is held to one argument by place and six in all. Private functions and what numba compiles are free
of both (docs/decisions/0005-two-sizes-eased.md), and so are the pages for what fails, which Django calls by place.
"""

import ast
from functools import cache

import pytest

from tests.house.reading import (
    Function,
    Source,
    decorators,
    functions,
    lines_of_code,
    lines_of_docstring,
    lines_of_tables,
    sources,
)

FILE_CEILING = 250
FUNCTION_CEILING = 30
ARGUMENT_CEILING = 6
KERNEL_CEILING = 600
COMPILED = {"njit", "jit", "vectorize", "guvectorize", "overload", "register_jitable", "intrinsic"}

SOURCES = sources("wraparound", "benchmarks")
by_file = pytest.mark.parametrize("source", SOURCES, ids=lambda source: str(source.path))


@by_file
def test_a_file_is_short_enough_to_be_read_in_one_sitting(source):
    length = len(source.text.splitlines()) - lines_of_tables(source.tree)
    assert length <= FILE_CEILING, f"{source.path} has {length} lines, tables of data aside; split it by its nouns"


@by_file
def test_a_function_fits_on_a_page(source):
    long = {name: length for name, node in functions(source) if (length := length_of(node)) > FUNCTION_CEILING}
    assert not long, f"{source.path}: more than {FUNCTION_CEILING} lines, docstring aside: {long}"


@by_file
def test_a_function_takes_few_arguments(source):
    bound = [(name, node) for name, node in functions(source) if is_bound(name, node=node, source=source)]
    greedy = {name: count for name, node in bound if (count := len(arguments(node))) > ARGUMENT_CEILING}
    assert not greedy, f"{source.path}: more than {ARGUMENT_CEILING} arguments besides by and at: {greedy}"


@by_file
def test_a_function_takes_one_argument_by_place_and_the_others_by_name(source):
    bound = [(name, node) for name, node in functions(source) if is_bound(name, node=node, source=source)]
    mute = [name for name, node in bound if len(by_place(node)) > 1]
    assert not mute, f"{source.path}: put a * after the first argument of {mute}"


def test_the_kernel_stays_small():
    kernel = [source for source in SOURCES if source.path.parts[:2] == ("wraparound", "kernel")]
    lengths = {source.path.name: lines_of_code(source) for source in kernel}
    assert sum(lengths.values()) <= KERNEL_CEILING, lengths


def length_of(node: Function) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1 - lines_of_docstring(node)


def by_place(node: Function) -> list[str]:
    """Return the arguments that may be given by place, the object itself aside."""
    given = [argument.arg for argument in node.args.posonlyargs + node.args.args]
    return [name for place, name in enumerate(given) if place or name not in {"self", "cls"}]


def arguments(node: Function) -> list[str]:
    by_name = [argument.arg for argument in node.args.kwonlyargs]
    return [name for name in by_place(node) + by_name if name not in {"by", "at"}]


def is_bound(name: str, *, node: Function, source: Source) -> bool:
    """Say whether the two rules on arguments hold for a function."""
    place = ".".join((*source.rooms, name))
    return not (is_private(name) or is_compiled(node) or place in pages_for_faults())


@cache
def pages_for_faults() -> set[str]:
    """Return the functions that web.urls names as Django's handlers (handler404 and so on), by their dotted places."""
    (addresses,) = (source for source in SOURCES if source.rooms == ("wraparound", "web", "urls"))
    named = [node for node in addresses.tree.body if isinstance(node, ast.Assign) and "handler" in ast.unparse(node)]
    return {part.value for node in named for part in ast.walk(node.value) if isinstance(part, ast.Constant)}


def test_pages_for_faults_are_known_by_web_urls():
    assert "wraparound.web.views.not_found" in pages_for_faults()
    assert "wraparound.web.views.home" not in pages_for_faults()


def is_compiled(node: Function) -> bool:
    """Say whether numba compiles it, which takes no arguments by name alone."""
    return bool(decorators(node) & COMPILED)


def is_private(name: str) -> bool:
    """Say whether only its own module calls it, or Python itself as with __eq__: it is private or inside a function."""
    *around, last = name.split(".")
    return last.startswith("_") or any(part[0] == "_" or part[0].islower() for part in around)
