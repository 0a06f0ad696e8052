"""A folder that holds no index, another version's or a damaged one is refused in words."""

import json

import pytest

from tests.matching.index.invented import MODEL, PEOPLE, SENTINEL, SOPHIA, built, keys_found
from wraparound.matching.index import CannotOpen, open_index
from wraparound.matching.index.base_file import read_header
from wraparound.matching.index.folder import base_of, log_of
from wraparound.matching.index.saved_model import model_as_data, model_from_data


@pytest.fixture
def folder(tmp_path):
    return built((SENTINEL, *PEOPLE), model=MODEL, directory=tmp_path)


def test_an_index_opens_as_often_as_one_likes(folder):
    with open_index(folder) as one, open_index(folder, check=False) as other:
        assert keys_found(one, SOPHIA) == keys_found(other, SOPHIA)


def test_building_again_takes_the_place_of_what_was_there(folder):
    built((SENTINEL,), model=MODEL, directory=folder)
    with open_index(folder) as index:
        assert len(index) == 1


def test_a_folder_without_an_index_is_refused(tmp_path):
    with pytest.raises(CannotOpen, match="no index here"):
        open_index(tmp_path)
    with pytest.raises(CannotOpen, match="no index here"):
        open_index(tmp_path / "nowhere")


def test_a_pointer_that_says_nothing_is_refused(folder):
    (folder / "current").write_text("yesterday")
    with pytest.raises(CannotOpen, match="yesterday"):
        open_index(folder)


@pytest.mark.parametrize("lost", [base_of, log_of])
def test_a_missing_file_is_refused(folder, lost):
    lost(folder, generation=1).unlink()
    with pytest.raises(CannotOpen, match="cannot be read"):
        open_index(folder)


def test_another_versions_file_is_refused(folder):
    changed(base_of(folder, generation=1), at=8, by=1)
    with pytest.raises(CannotOpen, match="version"):
        open_index(folder)


def test_a_file_of_something_else_is_refused(folder):
    base_of(folder, generation=1).write_bytes(b"PAR1" * 5000)
    with pytest.raises(CannotOpen, match="not an index"):
        open_index(folder)


@pytest.mark.parametrize("share", [0.0, 0.001, 0.3, 0.5, 0.9, 0.999])
def test_a_file_cut_short_is_refused(folder, share):
    path = base_of(folder, generation=1)
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])
    with pytest.raises(CannotOpen):
        open_index(folder)


def test_a_file_with_any_number_changed_is_refused(folder):
    path = base_of(folder, generation=1)
    written = read_header(path)
    places = [written.offsets[name] for name, count in written.counts.items() if count]
    for at in [12, 20, 40, 200, *places]:
        changed(path, at=at, by=1)
        with pytest.raises(CannotOpen):
            open_index(folder)
        changed(path, at=at, by=1)
    open_index(folder).close()


def changed(path, *, at, by):
    whole = bytearray(path.read_bytes())
    whole[at] ^= by
    path.write_bytes(whole)


def test_a_model_is_the_same_when_it_has_been_kept():
    assert model_from_data(json.loads(json.dumps(model_as_data(MODEL)))) == MODEL
