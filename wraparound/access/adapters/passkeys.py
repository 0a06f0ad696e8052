"""Passkeys by WebAuthn, as the library fido2 checks them."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialDescriptor,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialType,
    PublicKeyCredentialUserEntity,
    RegistrationResponse,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from wraparound.access.ports import CannotUsePasskey
from wraparound.access.words import NewPasskey, Offer

NOT_OURS = "The passkey was not accepted. Try again, or sign in another way."
VERIFIED = UserVerificationRequirement.REQUIRED  # a finger, a face or the device's own code: two factors in one
LONGEST = 20_000  # letters of a browser's answer


class Fido:
    """Asks and checks. A passkey must be kept on the device, and the device must have checked who holds it."""

    def offer_new(self, *, host: str, account: int, called: tuple[str, str], held: Iterable[str]) -> Offer:
        """Ask for a new passkey of someone, called by username and name, on a device that holds none of these."""
        user = PublicKeyCredentialUserEntity(
            id=_handle(account, host=host), name=called[0], display_name=called[1] or called[0]
        )
        options, state = _server(host).register_begin(
            user, _described(held), resident_key_requirement=ResidentKeyRequirement.REQUIRED, user_verification=VERIFIED
        )
        return Offer(dict(options.public_key), state["challenge"])

    def accept_new(self, answer: str, *, host: str, challenges: Iterable[str]) -> NewPasskey:
        """Check a new passkey; raises CannotUsePasskey."""
        try:
            said = RegistrationResponse.from_dict(_read(answer))
            state = _state(said.response.client_data.challenge, challenges=challenges)
            made = _server(host).register_complete(state, said)
        except (ValueError, KeyError, TypeError) as fault:
            raise CannotUsePasskey(NOT_OURS) from fault
        if made.credential_data is None:
            raise CannotUsePasskey(NOT_OURS)
        return NewPasskey(_text(made.credential_data.credential_id), _text(bytes(made.credential_data)), made.counter)

    def offer(self, *, host: str, held: Iterable[str] = ()) -> Offer:
        """Ask for any passkey, or for one of these."""
        options, state = _server(host).authenticate_begin(_described(held) or None, user_verification=VERIFIED)
        return Offer(dict(options.public_key), state["challenge"])

    def named(self, answer: str) -> str:
        """Say which passkey an answer is from; raises CannotUsePasskey."""
        try:
            return _text(AuthenticationResponse.from_dict(_read(answer)).raw_id)
        except (ValueError, KeyError, TypeError) as fault:
            raise CannotUsePasskey(NOT_OURS) from fault

    def accept(self, answer: str, *, host: str, challenges: Iterable[str], material: str, account: int) -> int:
        """Check that a passkey signed, and give how often it says it has; raises CannotUsePasskey."""
        try:
            said = AuthenticationResponse.from_dict(_read(answer))
            state = _state(said.response.client_data.challenge, challenges=challenges)
            _server(host).authenticate_complete(state, [AttestedCredentialData(_bytes(material))], said)
        except (ValueError, KeyError, TypeError) as fault:
            raise CannotUsePasskey(NOT_OURS) from fault
        handle = said.response.user_handle
        if handle and handle != _handle(account, host=host):
            raise CannotUsePasskey(NOT_OURS)
        return said.response.authenticator_data.counter


def _server(host: str) -> Fido2Server:
    """Give what checks for one address: a passkey belongs to the name in it, and works at this very address alone."""
    name = host.partition(":")[0]
    mine = {f"https://{host}"} | ({f"http://{host}"} if name == "localhost" else set())
    return Fido2Server(PublicKeyCredentialRpEntity(name="Wraparound", id=name), verify_origin=mine.__contains__)


def _handle(account: int, *, host: str) -> bytes:
    """Give the name of an account that its device keeps: it tells nothing of the person."""
    return sha256(f"wraparound {host.partition(':')[0]} {account}".encode()).digest()


def _described(held: Iterable[str]) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(type=PublicKeyCredentialType.PUBLIC_KEY, id=_bytes(one)) for one in held]


def _state(challenge: bytes, *, challenges: Iterable[str]) -> dict[str, Any]:
    """Give the state of the one question of ours that an answer repeats; raises ValueError if it is none of them."""
    repeated = _text(challenge)
    if repeated not in set(challenges):
        raise ValueError("The answer repeats no challenge of ours.")
    return {"challenge": repeated, "user_verification": VERIFIED}


def _read(answer: str) -> dict[str, Any]:
    if len(answer) > LONGEST:
        raise ValueError("The answer is too long.")
    said = json.loads(answer)
    if not isinstance(said, dict):
        raise ValueError("The answer is not an object.")
    return said


def _text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
