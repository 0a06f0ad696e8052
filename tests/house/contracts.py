"""Two kinds of contract of our own, for import-linter: Rooms in every capability, and Doors between them."""

from collections.abc import Iterator
from typing import Any

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output
from importlinter.contracts.layers import LayersContract
from importlinter.domain.imports import ModuleExpression


class RoomsContract(LayersContract):
    """Hold every capability of the house, present and to come, to one list of rooms."""

    type_name = "rooms"
    house = fields.StringField()
    without = fields.SetField(subfield=fields.StringField())

    def validate(self) -> None:
        """Leave the question of containers until the graph tells which capabilities there are."""

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Find the capabilities, then check their rooms as layers; a house without any keeps its rooms tidy."""
        packages = graph.find_children(str(self.house))
        capabilities = sorted(name for name in packages if name.rpartition(".")[2] not in _given(self.without))
        if not capabilities:
            return ContractCheck(kept=True)
        self.containers = [ModuleExpression(capability) for capability in capabilities]  # type: ignore[assignment]  # a field, of its class
        return super().check(graph, verbose)


class DoorsContract(Contract):
    """Let one capability enter another only by the rooms that are doors."""

    type_name = "doors"
    house = fields.StringField()
    doors = fields.SetField(subfield=fields.StringField())
    engine_doors = fields.SetField(subfield=fields.StringField(), required=False)
    open = fields.SetField(subfield=fields.StringField(), required=False)
    keys = fields.SetField(subfield=fields.StringField(), required=False)

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Look at every import between two capabilities."""
        trespasses = [pair for pair in _crossings(graph, house=str(self.house)) if not self._allowed(*pair)]
        return ContractCheck(kept=not trespasses, metadata={"trespasses": trespasses})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Say who climbed in, and how to come in properly."""
        for importer, imported in check.metadata["trespasses"]:
            output.print_error(f"{importer} -> {imported}", bold=False)
        output.new_line()
        output.print(f"Use a door: {', '.join(sorted(_given(self.doors)))}. If none fits, add a query or an action.")
        output.print(f"The doors of engines: {', '.join(sorted(_given(self.engine_doors)))}.")
        output.new_line()

    def _allowed(self, importer: str, imported: str) -> bool:
        theirs, _, inside = imported.partition(".")
        room = inside.partition(".")[0]
        if theirs in _given(self.open) or f"{theirs}.{room}" in _given(self.engine_doors):
            return True
        if room in _given(self.doors):
            return True
        held = dict(key.replace(" ", "").split(":") for key in _given(self.keys))
        return any(room == opens and f"{importer}.".startswith(f"{holder}.") for holder, opens in held.items())


def _given(option: Any) -> set[str]:
    """Take an option that may have been left out."""
    return set(option or ())


def _crossings(graph: ImportGraph, *, house: str) -> Iterator[tuple[str, str]]:
    """Yield (importer, imported) without the house's name, where the two are not of one capability."""
    inside = f"{house}."
    for importer in sorted(name for name in graph.modules if name.startswith(inside)):
        for imported in sorted(graph.find_modules_directly_imported_by(importer)):
            ours, theirs = importer.removeprefix(inside), imported.removeprefix(inside)
            if imported.startswith(inside) and ours.partition(".")[0] != theirs.partition(".")[0]:
                yield ours, theirs
