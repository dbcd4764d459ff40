"""Codes of invitations: short enough for the telephone, with a sign that tells a slip of the tongue.

Ten signs in two groups, ABCDE-FGH23. No 0, O, 1, I or L: they are heard and read as one another. The last
sign checks the others: one wrong sign, or two that changed places, and the code is none.
"""

import hashlib
import hmac
import re
from datetime import timedelta
from typing import Final

ALPHABET: Final = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""31 signs, a prime number: that is why the check finds every swap."""

_SIGNS: Final = 9
CODES: Final = len(ALPHABET) ** _SIGNS
"""How many codes there are: 26 million million."""

HOURS_VALID: Final = 48
LONGEST_HOURS: Final = 24 * 14

TRIES: Final = 5
TRIES_COUNTED_FOR: Final = timedelta(hours=1)

_LABEL: Final = b"tung-ngo/invitation/1:"  # the key signs other things too: a label keeps the uses apart
_WRITTEN: Final = re.compile(r"(?<!\w)[A-Z0-9]{5}[ –-]?[A-Z0-9]{5}(?!\w)", re.IGNORECASE)
_BETWEEN: Final = re.compile(r"[\s.,–—-]+")
HIDDEN: Final = "[mã mời]"


def spell(number: int) -> str:
    """The code of a number from 0 up to, but not including, CODES."""
    signs = []
    for _ in range(_SIGNS):
        number, sign = divmod(number, len(ALPHABET))
        signs.append(ALPHABET[sign])
    word = "".join(signs)
    word += ALPHABET[_check(word)]
    return f"{word[:5]}-{word[5:]}"


def read_code(typed: str) -> str | None:
    """The code as `spell` writes it, however it was typed: spaces, dots, small letters; None if it is none.

    It may stand among other words, as when somebody passes a message on.
    """
    return next((code for word in (typed, *_WRITTEN.findall(typed)) if (code := _read(word))), None)


def is_like_a_code(typed: str) -> bool:
    """Whether somebody may have meant a code: misheard or cut short, it is still short and has digits or capitals."""
    if read_code(typed):
        return True
    word = _BETWEEN.sub("", typed)
    marked = word.isupper() or any(sign.isdigit() for sign in word)
    return _SIGNS - 2 <= len(word) <= _SIGNS + 4 and word.isascii() and word.isalnum() and marked


def hide_codes(text: str) -> str:
    """The text with a placeholder for every code in it that could be answered."""
    return _WRITTEN.sub(lambda found: HIDDEN if _is_surely(found[0]) else found[0], text)


def _read(word: str) -> str | None:
    signs = _BETWEEN.sub("", word).upper()
    if len(signs) != _SIGNS + 1 or not set(signs) <= set(ALPHABET) or ALPHABET[_check(signs[:-1])] != signs[-1]:
        return None
    return f"{signs[:5]}-{signs[5:]}"


def _is_surely(word: str) -> bool:
    """A code, and no two words of five letters each, of which one pair in thirty passes the check."""
    return _read(word) is not None and any(sign in "-–" or sign.isdigit() or sign.isupper() for sign in word)


def code_hash(code: str, secret: str) -> str:
    """What is kept of a code. Raises ValueError for an empty secret: all codes could be tried then."""
    return _keyed(f"code:{code}", secret)


def link_hash(code: str, secret: str) -> str:
    """What is kept of a code that joins two channels."""
    return _keyed(f"link:{code}", secret)


def conversation_hash(channel: str, conversation: str, secret: str) -> str:
    """What is kept of where a wrong code was typed."""
    return _keyed(f"conversation:{channel}:{conversation}", secret)


def _keyed(what: str, secret: str) -> str:
    if not secret:
        raise ValueError("invitations need a secret key")
    return hmac.new(secret.encode(), _LABEL + what.encode(), hashlib.sha256).hexdigest()


def _check(word: str) -> int:
    """Every place weighs differently, so a swap changes the sum as surely as a wrong sign does."""
    return sum(weight * ALPHABET.index(sign) for weight, sign in enumerate(word, start=2)) % len(ALPHABET)
