"""What an allowance of memory costs: the same file linked with several allowances and with all the memory it wants."""

from filecmp import cmp

from benchmarks.measure import Run, run
from benchmarks.plan import FILES, one_table
from benchmarks.rows import GIB, MIB, asked, figure, told

ALLOWED = (512, 768, 1024)  # mebibytes, for a million records


def main() -> None:
    """Link a million records with each allowance, beside the ordinary way."""
    row = asked("memory_allowed", records=1_000_000, runs=1)
    file, whole = one_table(row.records), FILES / "memory-all"
    ordinary = run("our_command", file, whole, "--truth", "person_id")
    figures, lines, within, same = {"all": _figures(ordinary)}, [_line("all it wants", ordinary)], True, True
    for allowed in ALLOWED:
        out = FILES / f"memory-{allowed}"
        done = run("our_command", file, out, "--truth", "person_id", "--memory", f"{allowed}M")
        within &= done.peak <= allowed * MIB
        same &= cmp(out / "clusters.csv", whole / "clusters.csv", shallow=False)
        figures[str(allowed)] = _figures(done)
        lines.append(_line(f"{allowed} MiB allowed", done))
    goals = {"within the memory allowed": within, "the same clusters.csv, byte for byte": same}
    told(row, goals=goals, figures=figures, lines=lines)


def _line(what: str, done: Run) -> str:
    return f"{what:>16}: {figure(done.seconds)} wall, {figure(done.cpu)} CPU, {done.peak / GIB:.2f} GiB used"


def _figures(done: Run) -> dict[str, float]:
    return {"seconds": done.seconds, "cpu": done.cpu, "peak": done.peak}


if __name__ == "__main__":
    main()
