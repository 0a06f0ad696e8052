"""Names that begin with some letters: what a name that is only half typed may become."""

from bisect import bisect_left

from wraparound.matching.index.snapshot import Snapshot


class Beginnings:
    """The names of a snapshot's file in the order of the alphabet; those put since are found when typed in full."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.read: dict[str, tuple[list[str], list[float]]] = {}

    def of(self, beginning: str, *, column: str, most: int) -> list[str]:
        """Give a column's values that begin so, the most common first; none where the index has no such column."""
        if column not in self.snapshot.about.columns:
            return []
        texts, common = self._of_column(column)
        found = []
        for place in range(bisect_left(texts, beginning), len(texts)):
            if not texts[place].startswith(beginning):
                break
            found.append((-common[place], texts[place]))
        return [text for _, text in sorted(found)[:most]]

    def _of_column(self, column: str) -> tuple[list[str], list[float]]:
        """Read a column's values once. Cost: some microseconds for each."""
        if column not in self.read:
            place, base = self.snapshot.about.columns.index(column), self.snapshot.about.base
            bits = self.snapshot.arrays["log_frequency"]
            values = sorted(
                (self.snapshot.text(code), float(bits[code])) for code in range(int(base[place]), int(base[place + 1]))
            )
            self.read[column] = [text for text, _ in values], [often for _, often in values]
        return self.read[column]
