"""What a web server calls."""

import os
from threading import Timer

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wraparound.web.settings")
application = get_wsgi_application()

from wraparound.identity.queries.index import warm  # noqa: E402 – the application is set up first

WARM_AFTER = 5.0  # seconds: the first page goes before the first search

_warming = Timer(WARM_AFTER, warm)
_warming.daemon = True
_warming.start()
