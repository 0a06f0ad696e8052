"""Whatever goes wrong is one sentence on stderr and an exit code: never a trace, never half an output."""

import ctypes
import json
import os
import resource
import signal
import subprocess
import sys
import time

import pytest

from tests.house.reading import ROOT
from wraparound.matching.commands.ending import Code

COMMAND = [sys.executable, "-m", "wraparound.matching.commands"]
CLEAN = {key: value for key, value in os.environ.items() if key != "WRAPAROUND_TRACE"} | {"PYTHONPATH": str(ROOT)}
SHOES = json.dumps(
    {
        "sql_dialect": "duckdb",
        "comparisons": [
            {
                "output_column_name": "shoe",
                "comparison_levels": [
                    {"sql_condition": "shoe_l IS NULL OR shoe_r IS NULL", "is_null_level": True},
                    {"sql_condition": "shoe_l = shoe_r", "m_probability": 0.9, "u_probability": 0.1},
                    {"sql_condition": "ELSE", "m_probability": 0.1, "u_probability": 0.9},
                ],
            }
        ],
        "blocking_rules_to_generate_predictions": ["l.shoe = r.shoe"],
    }
)
FIELD = b"x" * 10_000_000


def started(*argv, **how):
    return subprocess.run([*COMMAND, *map(str, argv)], capture_output=True, text=True, env=CLEAN, **how)


def one_line(ran):
    assert "Traceback" not in ran.stderr
    lines = [line for line in ran.stderr.splitlines() if not line.endswith("…")]
    assert len(lines) == 1, ran.stderr
    assert ran.stdout == ""
    return lines[0]


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        ([], "COMMAND"),
        (["join"], "invalid choice"),
        (["link"], "at least one file"),
        (["link", "--json"], "at least one file"),
        (["link", "people.csv", "people.csv"], "given twice"),
        (["link", "people.csv", "--id", "nhs"], '"nhs"'),
        (["link", "people.csv", "--truth", "who"], 'no column "who"|has a column "who"'),
        (["link", "people.csv", "--model", "m.json", "--train"], "not allowed with"),
        (["link", "people.csv", "--memory", "lots"], "no size"),
        (["link", "people.csv", "--engine", "abacus"], "invalid choice"),
        (["link", "people.csv", "--previous", "out"], "--out"),
        (["evaluate", "people.csv"], "--truth"),
        (["evaluate", "people.csv", "--truth", "whose", "--by", "colour"], '"colour"'),
        (["explain", "people.csv", "--left", "r0", "--right", "nobody"], '"nobody"'),
        (["find", "nowhere", "Okafor"], "field=value"),
        (["find", "nowhere"], "what is known"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_is_misused_is_told(people, run, monkeypatch, argv, says):
    monkeypatch.chdir(people.parent)
    ran = run(*argv)
    assert any(part in ran.sentence for part in says.split("|")), ran.sentence
    assert ran.code == Code.MISUSED


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("missing.csv", None, "no such file"),
        ("empty.csv", b"", "empty"),
        ("header.csv", b"id,surname,dob\n", "no rows"),
        ("zeros.csv", b"\0" * 4096, ""),
        ("noise.parquet", b"PAR1" + b"\xff" * 500, ""),
        ("noise.xlsx", b"PK\x03\x04" + b"\xff" * 500, ""),
        ("picture.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, ""),
        ("ragged.csv", b"id,surname,dob\n" + b"1,2,3,4,5,6\n" * 5, "none of its"),
        ("field.csv", b"id,surname,dob\n1," + FIELD + b",2012-01-01\n", ""),
        ("header_twice.csv", b"id,id,surname\n1,2,3\n", ""),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_told_by_name(run, tmp_path, name, content, says):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    ran = run("link", path, "--out", tmp_path / "out")
    assert name in ran.sentence
    assert says in ran.sentence
    assert ran.code == Code.UNREADABLE
    assert not (tmp_path / "out").exists()


def test_a_directory_is_no_file_of_records(run, tmp_path):
    ran = run("link", tmp_path)
    assert ran.code == Code.UNREADABLE
    assert tmp_path.name in ran.sentence


@pytest.mark.parametrize("fault", ["ragged", "field", "encoding"])
def test_a_bad_row_is_set_aside_and_the_rest_is_linked(people, run, tmp_path, fault):
    bad = {"ragged": b"z1,A,B,C,D,E,F,G,H\n", "field": b"z1," + FIELD + b",B,,,\n", "encoding": b"z1,Ren\xe9e,B,,,\n"}
    people.write_bytes(people.read_bytes() + bad[fault])
    ran = run("link", people, "--train", "--json", "--out", tmp_path / "out")
    assert ran.code == 0
    assert ran.json["records"] + ran.json["set_aside"] == 161
    assert ran.json["records"] >= 160


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[files", "not TOML"),
        ('[files."people.csv".columns]\n"nickname" = "surname"\n', "nickname"),
        ('[files."people.csv".columns]\nsurname = "last_name"\n', "last_name"),
        ('[files."people.csv"]\nid = "id"\n', "no columns"),
    ],
)
def test_a_map_that_does_not_fit_is_told(people, run, tmp_path, text, says):
    (tmp_path / "map.toml").write_text(text)
    ran = run("link", people, "--map", tmp_path / "map.toml")
    assert says in ran.sentence
    assert ran.code == Code.UNREADABLE


@pytest.mark.parametrize(
    "text",
    [
        "", "{", "[]", "7", "{}", '{"comparisons": 3}', '{"comparisons": [{}]}', '{"comparisons": [7]}',
        '{"comparisons": [], "blocking_rules_to_generate_predictions": ["l.a = r.a"]}',
        SHOES,
    ],
    ids=range(10),
)  # fmt: skip
def test_a_model_that_is_none_or_does_not_fit_is_told(people, run, tmp_path, text):
    (tmp_path / "model.json").write_text(text)
    ran = run("link", people, "--model", tmp_path / "model.json")
    assert "model.json" in ran.sentence
    assert "Wraparound, please report" not in ran.sentence
    assert ran.code == Code.UNREADABLE


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("left,right,answer\n1,2,same\n", "left source"),
        ("left source,left id,right source,right id,answer\na,1,a,2,perhaps\n", "perhaps"),
        ("left source,left id,right source,right id,answer\na,1,a,,same\n", "row 2"),
        ("left source,left id,right source,right id,answer,at\na,1,a,2,same,yesterday\n", "yesterday"),
    ],
)
def test_answers_that_cannot_be_followed_are_told(people, run, tmp_path, text, says):
    (tmp_path / "answers.csv").write_text(text)
    ran = run("link", people, "--answers", tmp_path / "answers.csv")
    assert says in ran.sentence
    assert ran.code == Code.UNREADABLE


def test_a_truth_without_persons_is_told(people, run, tmp_path):
    (tmp_path / "truth.csv").write_text("source,record_id\npeople,r0\n")
    ran = run("link", people, "--truth", tmp_path / "truth.csv")
    assert "person" in ran.sentence
    assert ran.code == Code.UNREADABLE


def test_a_file_that_says_nothing_of_anyone_leaves_nothing_to_link(run, tmp_path):
    path = tmp_path / "colours.csv"
    path.write_text("id,a\n" + "".join(f"{k},\n" for k in range(9)))
    ran = run("link", path)
    assert ran.code in (Code.NOTHING_TO_DO, Code.UNREADABLE)
    assert ran.sentence


@pytest.mark.parametrize("rows", [1, 2, 3])
def test_the_smallest_files_are_linked_or_refused_in_words(people, run, rows):
    lines = people.read_text().splitlines(keepends=True)
    people.write_text("".join(lines[: rows + 1]))
    ran = run("link", people, "--json", "--truth", "whose")
    assert ran.code in (Code.DONE, Code.NOTHING_TO_DO), ran.err
    assert ran.json["records"] == rows if ran.code == Code.DONE else ran.sentence


def test_outputs_that_would_overwrite_somebody_elses_file_are_refused(people, run, tmp_path):
    (tmp_path / "clusters.csv").write_text("my,own\n1,2\n")
    ran = run("link", people, "--train", "--out", tmp_path)
    assert ran.code == Code.UNREADABLE
    assert "clusters.csv" in ran.sentence
    assert (tmp_path / "clusters.csv").read_text() == "my,own\n1,2\n"


def test_an_output_folder_that_is_a_file_is_told(people, run, tmp_path):
    ran = run("link", people, "--train", "--out", people)
    assert ran.code in (Code.UNWRITABLE, Code.UNREADABLE)
    assert "people.csv" in ran.sentence


def test_a_full_disk_leaves_nothing_behind(people, tmp_path):
    out = tmp_path / "out"

    def full():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, 2_000))

    ran = started("link", people, "--train", "--out", out, preexec_fn=full)
    assert ran.returncode == Code.UNWRITABLE, ran.stderr
    assert one_line(ran)
    assert not out.exists() or not list(out.iterdir())


@pytest.mark.parametrize("closed", ["file", "folder"])
def test_no_permission_is_told(people, tmp_path, closed):
    out = tmp_path / "out"
    out.mkdir()
    (people if closed == "file" else out).chmod(0 if closed == "file" else 0o555)
    ran = started("link", people, "--train", "--out", out, preexec_fn=_be_bound_by_permissions)
    assert ran.returncode == (Code.UNREADABLE if closed == "file" else Code.UNWRITABLE), ran.stderr
    assert "permission" in one_line(ran)
    assert not list(out.iterdir())


def _be_bound_by_permissions():
    """Take from an administrator what lets one read and write everything (Linux, PR_CAPBSET_DROP)."""
    for capability in (1, 2):
        ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_being_stopped_is_one_line_and_changes_nothing(area, tmp_path, how):
    out = tmp_path / "out"
    argv = [*COMMAND, "link", "--map", str(area / "maps.toml"), "--out", str(out)]
    process = subprocess.Popen(argv, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=CLEAN)
    time.sleep(1.0)
    process.send_signal(how)
    said, err = process.communicate(timeout=60)
    assert process.returncode == Code.INTERRUPTED, err
    assert [line for line in err.splitlines() if not line.endswith("…")] == ["Stopped; nothing was changed."]
    assert said == ""
    assert not out.exists() or not list(out.iterdir())


def test_a_reader_who_leaves_early_is_no_fault(people):
    ran = subprocess.run(
        f"{sys.executable} -m wraparound.matching.commands --help | head -1",
        shell=True, capture_output=True, text=True, env=CLEAN,
    )  # fmt: skip
    assert ran.stderr == ""


def test_help_lists_the_exit_codes_and_imports_nothing_heavy():
    code = "import sys; from wraparound.matching.commands import main\ntry: main(['--help'])\nexcept SystemExit: pass\n"
    heavy = "assert not {'numpy', 'pyarrow', 'numba', 'rich', 'sqlglot'} & sys.modules.keys(), sys.modules.keys()"
    ran = subprocess.run([sys.executable, "-c", code + heavy], capture_output=True, text=True, env=CLEAN)
    assert ran.returncode == 0, ran.stderr
    for known in Code:
        assert f"  {known:d}  {known.meaning}" in ran.stdout
    readme = (ROOT / "wraparound" / "matching" / "README.md").read_text()
    for known in Code:
        assert f"| {known:d} | {known.meaning} |" in readme
