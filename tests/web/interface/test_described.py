"""The service is held against its own description: whatever is sent, it answers as it says, and never with a fault."""

import json
from itertools import cycle

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, settings
from schemathesis import GenerationMode

from tests.feeds import files
from tests.web.interface.calling import HERE, an_area, codes, token
from wraparound.access.models import Token
from wraparound.access.rules import hash_of
from wraparound.access.words import Role
from wraparound.web.interface.addresses import API
from wraparound.web.interface.openapi import as_json

SCHEMA = schemathesis.openapi.from_dict(json.loads(as_json(API)))
SCHEMA.app = get_wsgi_application()
SCHEMA.config.generation.update(modes=[GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
MADE_UP = 15  # calls made up for each address, beside those that stand in the description
LONGEST = 60  # letters of a feed's code: one that is made up to be too long stays so
IN_USE = {"code": cycle([None])}  # codes that exist
SECRETS = {Role.LEAD: "wrap_" + "1" * 64, Role.ANALYST: "wrap_" + "2" * 64}  # made up before there is an area


@pytest.fixture
def area(db):
    """Give an area with children and a feed, and tokens of a role that looks up and of one that sends."""
    an_area()
    files.feed()
    IN_USE["code"] = cycle([*codes().values(), None])
    for role, secret in SECRETS.items():
        given = token(Role(role), agency="club-agency" if role == Role.ANALYST else HERE)
        Token.objects.filter(hash=hash_of(given)).update(hash=hash_of(secret))
    for told in (request_started, request_finished):  # the connection is the test's, as it is in Django's own client
        told.disconnect(close_old_connections)
    yield
    for told in (request_started, request_finished):
        told.connect(close_old_connections)


@SCHEMA.hook
def map_path_parameters(context, path_parameters):
    """Ask about children and feeds that exist as well as about any."""
    if path_parameters and "code" in path_parameters and "children" in context.operation.path:
        path_parameters["code"] = next(IN_USE["code"]) or path_parameters["code"]
    elif path_parameters and "code" in path_parameters and len(str(path_parameters["code"])) in range(1, LONGEST, 2):
        path_parameters["code"] = "club"
    return path_parameters


@SCHEMA.auth()
class Tokens:
    """Shows a token, save where a call is made up to go without one."""

    def get(self, case, context):
        return SECRETS[Role.ANALYST if case.method.upper() == "PUT" else Role.LEAD]

    def set(self, case, data, context):
        case.headers["Authorization"] = f"Bearer {data}"


@SCHEMA.parametrize()
@settings(
    max_examples=MADE_UP,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
    derandomize=True,
    database=None,
)
def test_it_answers_as_it_says_whatever_is_sent(case, area):
    case.call_and_validate()
