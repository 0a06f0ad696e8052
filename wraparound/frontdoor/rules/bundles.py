"""A contact as one file: a zip whose manifest proves that nothing is missing and nothing was changed.

It is made so that there is one way only to write it: files in order, unpacked, with no time of day, and a manifest in
one form that ends with its own sum. So whoever checks it writes it anew and holds the two together, byte by byte.
"""

import hashlib
import json
from collections.abc import Mapping
from io import BytesIO
from typing import Any
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from wraparound.frontdoor.words.papers import SCHEMA, Checked, Fault

MANIFEST, CONTACT = "manifest.json", "contact.json"
LARGEST = 50_000_000  # bytes
UNREADABLE = (BadZipFile, EOFError, NotImplementedError, OSError, RuntimeError, ValueError, OverflowError, KeyError)
NO_BUNDLE = Fault("", "is no bundle of a contact: it cannot be opened")


def sum_of(content: bytes) -> str:
    """Give the sum by which a content is known (SHA-256, in hexadecimal)."""
    return hashlib.sha256(content).hexdigest()


def written(said: Any) -> bytes:
    """Write plain values as JSON, in the one form that a bundle holds."""
    return (json.dumps(said, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def bundle_of(files: Mapping[str, bytes], *, ref: str, made_at: str, made_by: str, counts: Mapping[str, int]) -> bytes:
    """Pack files with their manifest. `made_at` is an instant as ISO 8601 writes it; one of the files is contact.json.

    `counts` says how many there are of each kind in contact.json, where each kind is a list of that name.
    """
    listed = [{"name": name, "bytes": len(held), "sha256": sum_of(held)} for name, held in sorted(files.items())]
    said = {"schema": SCHEMA, "contact": ref, "made_at": made_at, "made_by": made_by, "files": listed}
    return _packed(files, manifest=_summed(said | {"counts": dict(counts)}))


def check(content: bytes) -> Checked:
    """Say what is missing from a bundle or differs; any change of any byte is told."""
    held, faults = _unpacked(content)
    if MANIFEST not in held:
        return Checked((*faults, Fault(MANIFEST, "is missing")) if held else (NO_BUNDLE,))
    try:
        return _held_against(held, faults=faults, content=content)
    except (KeyError, TypeError, AttributeError, ValueError, RecursionError):  # somebody wrote a manifest of their own
        return Checked((*faults, Fault(MANIFEST, "differs from what was made")))


def _held_against(held: dict[str, bytes], *, faults: list[Fault], content: bytes) -> Checked:
    said = json.loads(held[MANIFEST])
    files = {name: one for name, one in held.items() if name != MANIFEST}
    if said["schema"] != SCHEMA or _summed({key: said[key] for key in said if key != "whole"}) != held[MANIFEST]:
        raise ValueError
    faults += [*_of_files(files, said=said, found={one.file for one in faults}), *_of_counts(files, said=said)]
    if not faults and _packed(files, manifest=held[MANIFEST]) != content:
        faults.append(Fault("", "was packed anew: its files are as they were made, and the zip around them is not"))
    return Checked(tuple(faults), said["contact"], said["made_at"], said["made_by"], tuple(said["counts"].items()))


def _summed(said: dict[str, Any]) -> bytes:
    return written(said | {"whole": sum_of(written(said))})


def _packed(files: Mapping[str, bytes], *, manifest: bytes) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_STORED) as packed:
        for name, held in [(MANIFEST, manifest), *sorted(files.items())]:
            one = ZipInfo(name)  # of 1 January 1980: when it was made, its manifest says
            one.create_system, one.external_attr = 3, 0o600 << 16
            packed.writestr(one, held)
    return out.getvalue()


def _unpacked(content: bytes) -> tuple[dict[str, bytes], list[Fault]]:
    held: dict[str, bytes] = {}
    faults: list[Fault] = []
    try:
        with ZipFile(BytesIO(content)) as packed:
            for one in packed.infolist():
                try:
                    if one.compress_type != ZIP_STORED or one.file_size > LARGEST or one.filename in held:
                        raise BadZipFile
                    held[one.filename] = packed.read(one)
                except UNREADABLE:
                    faults.append(Fault(one.filename, "differs from what was made: it cannot be read"))
    except UNREADABLE:
        return {}, [NO_BUNDLE]
    return held, faults


def _of_files(files: Mapping[str, bytes], *, said: dict[str, Any], found: set[str]) -> list[Fault]:
    faults = []
    listed = {one["name"]: one for one in said["files"]}
    for name in sorted({*listed, *files} - found):
        if name not in files:
            faults.append(Fault(name, "is missing"))
        elif name not in listed:
            faults.append(Fault(name, "was not there when it was made"))
        elif (len(files[name]), sum_of(files[name])) != (listed[name]["bytes"], listed[name]["sha256"]):
            faults.append(Fault(name, "differs from what was made"))
    return faults


def _of_counts(files: Mapping[str, bytes], *, said: dict[str, Any]) -> list[Fault]:
    if CONTACT not in files:
        return [Fault(CONTACT, "is missing")] if all(one["name"] != CONTACT for one in said["files"]) else []
    try:
        held = json.loads(files[CONTACT])
        counted = {kind: len(held[kind]) for kind in said["counts"]}
    except (ValueError, KeyError, TypeError, RecursionError):
        return []  # it differs, and that is told already
    return [
        Fault(CONTACT, f"holds {counted[kind]} of {kind}, and {count} were there when it was made")
        for kind, count in said["counts"].items()
        if counted[kind] != count
    ]
