"""The ledger held against what was signed: whatever is done to it is named."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from tests.ledger.test_rules import chain
from wraparound.ledger.rules import Head, Line, first_fault, hash_of, sealed_words

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes_raw().hex()
lengths = st.lists(st.integers(1, 4), min_size=1, max_size=4)


def head_of(line: Line, *, key=KEY) -> Head:
    signature = key.sign(sealed_words(day=line.day, place=line.place, hash=line.hash)).hex()
    return Head(line.day, line.place, line.hash, signature, key.public_key().public_bytes_raw().hex())


def heads_of(lines: list[Line]) -> list[Head]:
    return [head_of(line) for line in {line.day: line for line in lines}.values()]


def written_anew(lines: list[Line], *, at: int) -> list[Line]:
    """Change one line and have every later one follow it, as someone with the whole database could."""
    made, before = lines[:at], lines[at].previous
    for number, line in enumerate(lines[at:]):
        said = line.said | ({"event": "nothing"} if number == 0 else {})
        made.append(Line(line.day, line.place, said, before, hash_of(said, previous=before)))
        before = made[-1].hash
    return made


@given(lengths)
def test_a_whole_ledger_holds_against_its_heads(days):
    lines = chain(*days)
    assert first_fault(lines, heads=heads_of(lines), keys={PUBLIC}) is None


@given(lengths, st.data())
def test_a_ledger_written_anew_fails_at_the_first_head_after_the_change(days, data):
    lines = chain(*days)
    at = data.draw(st.integers(0, len(lines) - 1))
    broken = first_fault(written_anew(lines, at=at), heads=heads_of(lines))
    assert (broken.day, broken.place) == (lines[at].day, len([one for one in lines if one.day == lines[at].day]))
    assert broken.why.startswith("is not what was sealed")


@given(lengths, st.data())
def test_a_ledger_cut_off_fails_at_the_first_head_that_is_gone(days, data):
    lines = chain(*days)
    left = data.draw(st.integers(0, len(lines) - 1))
    broken = first_fault(lines[:left], heads=heads_of(lines))
    gone = [head for head in heads_of(lines) if (head.day, head.place) not in {(o.day, o.place) for o in lines[:left]}]
    assert (broken.day, broken.place) == (gone[0].day, gone[0].place)
    assert "cut off" in broken.why


def test_what_is_cut_off_after_the_last_head_cannot_be_seen():
    lines = chain(3, 3)
    assert first_fault(lines[:4], heads=[head_of(lines[2])]) is None


def test_the_ledgers_word_that_a_day_was_sealed_wants_its_seal():
    lines = chain(1)
    facts = {"day": lines[0].day, "place": 1, "hash": lines[0].hash}
    said = {"event": "ledger.DaySealed", "facts": facts}
    lines.append(Line("2026-09-02", 1, said, lines[0].hash, hash_of(said, previous=lines[0].hash)))
    assert first_fault(lines, heads=[head_of(lines[0])]) is None
    broken = first_fault(lines, heads=[])
    assert (broken.day, broken.place) == ("2026-09-02", 1)
    assert broken.why == "says that 2026-09-01 was sealed, but that seal is gone"


def test_a_head_of_another_key_counts_only_where_that_key_is_known():
    lines = chain(2)
    other = Ed25519PrivateKey.from_private_bytes(bytes(32))
    head = head_of(lines[-1], key=other)
    assert "is not this node's" in first_fault(lines, heads=[head], keys={PUBLIC}).why
    assert first_fault(lines, heads=[head], keys={PUBLIC, head.key}) is None


def test_a_head_is_read_as_it_was_written():
    head = head_of(chain(1)[0])
    assert Head.from_text(head.as_text()) == head


@pytest.mark.parametrize("text", ["", "[]", "3", '{"day": "2026-09-01"}', '{"day": "d", "place": "x", "hash": ""}'])
def test_what_is_no_head_is_refused_in_words(text):
    with pytest.raises(ValueError, match="no signed head"):
        Head.from_text(text)
