"""Hold every capability to what imports cannot say: actions whole, tables that say how sensitive they are."""

import ast
import inspect
from importlib import import_module

import pytest
from django.apps import apps
from django.conf import settings

from tests.house.reading import ROOT, files

STOREY = {name: place for place, name in enumerate(settings.CAPABILITIES)}
TABLES = [model for name in settings.CAPABILITIES for model in apps.get_app_config(name).get_models()]
DJANGOS_OWN = {"auth": -1, "contenttypes": -1, "sessions": -1}
by_table = pytest.mark.parametrize("table", TABLES, ids=lambda table: table._meta.label)


def modules_of(room: str) -> list[str]:
    """Name the modules of a room in every capability, whether it is a file or a folder."""
    found = []
    for name in settings.CAPABILITIES:
        paths = [*files(f"wraparound/{name}/{room}", suffix=".py")]
        paths += [path for path in files(f"wraparound/{name}", suffix=f"{room}.py") if path.stem == room]
        found += [".".join(path.with_suffix("").parts).removesuffix(".__init__") for path in paths]
    return sorted(set(found))


def public_functions(module: str) -> list[object]:
    """Give the functions that a module itself defines for others."""
    loaded = import_module(module)
    tree = ast.parse((ROOT / (module.replace(".", "/") + ".py")).read_text()) if is_file(module) else ast.Module([], [])
    names = [node.name for node in tree.body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")]
    return [getattr(loaded, name) for name in names]


def is_file(module: str) -> bool:
    return (ROOT / (module.replace(".", "/") + ".py")).exists()


# What makes actions whole, what is called while the wiring is laid, and what only writes for the action that calls
# it, are no actions themselves; nor is what sends letters, for it waits for others between one action and the next.
MACHINERY = {
    "whole", "whole_look", "take_the_chain", "on_the_disk", "listen", "keep_file",
    "put_rows", "add_rows", "add_numbered", "change_rows", "keep_told",
    "note_asked", "begin_linking",
    "hold_contact", "hold_to_decide", "hold_beside", "check_decides", "hold_discussion", "check_address", "held_again",
    "end_if_all_is_done", "still_owed", "end_pause", "end_draft",
    "lay_all", "lay_doubts", "lay_some", "note_for_index",
    "carry",
}  # fmt: skip
ACTIONS = [one for module in modules_of("actions") for one in public_functions(module) if one.__name__ not in MACHINERY]


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: f"{action.__module__}.{action.__name__}")
def test_every_action_says_who_and_when_and_is_whole(action):
    signature = inspect.signature(action)
    for name in ("by", "at"):
        assert name in signature.parameters, f"{action.__name__} does not say {name}"
        assert signature.parameters[name].kind is inspect.Parameter.KEYWORD_ONLY
        assert signature.parameters[name].default is inspect.Parameter.empty
    assert hasattr(action, "__wrapped__"), "make it @whole"
    assert action.__doc__


@by_table
def test_every_field_says_how_sensitive_it_is(table):
    said = table.Sensitivity
    told = [*said.identifies, *said.describes, *said.harmless]
    assert sorted(told) == sorted(field.name for field in table._meta.concrete_fields)


@by_table
def test_foreign_keys_point_down_or_home(table):
    here = STOREY[table._meta.app_label]
    for field in table._meta.concrete_fields:
        if field.is_relation:
            there = (STOREY | DJANGOS_OWN)[field.related_model._meta.app_label]
            assert there <= here, f"{field} points up"


@by_table
def test_a_table_has_no_behaviour_hidden_in_saving(table):
    assert "save" not in vars(table)
    assert "delete" not in vars(table)
