"""What Django does when the service starts lays the wiring."""

from django.apps import apps

from wraparound.ledger import ports
from wraparound.ledger.ports import Outside
from wraparound.web.apps import Web


def test_starting_lays_the_wiring():
    started = apps.get_app_config("web")
    assert isinstance(started, Web)
    before = ports.OUTSIDE
    kept = (before.check_may_read, before.names, before.signer, before.rules)
    before.check_may_read = before.names = before.signer = before.persons = None
    assert before == Outside(rules=before.rules)
    started.ready()
    assert all((before.check_may_read, before.names, before.signer, before.persons, before.rules))
    assert kept[3] == before.rules
