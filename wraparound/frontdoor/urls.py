"""The addresses of the front door."""

from django.urls import URLPattern, path, register_converter

from wraparound.frontdoor import api
from wraparound.frontdoor.api import fhir
from wraparound.frontdoor.rules.fhir import CAPABILITY
from wraparound.frontdoor.rules.refs import REF
from wraparound.frontdoor.rules.strategy import REF as STRATEGY
from wraparound.frontdoor.views import (
    board,
    by_address,
    children,
    contacts,
    deciding,
    disagreements,
    following,
    levels,
    notices,
    papers,
    public,
    strategy,
    strategy_invited,
    telling,
)


class ContactRef:
    """A contact's reference in an address, such as C-7K3M-92QX."""

    regex = REF

    def to_python(self, value: str) -> str:
        """Take it as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """Write it as it stands."""
        return value


class StrategyRef(ContactRef):
    """A strategy discussion's reference in an address, such as S-7K3M-92QX."""

    regex = STRATEGY


register_converter(ContactRef, "contact")
register_converter(StrategyRef, "strategy")

urlpatterns: list[URLPattern] = [
    path("tell", telling.tell, name="tell"),
    path("tell/keep", telling.tell_keep, name="tell-keep"),
    path("tell/suggest", telling.suggest, name="tell-suggest"),
    path("tell/phone", telling.by_phone, name="tell-phone"),
    path("tell/phone/sent", public.receipt, name="phone-receipt"),
    path("tell/by-work-address", by_address.by_work_address, name="tell-by-work-address"),
    path("tell/by-link/<slug:reference>", by_address.by_link, name="tell-by-link"),
    path("tell/by-link/<slug:reference>/keep", by_address.keep_by_link, name="tell-by-link-keep"),
    path("levels", levels.levels, name="levels"),
    path("worried", public.worried, name="worried"),
    path("worried/child", public.worried_child, name="worried-child"),
    path("worried/keep", public.worried_keep, name="worried-keep"),
    path("worried/sent", public.receipt, name="worried-sent"),
    path("follow", following.follow, name="follow"),
    path("follow/<contact:ref>", following.follow_one, name="follow-one"),
    path("notifications", notices.files, name="notifications"),
    path("notifications/<int:pk>", notices.file, name="notification-file"),
    path("notifications/<int:pk>/go-on", notices.go_on, name="notification-go-on"),
    path("notifications/rows/<int:pk>", notices.row, name="notification-row"),
    path("notifications/rows/<int:pk>/none", notices.none, name="notification-none"),
    path("disagreements", disagreements.disagreements, name="disagreements"),
    path("disagreements/<int:pk>", disagreements.disagreement, name="disagreement"),
    path("told", following.told, name="told"),
    path("told/<contact:ref>", following.told_one, name="told-one"),
    path("told/<contact:reference>/by-link", following.by_link, name="contact-by-link"),
    path("door", board.board, name="door"),
    path("door/live", board.live, name="door-live"),
    path("contacts/<contact:ref>", contacts.contact, name="contact"),
    path("contacts/<contact:ref>/known", contacts.known, name="contact-known"),
    path("contacts/<contact:ref>/earlier", contacts.earlier, name="contact-earlier"),
    path("contacts/<contact:ref>/live", contacts.live, name="contact-live"),
    path("contacts/<contact:ref>/take", contacts.take_up, name="take-contact"),
    path("contacts/<contact:ref>/hand-on", contacts.hand_on, name="hand-on-contact"),
    path("contacts/<contact:ref>/urgency", contacts.say_urgency, name="rate-contact"),
    path("contacts/<contact:ref>/notes", contacts.write_note, name="note-contact"),
    path("contacts/<contact:ref>/join", contacts.join_to, name="join-contact"),
    path("contacts/<contact:ref>/apart", contacts.tell_apart, name="contact-apart"),
    path("contacts/<contact:ref>/part", contacts.part_from, name="part-contact"),
    path("contacts/<contact:ref>/advice/<int:response>", contacts.advise, name="give-advice"),
    path("contacts/<contact:ref>/told", contacts.told, name="note-told"),
    path("contacts/<contact:ref>/anew", contacts.anew, name="decide-anew"),
    path("contacts/<contact:ref>/decide", deciding.decision, name="decide"),
    path("contacts/<contact:ref>/decisions/<int:decision>/agree", deciding.agree, name="agree-decision"),
    path("contacts/<contact:ref>/decisions/<int:decision>/otherwise", deciding.see_otherwise, name="send-back"),
    path("contacts/<contact:ref>/children/<int:place>/who", children.who, name="who-is-it"),
    path("contacts/<contact:ref>/children/<int:place>/file", children.file, name="file-child"),
    path("contacts/<contact:ref>/children/<int:place>/someone-else", children.someone_else, name="someone-else"),
    path("contacts/<contact:contact>/strategy", strategy.call, name="call-strategy"),
    path("strategy/<strategy:discussion>", strategy.discussion, name="strategy"),
    path("strategy/<strategy:discussion>/move", strategy.move, name="strategy-move"),
    path("strategy/<strategy:discussion>/off", strategy.call_off, name="strategy-off"),
    path("strategy/<strategy:discussion>/invite", strategy.invite, name="strategy-invite"),
    path("strategy/<strategy:discussion>/held", strategy.write_up, name="strategy-held"),
    path("strategy/<strategy:discussion>/invited/<int:invited>", strategy.said, name="strategy-said"),
    path("strategy/<strategy:discussion>/invitation", strategy_invited.invited, name="strategy-invited"),
    path("strategy/<strategy:discussion>/invitation.ics", strategy_invited.calendar, name="strategy-ics"),
    path("strategy/<strategy:reference>/by-link", strategy_invited.by_link, name="strategy-by-link"),
    path("contacts/<contact:ref>/papers", papers.papers, name="contact-papers"),
    path("contacts/<contact:ref>/papers/summary.pdf", papers.summary, name="contact-summary"),
    path("contacts/<contact:ref>/papers/bundle.zip", papers.bundle, name="contact-bundle"),
    path("contacts/<contact:ref>/papers/letter-<slug:reader>.pdf", papers.letter, name="contact-letter"),
    path("door/bundles", papers.check, name="check-bundle"),
]
ENDPOINTS = [api.router]
FHIR: list[URLPattern] = [
    path("ServiceRequest", fhir.told, name="fhir-tell"),
    path("ServiceRequest/<str:id>", fhir.stands, name="fhir-stands"),
]
FHIR_CAN = [CAPABILITY]
