"""Which files may be sent with an answer: told by how they begin, never by what they are called."""

import re
import zipfile
from io import BytesIO

from wraparound.exchange.words.asks import FileKind

MOST = 10 * 1024 * 1024  # bytes of one file
MANY = 10  # files of one answer
BEGINS = {FileKind.PDF: b"%PDF-", FileKind.PNG: b"\x89PNG\r\n\x1a\n", FileKind.JPEG: b"\xff\xd8\xff"}
TYPES = {  # as a browser is told
    FileKind.PDF: "application/pdf",
    FileKind.PNG: "image/png",
    FileKind.JPEG: "image/jpeg",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.TEXT: "text/plain; charset=utf-8",
}
ENDS = {FileKind.PDF: "pdf", FileKind.PNG: "png", FileKind.JPEG: "jpg", FileKind.DOCX: "docx", FileKind.TEXT: "txt"}
_ACTIVE = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFile|OpenAction|AA|RichMedia)\b")
_PARTS_OF_A_PROGRAM = ("vbaproject", "activex", "embeddings/", "oleobject")
_NOT_IN_TEXT = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


def kind_of(content: bytes) -> FileKind | None:
    """Say what a file is by its bytes; None for what may not be sent, such as what could do something by itself."""
    for kind, begins in BEGINS.items():
        if content.startswith(begins):
            return None if kind is FileKind.PDF and _ACTIVE.search(content) else kind
    if content.startswith(b"PK\x03\x04"):
        return FileKind.DOCX if _is_plain_document(content) else None
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return None
    return FileKind.TEXT if text.strip() and not _NOT_IN_TEXT.search(text) else None


def fault_of(content: bytes, *, held: int) -> str:
    """Say why a file cannot be sent; nothing where it can. `held` is how many the answer has already."""
    if not content:
        return "This file is empty. Choose another."
    if len(content) > MOST:
        return f"This file has {len(content) / 1024 / 1024:.0f} MB. Send one of at most {MOST // 1024 // 1024} MB."
    if held >= MANY:
        return f"An answer takes {MANY} files at most. Remove one first."
    if kind_of(content) is None:
        return (
            "This file cannot be sent: only PDF, Word (docx), PNG, JPEG and plain text, without macros or scripts."
            " Save it as one of these and try again."
        )
    return ""


def plain_name(name: str, *, kind: FileKind) -> str:
    """Give a file's name without a folder or signs that mislead, ending as its kind does."""
    stem = re.split(r"[\\/]", name)[-1].rpartition(".")[0] or name
    clean = "".join(sign if sign.isalnum() or sign in " -_()" else "_" for sign in stem).strip(" _")[:100]
    return f"{clean or 'file'}.{ENDS[kind]}"


def _is_plain_document(content: bytes) -> bool:
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            names = [name.lower() for name in packed.namelist()]
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return False
    return "word/document.xml" in names and not any(part in name for name in names for part in _PARTS_OF_A_PROGRAM)
