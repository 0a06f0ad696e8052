"""What can be asked on the command line. Imports next to nothing, so that --help answers at once."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from wraparound.matching.commands.ending import Code, Misused

Asked = argparse.Namespace
SIZES = {"K": 1 << 10, "M": 1 << 20, "G": 1 << 30, "T": 1 << 40}
CODES = "exit codes:\n" + "\n".join(f"  {code:d}  {code.meaning}" for code in Code)


class _Parser(argparse.ArgumentParser):
    """Refuses in one sentence."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and where the help is."""
        raise Misused(f"{self.prog}: {message}. See {self.prog} --help.")


def understood(argv: Sequence[str]) -> Asked:
    """Read the arguments; raises Misused with a sentence for the reader."""
    return _parser().parse_args(argv)


def _parser() -> _Parser:
    parser = _Parser(
        prog="wraparound-match",
        description="Find which records, of one file or of many agencies' files, are the same person.",
        epilog=CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for add in (_link, _train, _evaluate, _explain, _find, _compile, _bench):
        add(commands)
    return parser


def _command(commands: "argparse._SubParsersAction[_Parser]", *, name: str, says: str) -> _Parser:
    shape = argparse.RawDescriptionHelpFormatter
    return commands.add_parser(name, help=says, description=says, epilog=CODES, formatter_class=shape)


def _link(commands: "argparse._SubParsersAction[_Parser]") -> None:
    parser = _command(commands, name="link", says="find which records are one person, and write who is who")
    _add_files(parser)
    _add_model(parser)
    _add_truth(parser)
    add = parser.add_argument
    add("--out", type=Path, metavar="DIR", help="write clusters.csv, pairs.parquet, review.csv and the rest here")
    add("--page", type=Path, metavar="FILE.html", help="write a page that shows what was found")
    add("--answers", type=Path, metavar="FILE", help="answers people gave (CSV); they win over what the engine finds")
    add("--previous", type=Path, metavar="DIR", help="an earlier run's --out, whose person ids are kept")
    add("--memory", type=_size, metavar="SIZE", help="use so much memory at most, such as 2G, and disk for the rest")
    add("--engine", choices=("here", "spark"), default="here", help="where to compare records (default: here)")
    add("--strict", action="store_true", help="exit with 1 if rows were set aside or links are left to review")
    _add_manner(parser)


def _train(commands: "argparse._SubParsersAction[_Parser]") -> None:
    parser = _command(commands, name="train", says="learn how much each piece of evidence weighs, without any truth")
    _add_files(parser)
    parser.add_argument("--out", type=Path, metavar="MODEL.json", required=True, help="write the model here")
    parser.add_argument("--report", type=Path, metavar="REPORT.md", help="write how it was learnt here")
    _add_manner(parser)


def _evaluate(commands: "argparse._SubParsersAction[_Parser]") -> None:
    parser = _command(
        commands, name="evaluate", says="hold what is found against the truth, overall and group by group"
    )
    _add_files(parser)
    _add_model(parser)
    _add_truth(parser, required=True)
    parser.add_argument("--by", metavar="COLUMN", help="a column of the files or of the truth, to compare groups")
    parser.add_argument("--clusters", type=Path, metavar="CLUSTERS.csv", help="judge this result; link nothing")
    parser.add_argument("--answers", type=Path, metavar="FILE", help="answers people gave (CSV)")
    _add_manner(parser)


def _explain(commands: "argparse._SubParsersAction[_Parser]") -> None:
    parser = _command(commands, name="explain", says="say why two records are, or are not, believed to be one person")
    _add_files(parser)
    _add_model(parser)
    parser.add_argument("--left", metavar="ID", required=True, help="a record's id, or source/id")
    parser.add_argument("--right", metavar="ID", required=True, help="the other record's")
    parser.add_argument("--svg", type=Path, metavar="FILE.svg", help="draw the evidence as a waterfall here")
    _add_manner(parser)


def _find(commands: "argparse._SubParsersAction[_Parser]") -> None:
    parser = _command(commands, name="find", says="look someone up in a saved index")
    parser.add_argument("index", type=Path, metavar="INDEX", help="the index's folder")
    parser.add_argument("about", nargs="*", metavar="FIELD=VALUE", help="what is known, such as surname=Okafor")
    parser.add_argument("--build", nargs="+", type=Path, metavar="FILE", help="first make the index from these files")
    parser.add_argument("--map", type=Path, metavar="MAP.toml", help="which column is what, for --build")
    parser.add_argument("--most", type=int, default=10, metavar="N", help="show so many at most (default 10)")
    _add_manner(parser)


def _compile(commands: "argparse._SubParsersAction[_Parser]") -> None:
    parser = _command(commands, name="compile", says="compile the engine for this machine before anyone waits for it")
    _add_manner(parser)


def _bench(commands: "argparse._SubParsersAction[_Parser]") -> None:
    parser = _command(commands, name="bench", says="say how to measure speed and accuracy on this machine")
    _add_manner(parser)


def _add_files(parser: _Parser) -> None:
    says = "CSV, Parquet or Excel files of records; without any, those that the map names, beside it"
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help=says)
    parser.add_argument("--id", metavar="COL", help="the column that holds each record's id")
    parser.add_argument("--map", type=Path, metavar="MAP.toml", help="which column is what (guessed without)")
    parser.add_argument("--across-only", action="store_true", help="never join two records of one source")


def _add_model(parser: _Parser) -> None:
    group = parser.add_mutually_exclusive_group()
    group.add_argument("--model", type=Path, metavar="MODEL.json", help="use this model (ours or Splink's)")
    group.add_argument("--train", action="store_true", help="learn from these records, however few")
    says = "what --model measures of a text: its characters, or its bytes as DuckDB does (default: as the model says)"
    parser.add_argument("--letters", choices=("characters", "bytes"), help=says)


def _add_truth(parser: _Parser, *, required: bool = False) -> None:
    says = "a column, or a CSV of source, id and person, that says who is who; never used for matching"
    parser.add_argument("--truth", metavar="COL|FILE.csv", required=required, help=says)


def _add_manner(parser: _Parser) -> None:
    parser.add_argument("--json", action="store_true", help="print one JSON object to stdout and nothing else there")
    parser.add_argument("--quiet", action="store_true", help="say nothing unless something is wrong")


def _size(text: str) -> int:
    """Read a size such as 4G, 512MB or 1.5GiB as bytes."""
    said = text.strip().upper().removesuffix("B").removesuffix("I")
    scale = SIZES.get(said[-1:], 1)
    try:
        size = int(float(said.rstrip("KMGT")) * scale)
    except (ValueError, OverflowError):
        size = 0
    if size < 1:
        raise argparse.ArgumentTypeError(f'"{text}" is no size; give one such as 4G or 512M')
    return size
