"""An agency's own sign-in as real software on loopback, a browser's way through it, and one that lies."""

import json
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs, urljoin, urlsplit

import jwt
import pytest
import requests
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key

from tests.house.reading import ROOT

SECRET = "a secret of tests: +/%"
PEOPLE = {
    "rosa": {"email": "Rosa.Wendle@example.org", "email_verified": True, "name": "Rosa"},
    "impostor": {"email": "rosa.wendle@example.org", "email_verified": False},
    "second": {"email": "rosa.wendle@example.org", "email_verified": True},
    "nurse": {"email": "nobody.yet@example.org", "email_verified": True},
    "beth": {"email": "beth.marlowick@example.org", "email_verified": True},
}


@contextmanager
def provider(returns_to: str) -> Iterator[str]:
    """Start the provider and give its issuer."""
    if not (ROOT / "node_modules" / "oidc-provider").exists():
        pytest.skip("oidc-provider is not installed; npm ci brings it")
    command = ["node", str(Path(__file__).with_name("provider.mjs")), returns_to, json.dumps(PEOPLE)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as running:
        try:
            issuer = running.stdout.readline().strip()
            assert issuer, "the provider did not start"
            yield issuer
        finally:
            running.terminate()


def through(address: str, *, login: str, until: str, browser: requests.Session | None = None) -> str:
    """Go through the provider's pages as someone, and give the address to which it sends them back."""
    with browser or requests.Session() as tab:
        page = tab.get(address, allow_redirects=False)
        for _ in range(20):
            if page.is_redirect:
                address = urljoin(page.url, page.headers["Location"])
                if address.startswith(until):
                    return address
                page = tab.get(address, allow_redirects=False)
                continue
            assert page.status_code == 200, page.text
            action = re.search(r'<form[^>]+action="([^"]+)"', page.text)[1]
            prompt = re.search(r'name="prompt" value="(\w+)"', page.text)[1]
            told = {"prompt": prompt} | ({"login": login, "password": "any"} if prompt == "login" else {})
            page = tab.post(urljoin(page.url, action), data=told, allow_redirects=False)
    raise AssertionError("the provider never sent the browser back")


class Liar:
    """A provider of our own that answers as it is told to, over real HTTP."""

    def __init__(self) -> None:
        self.key, self.other = (generate_private_key(65537, 2048) for _ in range(2))
        self.kid = "one"
        self.status: dict[str, int] = {}
        self.about: dict[str, object] = {}
        self.token: str | None = ""
        self.userinfo: dict[str, object] = {}
        self.asked: list[tuple[str, dict[str, list[str]], str]] = []
        self.issuer = ""

    def signed(self, claims, *, key=None, alg="RS256", kid="") -> str:
        return jwt.encode(claims, key or self.key, algorithm=alg, headers={"kid": kid or self.kid})

    def answer(self, path: str) -> object:
        return {
            "/.well-known/openid-configuration": {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/auth",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/jwks",
                "userinfo_endpoint": f"{self.issuer}/me",
            }
            | self.about,
            "/jwks": {"keys": [self._public(self.kid, self.key)]},
            "/token": {"access_token": "a", "token_type": "Bearer"} | ({"id_token": self.token} if self.token else {}),
            "/me": self.userinfo,
        }[path]

    def _public(self, kid: str, key) -> dict[str, str]:
        return json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key())) | {"kid": kid, "use": "sig"}


@contextmanager
def liar() -> Iterator[Liar]:
    """Start the provider that lies."""
    lies = Liar()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = urlsplit(self.path).path
            body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            lies.asked.append((path, parse_qs(body), self.headers.get("Authorization", "")))
            self.send_response(lies.status.get(path, 200))
            if lies.status.get(path) == 302:
                self.send_header("Location", f"{lies.issuer}/elsewhere")
            self.end_headers()
            self.wfile.write(json.dumps(lies.answer(path)).encode())

        do_POST = do_GET  # noqa: N815 – the name that http.server calls

        def log_message(self, *_) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    lies.issuer = f"http://127.0.0.1:{server.server_port}"
    running = Thread(target=server.serve_forever, daemon=True)
    running.start()
    try:
        yield lies
    finally:
        server.shutdown()
        server.server_close()
        running.join()
