"""A few at a time, in turn, and nobody is kept waiting by one who takes long."""

from threading import Event, Thread

from django.http import HttpResponse

from wraparound.web import turns
from wraparound.web.turns import Turns, a_few_at_a_time


def entered(held):
    """Have another thread take a turn; give what is set when it has it, and what lets it go."""
    has_it, may_go = Event(), Event()

    def take():
        with held.taken():
            has_it.set()
            may_go.wait(30)

    Thread(target=take, daemon=True).start()
    return has_it, may_go


def test_so_many_go_at_once_and_the_next_when_one_is_done(monkeypatch):
    monkeypatch.setattr(turns, "PATIENCE", 30)
    held = Turns(2)
    (first, first_goes), (second, second_goes) = entered(held), entered(held)
    assert first.wait(30)
    assert second.wait(30)
    third, third_goes = entered(held)
    assert not third.wait(0.05)
    first_goes.set()
    assert third.wait(30)
    second_goes.set()
    third_goes.set()


def test_one_who_takes_long_is_waited_for_no_more_and_lets_nobody_in_when_done(monkeypatch):
    monkeypatch.setattr(turns, "PATIENCE", 0.05)
    held = Turns(1)
    long, long_goes = entered(held)
    assert long.wait(30)
    monkeypatch.setattr(turns, "PATIENCE", 30)
    second, second_goes = entered(held)
    assert second.wait(30)  # the first is at work still
    third, third_goes = entered(held)
    long_goes.set()
    assert not third.wait(0.05)
    second_goes.set()
    assert third.wait(30)
    third_goes.set()


def test_a_page_that_breaks_gives_its_turn_back(rf, monkeypatch):
    monkeypatch.setattr(turns, "PATIENCE", 30)
    pages = iter([lambda: 1 / 0, lambda: HttpResponse("made")])
    made = a_few_at_a_time(lambda _: next(pages)())
    request = rf.get("/")
    for _ in range(2):
        try:
            answer = made(request)
        except ZeroDivisionError:
            continue
    assert answer.content == b"made"
