"""What has happened to the area's settings and tables of public facts."""

from dataclasses import dataclass

from wraparound.kernel.acting import Event


@dataclass(frozen=True)
class AreaAdopted(Event):
    """The node works by new settings: which version, its content's fingerprint, and what changed in words."""

    area: str
    version: int
    hash: str
    changed: tuple[str, ...]
    ended: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReferenceLoaded(Event):
    """A file of public facts was taken in."""

    kind: str
    file: str
    rows: int
    added: int
    changed: int
    set_aside: int
