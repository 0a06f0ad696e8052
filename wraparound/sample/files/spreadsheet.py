"""A spreadsheet that is the same bytes each time: no time of writing inside."""

import re
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import openpyxl
import pyarrow as pa

_WRITTEN = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_FIXED = (2026, 9, 1, 9, 0, 0)


class SpreadsheetWriter:
    """Writes tables below one another into the only sheet of a workbook."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._book = openpyxl.Workbook(write_only=True)
        self._sheet = self._book.create_sheet("Young people")
        self._begun = False

    def write_table(self, table: pa.Table) -> None:
        """Add a table's rows to the sheet, below a heading."""
        if not self._begun:
            self._sheet.append(table.column_names)
            self._begun = True
        for row in zip(*(column.to_pylist() for column in table.columns), strict=True):
            self._sheet.append(row)

    def close(self) -> None:
        """Finish the workbook and take the times of writing out of it."""
        loose = self._path.with_suffix(".part")
        self._book.save(loose)
        with ZipFile(loose) as read, ZipFile(self._path, "w", ZIP_DEFLATED) as write:
            for name in sorted(read.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
                content = read.read(name)
                if name == "docProps/core.xml":
                    content = _WRITTEN.sub(b"2026-09-01T09:00:00Z", content)
                write.writestr(ZipInfo(name, _FIXED), content, ZIP_DEFLATED)
        loose.unlink()
