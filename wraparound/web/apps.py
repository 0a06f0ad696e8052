"""What Django does when the service starts: have the wiring laid."""

from django.apps import AppConfig


class Web(AppConfig):
    """The pages, and the wiring beneath them."""

    name = "wraparound.web"

    def ready(self) -> None:
        """Lay the wiring, now that every table is known."""
        from wraparound.web.wiring import lay

        lay()
