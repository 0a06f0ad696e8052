"""What a web server calls."""

import gc
import os
from threading import Timer

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wraparound.web.settings")
application = get_wsgi_application()

from wraparound.identity.queries.index import warm  # noqa: E402 – the application is set up first

WARM_AFTER = 5.0  # seconds: the first page goes before the first search
SEARCHED_AFTER = 10_000  # things made, until Python searches for what refers to itself in a ring


def _make_ready() -> None:
    """Open the index; then set all that is there aside, for it stays, and searching it holds a page up."""
    warm()
    gc.collect()
    gc.freeze()
    gc.set_threshold(SEARCHED_AFTER, 20, 20)


_warming = Timer(WARM_AFTER, _make_ready)
_warming.daemon = True
_warming.start()
