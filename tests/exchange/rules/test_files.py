"""Which files may be sent with an answer."""

import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wraparound.exchange.rules.files import ENDS, MANY, MOST, TYPES, fault_of, kind_of, plain_name
from wraparound.exchange.words.asks import FileKind


def packed(*names: str) -> bytes:
    into = BytesIO()
    with zipfile.ZipFile(into, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return into.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n1 0 obj", FileKind.PDF),
        (b"%PDF-1.7\n<< /OpenAction 3 0 R >>", None),
        (b"%PDF-1.7\n<< /S /JavaScript /JS (app.alert) >>", None),
        (b"\x89PNG\r\n\x1a\n....", FileKind.PNG),
        (b"\xff\xd8\xff\xe0....", FileKind.JPEG),
        (packed("word/document.xml", "[Content_Types].xml"), FileKind.DOCX),
        (packed("word/document.xml", "word/vbaProject.bin"), None),
        (packed("word/document.xml", "word/embeddings/oleObject1.bin"), None),
        (packed("xl/workbook.xml"), None),
        (b"PK\x03\x04 broken", None),
        ("Wög 3,4 kg\n".encode(), FileKind.TEXT),
        (b"   \n", None),
        (b"MZ\x90\x00\x03", None),
        (b"\x7fELF", None),
        ("<html>".encode("utf-16"), None),
    ],
)
def test_a_file_is_known_by_how_it_begins(content, kind):
    assert kind_of(content) is kind


@pytest.mark.parametrize(
    ("content", "held", "words"),
    [
        (b"", 0, "empty"),
        (b"a" * (MOST + 1), 0, "at most 10 MB"),
        (b"plain words", MANY, "10 files at most"),
        (b"MZ\x90", 0, "only PDF, Word"),
        (b"plain words", 0, ""),
    ],
)
def test_a_fault_says_what_would_be_right(content, held, words):
    fault = fault_of(content, held=held)
    assert words in fault
    assert bool(fault) == bool(words)


@given(st.text(max_size=300), st.sampled_from(FileKind))
def test_a_name_never_leads_out_of_its_folder_or_pretends_to_be_another_kind(name, kind):
    plain = plain_name(name, kind=kind)
    assert not set(plain) & set('/\\\0"\n\r')
    assert plain.endswith(f".{ENDS[kind]}")
    assert 0 < len(plain) <= 110


def test_every_kind_has_its_type_and_its_end():
    assert set(TYPES) == set(ENDS) == set(FileKind)
