"""Files beside an answer: checked, sealed on the disk, and taken away or handed out only by whom they concern."""

import os
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from secrets import token_hex

from django.conf import settings

from wraparound.access.queries import sealed_bytes, unsealed_bytes
from wraparound.exchange.actions.answering import CannotAnswer, asked_open
from wraparound.exchange.events import FileAttached, FileTakenAway
from wraparound.exchange.models import Answer, Asked, Attachment
from wraparound.exchange.queries.answers import asked_of, files_of
from wraparound.exchange.queries.asks import asks_sent
from wraparound.exchange.rules.files import fault_of, kind_of, plain_name
from wraparound.kernel.acting import Actor
from wraparound.ledger.actions import looked, whole, whole_look, write_down

FOLDER = "answers"  # of the node's files


@whole
def attach(ref: str, *, name: str, content: bytes, by: Actor, at: datetime) -> Attachment:
    """Lay a file beside an answer that is not sent yet; raises CannotAnswer with what would be right."""
    asked = asked_open(ref, by=by, at=at)
    draft = Answer.objects.filter(asked=asked, sent_at__isnull=True).first()
    draft = draft or Answer.objects.create(asked=asked, saved_at=at, saved_by=by.username)
    fault = fault_of(content, held=files_of([draft.pk]).count())
    kind = kind_of(content)
    if fault or kind is None:
        raise CannotAnswer(fault, wants={"file": fault})
    file = Attachment.objects.create(
        answer=draft,
        name=plain_name(name, kind=kind),
        kind=kind,
        size=len(content),
        sha256=sha256(content).hexdigest(),
        place=_kept(content),
        added_at=at,
        added_by=by.username,
    )
    event = FileAttached(ref, asked.agency.code, file.sha256)
    write_down(event, about=[asked.ask.person_id], by=by, at=at)
    return file


@whole
def take_away(ref: str, *, file: int, by: Actor, at: datetime) -> None:
    """Take a file away from an answer that is not sent yet."""
    asked = asked_open(ref, by=by, at=at)
    held = Attachment.objects.filter(answer__asked=asked, answer__sent_at__isnull=True, removed_at__isnull=True)
    found = held.filter(pk=file).first()
    if found is None:
        raise CannotAnswer("This file is not beside your answer, or the answer was sent already.")
    found.removed_at = at
    found.save(update_fields=["removed_at"])
    event = FileTakenAway(ref, asked.agency.code, found.sha256)
    write_down(event, about=[asked.ask.person_id], by=by, at=at)


@whole_look
def look_at_file(ref: str, *, file: int, by: Actor, at: datetime) -> tuple[Attachment, bytes] | None:
    """Give a file to those who asked, once it was sent, or to the partner who sends it; nothing to anyone else."""
    found = files_of(Answer.objects.filter(asked__ask__ref=ref).values_list("pk", flat=True)).filter(pk=file)
    one = found.select_related("answer__asked__ask").first()
    if one is None or not _may_have(one, by=by, at=at):
        return None
    about = [one.answer.asked.ask.person_id]
    looked(f"a file of question {ref}", about=about, shown=(one.name,), by=by, at=at)
    return one, unsealed_bytes((_folder() / one.place).read_bytes())


def _may_have(file: Attachment, *, by: Actor, at: datetime) -> bool:
    asked: Asked = file.answer.asked
    if file.answer.sent_at is not None and asks_sent(by, at=at).filter(pk=asked.ask_id).exists():
        return True
    return asked_of(by, at=at).filter(pk=asked.pk).exists()


def _kept(content: bytes) -> str:
    """Seal a file into a place of its own; one whose action is undone afterwards is a file that nobody names."""
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True)
    place = token_hex(16)
    with (folder / place).open("xb") as kept:
        kept.write(sealed_bytes(content))
        kept.flush()
        os.fsync(kept.fileno())  # before a row names it
    return place


def _folder() -> Path:
    return Path(settings.MEDIA_ROOT) / FOLDER
