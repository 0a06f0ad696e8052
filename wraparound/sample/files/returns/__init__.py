"""The population once more, in the shapes of the field's own returns and extracts: the same records, other files."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TextIO

import numpy as np

from wraparound.sample.chance import Rng
from wraparound.sample.files.returns import school, social_care, tables
from wraparound.sample.files.returns.lines import Lines, closing, opening
from wraparound.sample.records.population import Part

Writer = Callable[..., Iterator[str]]
XML: dict[str, tuple[Lines, Writer, Lines]] = {
    "cin_census.xml": (opening("CIN", "Children"), social_care.children, closing("Children")),
    "sen2.xml": (opening("SEN2", "SEN2", "Persons"), school.persons, closing("Persons", "SEN2")),
    "school_census.xml": (opening("SC", "Pupils", "PupilsOnRoll"), school.pupils, closing("PupilsOnRoll", "Pupils")),
}
CSV: dict[str, tuple[str, Writer]] = {
    "ssda903_header.csv": (tables.HEADER, tables.header),
    "ssda903_episodes.csv": (tables.EPISODES, tables.episodes),
    "school_census.csv": (tables.PUPILS, tables.pupils),
    "child_health.csv": (tables.CHILDREN, tables.children),
}


class Returns:
    """The files being written: each part of the population is added, then they are closed."""

    def __init__(self, folder: Path, *, on: int, seed: int) -> None:
        """Begin every file."""
        self.on, self.seed = on, seed
        self.counts = dict.fromkeys([*XML, *CSV], 0)
        self._files: dict[str, TextIO] = {
            name: (folder / name).open("w", encoding="utf-8", newline="\n") for name in self.counts
        }
        for name, (begins, _, _) in XML.items():
            self._files[name].writelines(begins(on))
        for name, (heading, _) in CSV.items():
            self._files[name].write(f"{heading}\n")

    def write(self, part: Part) -> None:
        """Add one part of the population to every file."""
        for name, writer in [(name, one[1]) for name, one in (XML | CSV).items()]:
            for told in writer(part, on=self.on, rng=self._chance(part)):
                self._files[name].write(told)
                self.counts[name] += 1

    def close(self) -> None:
        """Finish every file."""
        for name, (_, _, ends) in XML.items():
            self._files[name].writelines(ends(self.on))
        for file in self._files.values():
            file.close()

    def _chance(self, part: Part) -> Rng:
        """Give the same chance to every writer, so that one child's days are the same in all of them."""
        return np.random.default_rng([self.seed, part.area.number, 7])
