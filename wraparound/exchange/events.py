"""What has happened between agencies: what was told and refused, and what they agreed."""

from dataclasses import dataclass

from wraparound.kernel.acting import Event


@dataclass(frozen=True)
class InformationShared(Event):
    """One agency told another something of a child."""

    told = "{holder} told {recipient} of a child ({parts}) under clause {clause}, version {version}"
    share: int
    holder: str
    recipient: str
    purpose: str
    parts: tuple[str, ...]
    clause: str
    version: int
    subject: str


@dataclass(frozen=True)
class ShareRefused(Event):
    """It was refused that one agency tells another something of a child."""

    told = "It was refused that {holder} tells {recipient} of a child ({parts}), under version {version}"
    share: int
    holder: str
    recipient: str
    purpose: str
    parts: tuple[str, ...]
    clause: str
    version: int
    subject: str


@dataclass(frozen=True)
class AgreementAdopted(Event):
    """Agencies may from now on tell one another what a new version of the agreements says."""

    told = "Version {version} of the agreements was adopted: {reason}"
    version: int
    hash: str
    clauses: int
    reason: str


@dataclass(frozen=True)
class AgreementDrafted(Event):
    """A keeper changed the draft of the next version of the agreements: what was done, to which clause."""

    told = "The draft of the next agreements: {what}"
    draft: int
    what: str
    clause: str
