"""How a node's data is copied out at one instant, and brought back: the embedded database or PostgreSQL, and files."""

import hashlib
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

DATABASE, FILES, SUMS = "database", "files", "SHA256SUMS"


class CannotBringBack(Exception):  # noqa: N818 – named by what is so
    """The backup is not whole, or something is in its way."""


def copy_out(folder: Path, *, database: Mapping[str, Any], files: Path) -> None:
    """Write the database and the files that came in into a folder, with their sums."""
    if is_embedded(database):
        with sqlite3.connect(database["NAME"]) as now, sqlite3.connect(folder / DATABASE) as then:
            now.backup(then)  # SQLite's own online backup: one instant, while others write
        then.close()
        now.close()
    else:
        _postgres("pg_dump", "--format=custom", f"--file={folder / DATABASE}", database=database)
    if files.is_dir():
        shutil.copytree(files, folder / FILES)
    lines = [f"{digest}  {name}" for name, digest in sums(folder).items()]
    (folder / SUMS).write_text("\n".join(lines) + "\n", encoding="utf-8")


def copy_in(folder: Path, *, database: Mapping[str, Any], files: Path) -> None:
    """Bring a backup back to where nothing is yet; raises CannotBringBack rather than write over anything."""
    check(folder)
    if files.exists() and any(files.iterdir()):
        raise CannotBringBack(f"{files} holds files already. Nothing was brought back.")
    if is_embedded(database):
        there = Path(database["NAME"])
        if there.exists():
            raise CannotBringBack(f"{there} is there already. Nothing was brought back.")
        there.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(folder / DATABASE, there)
    else:
        options = ("--exit-on-error", "--single-transaction", "--no-owner", f"--dbname={database['NAME']}")
        _postgres("pg_restore", *options, str(folder / DATABASE), database=database)
    if (folder / FILES).is_dir():
        shutil.copytree(folder / FILES, files, dirs_exist_ok=True)


def check(folder: Path) -> None:
    """Hold a backup against its sums; raises CannotBringBack with the first file that is not as it was."""
    if not (folder / SUMS).is_file():
        raise CannotBringBack(f"{folder} holds no backup: {SUMS} is not there.")
    lines = (folder / SUMS).read_text(encoding="utf-8").splitlines()
    said = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    found = sums(folder)
    for name in sorted(said.keys() | found.keys()):
        if said.get(name) != found.get(name):
            raise CannotBringBack(f"{name} is not as it was when it was backed up. Nothing was brought back.")


def sums(folder: Path) -> dict[str, str]:
    """Give the SHA-256 of every file in a folder, the sums themselves aside."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != SUMS:
            with path.open("rb") as read:
                found[str(path.relative_to(folder))] = hashlib.file_digest(read, "sha256").hexdigest()
    return found


def is_embedded(database: Mapping[str, Any]) -> bool:
    """Say whether the database is a file of ours."""
    return str(database["ENGINE"]).endswith("sqlite3")


def _postgres(program: str, *options: str, database: Mapping[str, Any]) -> None:
    given = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    env = os.environ | {name: str(database[key]) for name, key in given.items() if database.get(key)}
    ran = subprocess.run([program, *options], env=env, capture_output=True, text=True, check=False)  # noqa: S603
    if ran.returncode:
        raise CannotBringBack(f"{program} failed, and its last words were: {ran.stderr.strip()[-2000:]}")
