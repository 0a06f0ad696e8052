"""The words that the page uses, explained for its readers, and how to read its pictures."""

WORDS = {
    "Record": "What one agency holds about one child: one line of its file.",
    "Source": "The agency or system that a record comes from.",
    "Person": "All the records believed to be about one child or adult.",
    "Belief": "How sure we are that two records are one person: certain, likely, to review, or not the same.",
    "To review": "A link that a person must settle. Nothing is joined until they have.",
    "Evidence": "What comparing one thing, such as the surname, says for or against one person.",
    "Bits": "How much evidence weighs. Each bit above nought doubles the odds, each below halves them: ten make 1,000.",
    "Odds": "How many times likelier one answer is than the other: 1,000 to 1 is wrong once in about a thousand.",
    "Chance": "What two records of different, unrelated people would share by accident.",
    "Rare, common": "Sharing a rare name says more than sharing a common one, so a rare value weighs more.",
    "Kept apart": "Two records that look alike, but for reasons other than being one child, such as being twins.",
    "Verified number": "A number that its own register has confirmed. Two different ones are never joined.",
}

READING = """
Read each picture of evidence from the top. The first bar is what is known before looking: almost any two records are
about two different people, so it starts far on the side of against.

Each bar below begins where the one above ended. A full bar with its point to the right speaks for one person; a hollow
bar with its point to the left speaks against. The longer the bar, the more it says.

Twins and people of one home share a surname, an address, a telephone number. What they would share anyway is taken off
again before anything is believed.

A value that a record does not hold says nothing either way.
"""
