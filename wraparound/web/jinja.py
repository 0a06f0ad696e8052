"""How pages are filled in: the filters they use, and what every page is given."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from jinja2 import Environment


def environment(**options: Any) -> Environment:
    """Make the environment of all templates."""
    made = Environment(**{**options, "trim_blocks": True, "lstrip_blocks": True, "autoescape": True})  # noqa: S701
    made.globals |= {"static": static, "url": reverse}
    return made


def in_every_page(request: HttpRequest) -> dict[str, Any]:
    """Give every page who is at work and where it stands."""
    return {"actor": getattr(request, "actor", None), "path": request.path}
