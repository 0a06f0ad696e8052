"""The addresses of access. Signing in by one click is at an address in development only."""

from django.conf import settings
from django.urls import URLPattern, path

from wraparound.access.views import account, accounts, glass, signing_in

urlpatterns: list[URLPattern] = [
    path("sign-in", signing_in.sign_in, name="sign-in"),
    path("sign-in/again", signing_in.sign_in_again, name="sign-in-again"),
    path("sign-out", signing_in.sign_out, name="sign-out"),
    path("my-account", account.my_account, name="my-account"),
    path("my-account/sittings/<int:sitting>/end", account.end_sitting, name="end-sitting"),
    path("purpose", account.purpose, name="purpose"),
    path("glass/<int:person>/break", glass.break_glass, name="break-glass"),
    path("glass/to-review", glass.to_review, name="glass-to-review"),
    path("glass/to-review/<int:glass>", glass.review, name="review-glass"),
    path("accounts", accounts.accounts, name="accounts"),
    path("accounts/<int:account>", accounts.account, name="account"),
    path("accounts/roles/<int:held>/end", accounts.end_role, name="end-role"),
]
if settings.NODE.development:
    urlpatterns.append(path("sign-in-as", signing_in.sign_in_as, name="sign-in-as"))
