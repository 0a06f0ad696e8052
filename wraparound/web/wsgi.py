"""What a web server calls."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wraparound.web.settings")
application = get_wsgi_application()

from wraparound.identity.queries.readiness import ENGINE  # noqa: E402 – the application is set up first
from wraparound.web import urls  # noqa: E402, F401 – every page is read in now, not while the first one waits

SEARCHED_AFTER = 10_000  # things made, until Python searches for what refers to itself in a ring


def _set_aside() -> None:
    """Set all that is there aside, for it stays, and searching it holds a page up."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(SEARCHED_AFTER, 20, 20)


ENGINE.make_ready_beside(then=_set_aside)
