"""The addresses of access. Signing in by one click is at an address in development only."""

from django.conf import settings
from django.urls import URLPattern, path

from wraparound.access.views import account, accounts, again, by_agency, glass, invitations, signing_in, tokens, ways

urlpatterns: list[URLPattern] = [
    path("sign-in", signing_in.sign_in, name="sign-in"),
    path("sign-in/passkey", signing_in.by_passkey, name="sign-in-by-passkey"),
    path("sign-in/password", signing_in.by_password, name="sign-in-by-password"),
    path("sign-in/agency/<slug:agency>", by_agency.sign_in_by_agency, name="sign-in-by-agency"),
    path("sign-in/from/<slug:agency>", by_agency.from_agency, name="from-agency"),
    path("sign-in/again", again.sign_in_again, name="sign-in-again"),
    path("sign-in/again/code", again.by_code, name="again-by-code"),
    path("sign-in/again/passkey", again.by_passkey, name="again-by-passkey"),
    path("sign-out", signing_in.sign_out, name="sign-out"),
    path("my-account", account.my_account, name="my-account"),
    path("my-account/sittings/<int:sitting>/end", account.end_sitting, name="end-sitting"),
    path("my-account/ways", ways.ways, name="ways"),
    path("my-account/ways/passkeys", ways.add_passkey, name="add-passkey"),
    path("my-account/ways/passkeys/<int:passkey>/end", ways.end_passkey, name="end-passkey"),
    path("my-account/ways/password", ways.set_password, name="set-password"),
    path("my-account/ways/password/end", ways.end_password, name="end-password"),
    path("my-account/ways/recovery-codes", ways.recovery_codes, name="recovery-codes"),
    path("my-account/ways/agencies/<int:identity>/end", ways.end_agency_identity, name="end-agency-identity"),
    path("invitation/<str:token>", invitations.invitation, name="invitation"),
    path("invitation/<str:token>/passkey", invitations.by_passkey, name="invitation-passkey"),
    path("invitation/<str:token>/password", invitations.by_password, name="invitation-password"),
    path("purpose", account.purpose, name="purpose"),
    path("glass/to-review", glass.to_review, name="glass-to-review"),
    path("glass/to-review/<int:glass>", glass.review, name="review-glass"),
    path("accounts", accounts.accounts, name="accounts"),
    path("accounts/open", accounts.open_account, name="open-account"),
    path("accounts/<int:account>/invite", accounts.invite, name="invite"),
    path("accounts/<int:account>/home", accounts.note_home, name="note-home"),
    path("accounts/<int:account>/close", accounts.close_account, name="close-account"),
    path("accounts/<int:account>/reopen", accounts.reopen_account, name="reopen-account"),
    path("accounts/<int:account>", accounts.account, name="account"),
    path("accounts/roles/<int:held>/end", accounts.end_role, name="end-role"),
    path("tokens", tokens.tokens, name="tokens"),
    path("tokens/give", tokens.give_token, name="give-token"),
    path("tokens/<int:token>", tokens.token, name="token"),
]
if settings.NODE.development:
    urlpatterns.append(path("sign-in-as", signing_in.sign_in_as, name="sign-in-as"))
