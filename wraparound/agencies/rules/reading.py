"""Reading an area's folder: its TOML files as plain values, and what cannot be read."""

import tomllib
from pathlib import Path
from typing import Any

from wraparound.agencies.rules.checking import Checked, checked
from wraparound.agencies.words import Fault

LARGEST = 4 << 20  # bytes of one file


def area_in(folder: Path) -> Checked:
    """Read and check an area's folder."""
    if not folder.is_dir():
        return Checked((Fault(str(folder), "", "", "there is no such folder; give one such as areas/ashmere."),))
    told: dict[str, Any] = {}
    faults: list[Fault] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            told[path.stem] = _content(path)
        except ValueError as fault:  # what tomllib and utf-8 raise are kinds of it
            faults.append(Fault(path.name, "", "", f"it is not TOML: {' '.join(str(fault).split())}."))
        except OSError as fault:
            faults.append(Fault(path.name, "", "", f"it cannot be read: {fault.strerror}."))
    found = checked(told, before=tuple(faults))
    if found.area and found.area.area.code != folder.resolve().name:
        right = f'give the folder\'s name, "{folder.resolve().name}".'
        return Checked((Fault("area.toml", "code", found.area.area.code, right),))
    return found


def _content(path: Path) -> dict[str, Any]:
    if path.stat().st_size > LARGEST:
        raise ValueError(f"it is larger than {LARGEST >> 20} MiB")
    return tomllib.loads(path.read_text(encoding="utf-8-sig"))
