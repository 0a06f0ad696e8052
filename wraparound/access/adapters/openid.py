"""An agency's own sign-in by OpenID Connect: authorisation code with PKCE, its answer checked before it is believed."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from hmac import compare_digest
from typing import Any
from urllib.parse import urlencode

import jwt
import requests

from wraparound.access.ports import Asked, CannotBelieveAgency, CannotReachAgency
from wraparound.access.rules import Awaited, shown_by, wanting_of_claims
from wraparound.access.words import Shown

PATIENCE = (3, 7)  # seconds to be reached, and to answer
KEPT = timedelta(hours=1)  # for which what the agency publishes of itself is taken as it was
LARGEST = 256 * 1024  # bytes of an answer
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
SIGNATURE_ALONE: Any = {
    f"verify_{one}": False for one in ("exp", "nbf", "iat", "aud", "iss", "sub", "jti")
}  # what is claimed is judged by our own rule, at the time given
NEEDED = ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri")
AWAY = {"temporarily_unavailable", "server_error"}  # what an agency says when it cannot, as against will not
SCOPE = "openid email profile"


@dataclass
class _Published:
    """What the agency publishes of itself, and since when we have it."""

    at: datetime
    about: dict[str, Any]
    keys: list[dict[str, Any]] = field(default_factory=list)


class OpenId:
    """One agency's provider. It holds no answer beyond what the agency publishes to everyone."""

    def __init__(self, *, title: str, issuer: str, client: str, secret: str) -> None:
        """Keep how the agency set this service up."""
        self.title, self._issuer, self._client, self._secret = title, issuer, client, secret
        self._published: _Published | None = None

    def address(self, asked: Asked) -> str:
        """Give the address to send someone to; raises CannotReachAgency."""
        told = {
            "response_type": "code",
            "client_id": self._client,
            "redirect_uri": asked.returns_to,
            "scope": SCOPE,
            "state": asked.state,
            "nonce": asked.nonce,
            "code_challenge": _text(sha256(asked.verifier.encode()).digest()),
            "code_challenge_method": "S256",
        } | ({"prompt": "login", "max_age": "0"} if asked.again else {})
        begins = str(self._known(asked.at).about["authorization_endpoint"])
        return f"{begins}{'&' if '?' in begins else '?'}{urlencode(told)}"

    def shown(self, asked: Asked, *, answer: Mapping[str, str], at: datetime) -> Shown:
        """Fetch and check what the agency says of someone; raises CannotReachAgency and CannotBelieveAgency."""
        if not compare_digest(answer.get("state", "").encode(), asked.state.encode()):
            raise self._disbelieved("it answers no question of this browser")
        if answer.get("iss", self._issuer) != self._issuer:  # RFC 9207: the answer of one provider is not another's
            raise self._disbelieved("it comes from another issuer")
        if answer.get("error"):
            raise self._away() if answer["error"] in AWAY else self._disbelieved("it did not let you in")
        if not answer.get("code"):
            raise self._disbelieved("it brings no code")
        tokens = self._tokens(answer["code"], asked=asked, at=at)
        claims = self._signed(tokens.get("id_token"), at=at)
        awaited = Awaited(self._issuer, self._client, asked.nonce, signed_in_since=asked.at if asked.again else None)
        if wanting := wanting_of_claims(claims, awaited=awaited, at=at):
            raise self._disbelieved(wanting)
        return shown_by(claims if "email" in claims else claims | self._more(tokens, claims=claims, at=at))

    def _known(self, at: datetime) -> _Published:
        """Give what the agency publishes, asked anew when it is older than an hour."""
        if self._published is None or not self._published.at <= at < self._published.at + KEPT:
            about = self._asked(requests.get, f"{self._issuer.rstrip('/')}/.well-known/openid-configuration")
            if about.get("issuer") != self._issuer or not all(isinstance(about.get(one), str) for one in NEEDED):
                raise self._disbelieved("what it publishes of itself is not whole")
            self._published = _Published(at, about)
        return self._published

    def _key(self, named: str | None, *, at: datetime) -> jwt.PyJWK:
        """Find the key that signed; keys the agency has made since are asked for once."""
        known = self._known(at)
        for keys in (known.keys, None):
            if keys is None:
                keys = self._asked(requests.get, known.about["jwks_uri"]).get("keys", [])
                known.keys = [one for one in keys if isinstance(one, dict)]
            for one in known.keys:
                if one.get("use", "sig") == "sig" and named in (None, one.get("kid")) and one.get("kty") != "oct":
                    return jwt.PyJWK(one)
        raise self._disbelieved("no key it publishes has signed it")

    def _signed(self, token: object, *, at: datetime) -> dict[str, Any]:
        """Give the claims of a token whose signature is right. What they say is judged by a rule, not here."""
        if not isinstance(token, str):
            raise self._disbelieved("it brings no identity")
        try:
            head = jwt.get_unverified_header(token)
            key = self._key(head.get("kid"), at=at)
            claims: dict[str, Any] = jwt.decode(token, key, algorithms=list(ALGORITHMS), options=SIGNATURE_ALONE)
        except jwt.PyJWTError as fault:
            raise self._disbelieved("its signature is not right") from fault
        return claims

    def _tokens(self, code: str, *, asked: Asked, at: datetime) -> dict[str, Any]:
        told = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": asked.returns_to,
            "code_verifier": asked.verifier,
        }
        known = self._known(at).about
        # A provider that does not say takes the client's secret in the header (OpenID Connect Discovery, section 3).
        in_header = "client_secret_basic" in known.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        proof = {} if in_header else {"client_id": self._client, "client_secret": self._secret}
        auth = (_form(self._client), _form(self._secret)) if in_header else None
        return self._asked(requests.post, known["token_endpoint"], data=told | proof, auth=auth)

    def _more(self, tokens: Mapping[str, Any], *, claims: Mapping[str, Any], at: datetime) -> dict[str, Any]:
        """Ask for the address where the token does not say it; what is said of someone else is not believed."""
        place = self._known(at).about.get("userinfo_endpoint")
        if not place or not tokens.get("access_token"):
            return {}
        more = self._asked(requests.get, place, headers={"Authorization": f"Bearer {tokens['access_token']}"})
        if more.get("sub") != claims["sub"]:
            raise self._disbelieved("it speaks of two people")
        return {name: more[name] for name in ("email", "email_verified") if name in more}

    def _asked(self, method: Callable[..., requests.Response], place: str, **told: Any) -> dict[str, Any]:
        """Ask the agency's machine; it follows no redirect, waits not for ever and reads not without end."""
        if not place.startswith("https://") and not self._issuer.startswith("http://"):
            raise self._disbelieved("it names an address that is not secure")
        told["headers"] = {"Accept": "application/json"} | told.get("headers", {})
        try:
            with method(place, timeout=PATIENCE, allow_redirects=False, stream=True, **told) as answer:
                status, body = answer.status_code, _read(answer)
        except (requests.RequestException, OSError) as fault:
            raise self._away() from fault
        if status >= 500 or status == 429:
            raise self._away()
        try:
            said = json.loads(body) if status == 200 and len(body) <= LARGEST else None
        except ValueError:
            said = None
        if not isinstance(said, dict):
            raise self._disbelieved("it did not answer as agreed")
        return said

    def _away(self) -> CannotReachAgency:
        return CannotReachAgency(
            f"The sign-in of {self.title} does not answer just now. This says nothing about your account."
            " Try again in a while, or sign in another way."
        )

    def _disbelieved(self, why: str) -> CannotBelieveAgency:
        return CannotBelieveAgency(
            f"What the sign-in of {self.title} answered was not accepted: {why}. Try again, or sign in another way."
        )


def _read(answer: requests.Response) -> bytes:
    """Read an answer until it is longer than any honest one."""
    body = b""
    for piece in answer.iter_content(16 * 1024):
        body += piece
        if len(body) > LARGEST:
            break
    return body


def _text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")


def _form(text: str) -> str:
    """Write a client's name or secret as RFC 6749, section 2.3.1, asks before the header takes it."""
    return urlencode({"": text})[1:]
