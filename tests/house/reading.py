"""Read the house as text and as syntax trees, so that its tests can ask about files, functions and names."""

import ast
import io
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
MADE = {".git", ".venv", "build", "node_modules", "__pycache__", ".hypothesis"}
Function = ast.FunctionDef | ast.AsyncFunctionDef


class Source(NamedTuple):
    """One Python file: its path from the root, its text and its tree."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def rooms(self) -> tuple[str, ...]:
        """Return the path's parts without the ending, so that a file and a folder of one name are alike."""
        return self.path.with_suffix("").parts


def files(folder: str = "", *, suffix: str = "") -> list[Path]:
    """List the files people wrote, not those that were made, as paths from the root."""
    return sorted(_walk(ROOT / folder, suffix=suffix))


def _walk(folder: Path, *, suffix: str) -> Iterator[Path]:
    if not folder.is_dir():
        return
    for child in folder.iterdir():
        if child.name in MADE or child.name.endswith(("_cache", ".egg-info")):
            continue
        if child.is_dir():
            yield from _walk(child, suffix=suffix)
        elif child.name.endswith(suffix):
            yield child.relative_to(ROOT)


@cache
def sources(*folders: str) -> list[Source]:
    """Parse every Python file of the folders, but no migrations."""
    found = [path for folder in folders for path in files(folder, suffix=".py") if "migrations" not in path.parts]
    texts = [(path, (ROOT / path).read_text(encoding="utf-8")) for path in found]
    return [Source(path, text, ast.parse(text, str(path))) for path, text in texts]


def functions(source: Source) -> Iterator[tuple[str, Function]]:
    """Yield each function and method with the classes and functions around it in its name."""
    yield from _inside(source.tree, prefix="")


def _inside(node: ast.AST, *, prefix: str) -> Iterator[tuple[str, Function]]:
    for child in ast.iter_child_nodes(node):
        named = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        name = f"{prefix}{child.name}" if named else ""
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            yield name, child
        yield from _inside(child, prefix=f"{name}." if name else prefix)


def lines_of_tables(tree: ast.Module) -> int:
    """Count the lines of tables of data: literals of more than ten lines given a name by the module itself."""
    named = [node for node in tree.body if isinstance(node, ast.Assign | ast.AnnAssign) and _is_data(node.value)]
    lengths = [(node.end_lineno or node.lineno) - node.lineno + 1 for node in named]
    return sum(length for length in lengths if length > 10)


def _is_data(value: ast.expr | None) -> bool:
    displays = (ast.Dict, ast.List, ast.Tuple, ast.Set)
    if isinstance(value, ast.Call):
        return any(isinstance(given, displays) for given in value.args)
    return isinstance(value, displays)


def lines_of_code(source: Source) -> int:
    """Count the lines that are Python: no blank line, comment, docstring or table of data."""
    silent = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}
    tokens = tokenize.generate_tokens(io.StringIO(source.text).readline)
    spoken = {line for token in tokens if token.type not in silent for line in range(token.start[0], token.end[0] + 1)}
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node) is not None:
            first = node.body[0]
            spoken -= set(range(first.lineno, (first.end_lineno or first.lineno) + 1))
    return len(spoken) - lines_of_tables(source.tree)


def lines_of_docstring(node: Function) -> int:
    """Count the lines of a function's docstring."""
    first = node.body[0]
    if ast.get_docstring(node) is None:
        return 0
    return (first.end_lineno or first.lineno) - first.lineno + 1


def decorators(node: Function) -> set[str]:
    """Return the names a function is decorated with, each by its last part: numba.njit(...) is njit."""
    bare = [given.func if isinstance(given, ast.Call) else given for given in node.decorator_list]
    return {ast.unparse(name).rpartition(".")[2] for name in bare}
