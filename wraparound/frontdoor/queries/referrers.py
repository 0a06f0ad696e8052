"""How whoever raised a worry can be told what became of it."""

from wraparound.access.queries import account_called
from wraparound.agencies.words import LetterCode
from wraparound.frontdoor.models import Contact
from wraparound.frontdoor.words import Channel

BY_LETTER = {
    Channel.PAGE: LetterCode.CONTACT_DECIDED,
    Channel.LINK: LetterCode.CONTACT_DECIDED_LINK,
}


def address_to_tell(contact: Contact) -> str:
    """Give the address at which a letter reaches whoever told; "" where there is none."""
    if contact.teller_username:
        account = account_called(contact.teller_username)
        return account.email if account is not None else ""
    return contact.teller_email


def letter_for(contact: Contact) -> LetterCode:
    """Say which letter tells of a decision: to those with an account, by a link, or with the code they were given."""
    return BY_LETTER.get(Channel(contact.channel), LetterCode.CONTACT_DECIDED_CODE)
