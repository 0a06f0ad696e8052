"""Hold every read of persons and records for people to the one condition of whom someone may see.

What reads these tables at all is named here, with why nobody is shown what it reads. A page, list, count or search that
is not named begins at `identity.queries.seen`, which leaves out whoever is hidden from the one who asks.
"""

import ast
import re

from tests.house.reading import Source, sources

GUARDED = {"Person", "Record", "Move", "Decision"}  # through which one comes to all others
READS_FOR_NOBODY = {
    "identity/queries/seen.py": "it is the condition",
    "identity/queries/codes.py": "it is the condition's beginning, whose a code is",
    "identity/queries/former.py": "it is the condition, of what records said before",
    "identity/queries/shields.py": "only keepers of shields are shown what it reads",
    "identity/queries/apart.py": "only keepers of shields are shown what it reads",
    "identity/actions/apart.py": "it writes; only keepers of shields act by it",
    "identity/queries/ending.py": "what ends by age is worked out of it",
    "identity/actions/ending.py": "it ends what is due, and writes",
    "identity/queries/in_common.py": "it counts children, and the ledger has left out the hidden",
    "identity/queries/__init__.py": "it counts a feed's records, for the load that files them",
    "identity/queries/records.py": "the engine reads it",
    "identity/queries/linking.py": "the engine reads it",
    "identity/queries/arriving.py": "the engine reads it",
    "identity/queries/to_index.py": "the index is told what records say; who is found by it the condition says",
    "identity/queries/around.py": "the engine reads it",
    "identity/queries/waiting.py": "the engine is told what waits",
    "identity/actions/arriving.py": "it writes what the engine found",
    "identity/actions/believing.py": "it writes what the engine found",
    "identity/actions/deciding.py": "it writes; what it decides about is found by the condition",
    "identity/actions/filing.py": "it writes what agencies sent",
    "identity/actions/opening.py": "it names agencies to be told; whom it is about is found by the condition",
}
SQL = re.compile(r"(?:FROM|JOIN|UPDATE|INTO) identity_([a-z]+)")
SOURCES = {str(source.path).removeprefix("wraparound/"): source for source in sources("wraparound")}


def tables_read(source: Source) -> set[str]:
    """Name the guarded tables that a module reads or writes, at their manager (Person.objects) or by SQL of its own."""
    nodes = list(ast.walk(source.tree))
    named = [node for node in nodes if isinstance(node, ast.Attribute) and node.attr == "objects"]
    texts = [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    in_sql = {table.capitalize() for text in texts for table in SQL.findall(text)}
    return ({node.value.id for node in named if isinstance(node.value, ast.Name)} | in_sql) & GUARDED


def test_who_reads_persons_and_records_is_named_and_others_begin_at_the_condition():
    found = {path: tables_read(source) for path, source in SOURCES.items() if path not in READS_FOR_NOBODY}
    unnamed = {path: sorted(tables) for path, tables in found.items() if tables}
    assert not unnamed, "begin at identity.queries.seen, or say here why nobody is shown it"


def test_every_name_is_of_a_module_that_reads():
    idle = [path for path in READS_FOR_NOBODY if path not in SOURCES or not tables_read(SOURCES[path])]
    assert not idle


def test_a_reader_of_a_table_is_seen():
    read = "def page(code):\n    return Person.objects.get(code=code)\n"
    assert tables_read(Source(SOURCES["identity/queries/seen.py"].path, read, ast.parse(read))) == {"Person"}
    read = 'def page(cursor):\n    cursor.execute("SELECT said FROM identity_record")\n'
    assert tables_read(Source(SOURCES["identity/queries/seen.py"].path, read, ast.parse(read))) == {"Record"}
