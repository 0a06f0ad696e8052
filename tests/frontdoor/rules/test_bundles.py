import json
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from wraparound.frontdoor.rules.bundles import CONTACT, MANIFEST, bundle_of, check, written

FILES = {
    CONTACT: written({"children": [{"name": "Hattie"}, {"name": "Ned"}], "steps": []}),
    "summary.pdf": b"%PDF-1.7 a summary",
    "letters/family.pdf": b"%PDF-1.7 a letter",
}
COUNTS = {"children": 2, "steps": 0}
SAID = {"ref": "C-7K3M-92QX", "made_at": "2026-09-01T09:00:00+00:00", "made_by": "Rosa Wendle"}
BUNDLE = bundle_of(FILES, counts=COUNTS, **SAID)


def packed_with(**changes):
    """Pack the bundle's files again, some of them otherwise or not at all."""
    with ZipFile(BytesIO(BUNDLE)) as held:
        files = {name: held.read(name) for name in held.namelist()}
    out = BytesIO()
    with ZipFile(out, "w") as again:
        for name, content in (files | changes).items():
            if content is not None:
                again.writestr(name, content)
    return out.getvalue()


def faults(content):
    return [(one.file, one.why) for one in check(content).faults]


def test_a_bundle_as_it_was_made_is_whole_and_says_what_it_is():
    checked = check(BUNDLE)
    assert checked.is_whole
    assert (checked.ref, checked.made_by, dict(checked.counts)) == ("C-7K3M-92QX", "Rosa Wendle", COUNTS)


def test_the_same_makes_the_same_bytes():
    assert bundle_of(dict(reversed(FILES.items())), counts=COUNTS, **SAID) == BUNDLE


@given(st.integers(0, len(BUNDLE) - 1), st.integers(1, 255))
@example(0, 1)
def test_any_change_of_any_byte_is_told(place, change):
    changed = bytearray(BUNDLE)
    changed[place] ^= change
    assert not check(bytes(changed)).is_whole


def test_every_byte_is_told_by_turns():
    changed = bytearray(BUNDLE)
    for place in range(len(BUNDLE)):
        changed[place] ^= 1 << (place % 8)
        assert not check(bytes(changed)).is_whole, place
        changed[place] = BUNDLE[place]


@given(st.integers(0, len(BUNDLE) - 1))
def test_what_is_cut_off_is_told(length):
    assert not check(BUNDLE[:length]).is_whole


@given(st.binary(min_size=1, max_size=40))
def test_what_is_added_is_told(more):
    assert not check(BUNDLE + more).is_whole
    assert not check(more + BUNDLE).is_whole


@given(st.binary(max_size=300))
def test_what_is_no_bundle_is_told(content):
    assert faults(content) == [("", "is no bundle of a contact: it cannot be opened")]


def test_each_fault_names_its_file():
    assert faults(packed_with(**{"summary.pdf": b"another"})) == [("summary.pdf", "differs from what was made")]
    assert faults(packed_with(**{"letters/family.pdf": None})) == [("letters/family.pdf", "is missing")]
    assert faults(packed_with(extra=b"x")) == [("extra", "was not there when it was made")]
    assert faults(packed_with(**{MANIFEST: None})) == [(MANIFEST, "is missing")]
    assert faults(packed_with(**{MANIFEST: b"{}"})) == [(MANIFEST, "differs from what was made")]


def test_a_zip_that_was_packed_anew_says_so():
    assert [file for file, why in faults(packed_with()) if "packed anew" in why] == [""]
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as again:
        again.writestr(CONTACT, FILES[CONTACT])
    assert not check(out.getvalue()).is_whole


def test_counts_that_do_not_fit_what_is_held_are_told():
    wrong = bundle_of(FILES, counts={"children": 3, "steps": 0}, **SAID)
    assert faults(wrong) == [(CONTACT, "holds 2 of children, and 3 were there when it was made")]
    without = bundle_of({"summary.pdf": b"x"}, counts=COUNTS, **SAID)
    assert faults(without) == [(CONTACT, "is missing")]


@pytest.mark.parametrize("said", [[], {}, {"schema": 1}, {"schema": 1, "files": 3, "counts": {}}, {"schema": 2}, 7])
def test_a_manifest_that_somebody_wrote_themselves_is_told(said):
    from wraparound.frontdoor.rules.bundles import _summed

    content = _summed(said) if isinstance(said, dict) else json.dumps(said).encode()
    assert (MANIFEST, "differs from what was made") in faults(packed_with(**{MANIFEST: content}))
