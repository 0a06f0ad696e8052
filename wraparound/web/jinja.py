"""How pages are filled in: the filters they use, and what every page is given."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader, pass_context
from jinja2.runtime import Context

from wraparound.access.words import Purpose
from wraparound.kernel.word import sentence
from wraparound.web import wording
from wraparound.web.navigation import at_top, grouped, places

OF_ANY_DICTIONARY = frozenset(dir(dict))  # what a dictionary has beside what is in it


class _Environment(Environment):
    """Looks into a dictionary first where a template asks for one of its values, not for an attribute it has not."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Give what a template calls `obj.attribute`, as Jinja finds it."""
        if obj.__class__ is dict and attribute not in OF_ANY_DICTIONARY:
            return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)


def environment(**options: Any) -> Environment:
    """Make the environment of all templates."""
    govuk = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    options["loader"] = ChoiceLoader([options["loader"], govuk])
    made = _Environment(**{**options, "trim_blocks": True, "lstrip_blocks": True, "autoescape": True})
    made.globals |= {"static": static, "url": url}
    made.filters |= {
        "day": wording.day,
        "moment": wording.moment,
        "due": wording.due,
        "written": wording.written,
        "sentence": sentence,
        "count": _count,
        "ago": _ago,
        "worker": wording.worker,
        "purpose": _purpose,
    }
    return made


def url(name: str, *args: Any, **kwargs: Any) -> str:
    """Give the address of a page by its name, and by what stands in the address: `"person", 7`."""
    return reverse(name, args=args or None, kwargs=kwargs or None)


def in_every_page(request: HttpRequest) -> dict[str, Any]:
    """Give every page who is at work, where it stands, what is told once, and where one may go from here."""
    actor = getattr(request, "actor", None)
    open_to_them = places(request.path, by=actor) if actor and actor.link is None else []
    return {
        "actor": actor,
        "account": request.user if actor and actor.link is None else None,
        "at": getattr(request, "at", None),
        "path": request.path,
        "area": settings.NODE.area.replace("-", " ").title(),
        "is_development": settings.NODE.development,
        "navigation": at_top(open_to_them),
        "places": grouped(open_to_them),
        "told": get_messages(request),
    }


@pass_context
def _ago(context: Context, at: datetime | None) -> str:
    now = context.get("at")
    return wording.ago(at, now=now) if at and now else wording.moment(at)


def _count(number: int, one: str, many: str = "") -> str:
    return wording.count(number, one=one, many=many)


def _purpose(purpose: str) -> str:
    try:
        return Purpose(purpose).label
    except ValueError:
        return purpose
