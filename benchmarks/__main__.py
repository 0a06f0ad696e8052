"""Run every benchmark, one after another: `python -m benchmarks [ROW …] [--records N] [--runs N] [--anyway]`."""

import subprocess
import sys

ROWS = (
    "same_model",
    "febrl",
    "sample_accuracy",
    "files_to_linked",
    "half_a_million",
    "killed_loads",
    "killed_exchange",
    "killed_deciding",
    "single_record",
    "scraps",
    "shields",
    "pages_held",
    "served_lookup",
    "first_run",
    "lookup",
    "ledger",
    "asked",
    "answered",
    "told",
    "policy",
    "duties",
    "board",
    "door_held",
    "link_narrow_1m",
    "link_wide_1m",
    "link_narrow_10m",
    "growth",
    "more_than_memory",
    "memory_allowed",
)


def main() -> int:
    """Run the rows that are named, or all; the options are handed to each. Gives 1 if one of them failed."""
    named = [argument for argument in sys.argv[1:] if argument in ROWS]
    options = [argument for argument in sys.argv[1:] if argument not in ROWS]
    failed = []
    for row in named or ROWS:
        print(f"\n{row}", flush=True)
        if subprocess.run([sys.executable, "-m", f"benchmarks.{row}", *options], check=False).returncode:
            failed.append(row)
    if failed:
        print(f"\nnot measured: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
