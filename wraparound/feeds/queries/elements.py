"""Reads XML as it streams: one child at a time, bounded in memory, with no document type, no entity, no network."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from wraparound.feeds.queries.packed import CannotUse
from wraparound.feeds.rules.shapes import shape_of_xml, understood
from wraparound.feeds.words import Recognised, Shape

HEADER = "Header"
LARGEST_RECORD = 20_000  # elements of one child
LARGEST_BYTES = 16 << 20  # of one child
HEADER_ELEMENTS = 2_000
HEADER_TEXT = 200  # characters
SAFE: dict[str, Any] = {
    "resolve_entities": False, "no_network": True, "load_dtd": False, "dtd_validation": False, "huge_tree": False,
    "remove_comments": True, "remove_pis": True, "collect_ids": False,
}  # fmt: skip


@dataclass(frozen=True)
class Element:
    """One record: the line where it stands, and everything it says by its path inside the record, in order."""

    line: int
    said: list[tuple[tuple[str, ...], str]]
    inside: list[tuple[tuple[str, ...], dict[str, str]]]  # each element that holds others, with what those say

    def at(self, place: str) -> str:
        """Give the first text at a path, or at any depth after `**/`; "" where there is none."""
        anywhere, wanted = place.startswith("**/"), tuple(place.removeprefix("**/").split("/"))
        for path, text in self.said:
            if text and (path == wanted or (anywhere and path[-len(wanted) :] == wanted)):
                return text
        return ""

    def each(self, place: str) -> list[dict[str, str]]:
        """Give what each element at a path says, by its own children's names."""
        anywhere, wanted = place.startswith("**/"), tuple(place.removeprefix("**/").split("/"))
        return [texts for path, texts in self.inside if path == wanted or (anywhere and path[-len(wanted) :] == wanted)]


class XmlFile:
    """An XML file being read: first what it is, then its records one after another."""

    def __init__(self, path: Path, *, name: str) -> None:
        """Begin to read."""
        self.name = name
        self._path: list[str] = []
        self._header: dict[str, str] = {}
        self._stream = path.open("rb")
        self._events = iter(etree.iterparse(self._stream, events=("start", "end"), **SAFE))
        self._waiting: tuple[str, Any] | None = None

    def close(self) -> None:
        """Let the file go."""
        self._stream.close()

    def recognised(self) -> Recognised:
        """Read as far as the header and say what the file is; raises CannotUse where it is none that is understood."""
        for count, (event, element) in enumerate(self._told()):
            begins, depth = event == "start", len(self._path)
            if not begins and self._path[1:2] == [HEADER]:
                self._note(element)
            after = not begins and self._path[1:] == [HEADER]
            if after or (begins and depth == 2 and self._path[1] != HEADER):
                found = shape_of_xml(self._path[0], header=self._header)
                if begins:
                    self._waiting = (event, element)
                if found:
                    return found
                break
            self._left(event, element)
            if count > HEADER_ELEMENTS:
                break
        root = self._path[0] if self._path else "nothing"
        raise CannotUse(
            f"{self.name}: this XML ({root[:40]}) is none of the kinds that are understood, which are {understood()}."
        )

    def records(self, shape: Shape) -> Iterator[Element]:
        """Give the records one by one, each forgotten when the next is read; raises CannotUse where the file breaks."""
        depth, size, begun = 0, 0, 0
        for event, element in self._told():
            if not depth and event == "start" and self._path[-len(shape.record) :] == list(shape.record):
                depth, size, begun = len(self._path), 0, self._stream.tell()
            if depth and event == "start":
                size += 1
                if size > LARGEST_RECORD or self._stream.tell() - begun > LARGEST_BYTES:
                    raise CannotUse(f"{self.name}: the record at line {element.sourceline} never ends; is it whole?")
            if depth and event == "end" and len(self._path) == depth:
                yield _element(element)
                depth = 0
            if not depth:
                self._left(event, element)
            elif event == "end":
                self._path.pop()

    def _told(self) -> Iterator[tuple[str, Any]]:
        """Go on through the file, keeping where in it we are, and refuse in words what is no plain XML."""
        if self._waiting:
            event, self._waiting = self._waiting, None
            yield event
        try:
            for event, element in self._events:
                if event == "start":
                    if not self._path and element.getroottree().docinfo.internalDTD is not None:
                        raise CannotUse(f"{self.name}: it has a document type, which no return has; nothing was read.")
                    self._path.append(_name(element.tag))
                yield event, element
        except etree.XMLSyntaxError as fault:
            line = f" at line {fault.lineno}" if fault.lineno else ""
            raise CannotUse(f"{self.name}: it breaks off or is badly written{line}; ask for it again.") from fault
        except (etree.LxmlError, LookupError, ValueError) as fault:
            raise CannotUse(f"{self.name}: it cannot be read as XML; ask for it again.") from fault

    def _left(self, event: str, element: Any) -> None:
        """Forget an element that has ended, and those before it."""
        if event == "end":
            self._path.pop()
            element.clear(keep_tail=False)
            while element.getprevious() is not None and element.getparent() is not None:
                del element.getparent()[0]

    def _note(self, element: Any) -> None:
        if not len(element) and (text := (element.text or "").strip()):
            self._header["/".join(self._path[1:])] = text[:HEADER_TEXT]


def _name(tag: str) -> str:
    """Give an element's name without its namespace."""
    return tag[tag.rfind("}") + 1 :]


def _element(record: Any) -> Element:
    """Take a record apart: texts by path, and what each element that holds others says of itself."""
    said: list[tuple[tuple[str, ...], str]] = []
    inside: list[tuple[tuple[str, ...], dict[str, str]]] = []
    waiting: list[tuple[Any, tuple[str, ...]]] = [(record, ())]
    while waiting:
        parent, path = waiting.pop()
        texts: dict[str, str] = {}
        for child in parent:
            if not isinstance(child.tag, str):
                continue
            name = _name(child.tag)
            if len(child):
                waiting.append((child, (*path, name)))
            else:
                text = (child.text or "").strip()
                said.append(((*path, name), text))
                texts.setdefault(name, text)
        inside.append((path, texts))
    return Element(record.sourceline or 0, said, inside)
