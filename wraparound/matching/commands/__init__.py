"""The command line of the matching engine: understand, do one thing, answer in words or as JSON."""

import os
import signal
import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder

from wraparound.matching import COMPILING
from wraparound.matching.commands.arguments import Asked, understood
from wraparound.matching.commands.ending import Code, Stopped, told_and_ended


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the arguments ask for and give the exit code; a failure is one sentence on stderr, never a trace."""
    if argv is None and "spark" not in sys.argv:
        sys.meta_path.insert(0, WithoutPandas())
    return told_and_ended(lambda: _run(sys.argv[1:] if argv is None else list(argv)))


class WithoutPandas(MetaPathFinder):
    """Keeps pyarrow from importing pandas, if it is there, merely to learn that nothing it is given is pandas'."""

    def find_spec(self, fullname: str, *_: object) -> None:
        """Say that there is no pandas, and nothing of other modules."""
        if fullname == "pandas":
            raise ModuleNotFoundError("pandas is not used here", name=fullname)


def _run(argv: list[str]) -> int:
    """Understand the arguments and hand them to the one command they name."""
    asked = understood(argv)
    if COMPILING in os.environ:
        from wraparound.matching.commands.sharing_out import share_out_compiling

        share_out_compiling()
    before = {told: signal.signal(told, _stop) for told in (signal.SIGINT, signal.SIGTERM)}
    try:
        return int(_done(asked))
    finally:
        for told, handler in before.items():
            signal.signal(told, handler)


def _stop(*_: object) -> None:
    raise Stopped


def _done(asked: Asked) -> Code:
    """Import the one room that the command needs, so that nothing else delays it."""
    if asked.command == "link":
        from wraparound.matching.commands.link import run
    elif asked.command == "train":
        from wraparound.matching.commands.train import run
    elif asked.command == "evaluate":
        from wraparound.matching.commands.evaluate import run
    elif asked.command == "explain":
        from wraparound.matching.commands.explain import run
    elif asked.command == "find":
        from wraparound.matching.commands.find import run
    elif asked.command == "compile":
        from wraparound.matching.commands.compiling import run
    else:
        from wraparound.matching.commands.bench import run
    return run(asked)
