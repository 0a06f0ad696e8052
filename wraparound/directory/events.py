"""What has happened to the directory of local services."""

from dataclasses import dataclass

from wraparound.kernel.acting import Event


@dataclass(frozen=True)
class ServiceAdded(Event):
    """A local service was added to the directory."""

    told = "The local service {service} was added"
    service: str


@dataclass(frozen=True)
class ServiceChanged(Event):
    """What the directory says of a local service was changed."""

    told = "What is said of the local service {service} was changed ({fields})"
    service: str
    fields: tuple[str, ...]


@dataclass(frozen=True)
class ServiceConfirmed(Event):
    """Somebody said that what the directory says of a local service is still right."""

    told = "The local service {service} was confirmed as still right"
    service: str


@dataclass(frozen=True)
class ServiceClosed(Event):
    """A local service closes; it stays in the directory, and is said to be closed."""

    told = "The local service {service} closes on {on}"
    service: str
    on: str


@dataclass(frozen=True)
class ServicesImported(Event):
    """A file of local services was taken in."""

    told = "{rows} local services of {file} were taken in: {added} new, {changed} changed, {set_aside} set aside"
    load: int
    file: str
    rows: int
    added: int
    changed: int
    set_aside: int


@dataclass(frozen=True)
class NeedFoundNoService(Event):
    """A need found no service, and is counted for planning."""

    told = "A need found no service: {need}"
    unmet: int
    need: str
    subject: str
