"""The addresses of the front door."""

from django.urls import URLPattern, register_converter

from wraparound.frontdoor.rules.refs import REF


class ContactRef:
    """A contact's reference in an address, such as C-7K3M-92QX."""

    regex = REF

    def to_python(self, value: str) -> str:
        """Take it as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """Write it as it stands."""
        return value


register_converter(ContactRef, "contact")

urlpatterns: list[URLPattern] = []
