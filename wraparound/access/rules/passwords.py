"""Which passwords are too easy: by length, and by what is tried first, as the NCSC advises; no expiry, no riddles."""

from collections.abc import Iterable

PASSWORD_AT_LEAST, PASSWORD_AT_MOST = 12, 200
KNOWN_AT_LEAST = 4  # letters of a word about the person that a password may not mainly be
REST_AT_LEAST = 8  # letters that must remain when words about the person are taken away
DIFFERENT_AT_LEAST = 5  # letters that differ, or it is aaaaaaaaaaaa and the like
RUNS = ("01234567890123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm", "1qaz2wsx3edc4rfv5tgb6yhn")


def wanting_of_password(password: str, *, common: frozenset[str], about: Iterable[str]) -> str:
    """Say why a password will not do, as a sentence for who chose it; nothing if it will.

    `common` are passwords that are tried first, in small letters; `about` are words that others know of the person.
    """
    if len(password) < PASSWORD_AT_LEAST:
        return f"Use at least {PASSWORD_AT_LEAST} letters, digits or spaces, such as three words"
    if len(password) > PASSWORD_AT_MOST:
        return f"Use at most {PASSWORD_AT_MOST} letters"
    small = password.lower()
    if len(set(small)) < DIFFERENT_AT_LEAST or _is_run(small) or _is_common(small, common=common):
        return "This password is one of those that are tried first. Choose another"
    rest = small
    for word in sorted({part for one in about for part in _words(one)}, key=len, reverse=True):
        rest = rest.replace(word, "")
    if len(rest) < len(small) and len(rest) < REST_AT_LEAST:
        return "This password is mostly your name, address or agency. Choose one that has nothing to do with you"
    return ""


def _is_common(small: str, *, common: frozenset[str]) -> bool:
    """Say whether it is a common one: as it is, with digits and signs around it, or written twice and more."""
    letters = [at for at, letter in enumerate(small) if letter.isalpha()]
    first, last = (letters[0], letters[-1] + 1) if letters else (len(small), 0)
    cores = {small[begin:end] for begin in range(first + 1) for end in range(max(last, begin + 1), len(small) + 1)}
    return any(core in common or _once(core) in common for core in cores)


def _once(text: str) -> str:
    """Give the part that a text repeats: passpass is pass; itself if it repeats nothing."""
    length = (text + text).find(text, 1)
    return text[:length] if length > 0 else text


def _is_run(small: str) -> bool:
    return any(small in run or small in run[::-1] or _once(small) in run for run in RUNS)


def _words(text: str) -> list[str]:
    letters = "".join(letter if letter.isalnum() else " " for letter in text.lower())
    return [word for word in letters.split() if len(word) >= KNOWN_AT_LEAST]
