"""What fingers do on a keyboard: Telex and VNI keys left in a word, and slips."""

import unicodedata
from random import Random

_TELEX_TONES = {"\u0301": "s", "\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0323": "j"}
_VNI_TONES = {"\u0301": "1", "\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0323": "5"}
_TELEX_SHAPES = {"\u0302": "", "\u0306": "w", "\u031b": "w"}  # a circumflex is the vowel once more
_VNI_SHAPES = {"\u0302": "6", "\u0306": "8", "\u031b": "7"}
Keys = dict[str, str]
"""A combining mark → the key that makes it."""

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


def telex(word: str, rng: Random) -> str:
    """The Telex keys of a marked word. The tone's key comes last or after its vowel: people differ."""
    typed = _typed(word, _TELEX_TONES, _TELEX_SHAPES, "d", tone_last=rng.random() < 0.7)
    # Most people give "ươ" one w.
    return typed.replace("uwow", "uow", 1) if rng.random() < 0.5 else typed


def vni(word: str, rng: Random) -> str:
    """The VNI keys of a marked word."""
    return _typed(word, _VNI_TONES, _VNI_SHAPES, "9", tone_last=rng.random() < 0.7)


def _typed(word: str, tones: Keys, shapes: Keys, stroke: str, *, tone_last: bool) -> str:
    typed, last = "", ""
    for letter in unicodedata.normalize("NFC", word):
        base, *marks = list(unicodedata.normalize("NFD", letter))
        if base in ("đ", "Đ"):
            base = ("d" if base == "đ" else "D") + stroke
        shape = "".join(shapes[m] or base.lower() for m in marks if m in shapes)
        tone = "".join(tones[m] for m in marks if m in tones)
        typed += base + shape + ("" if tone_last else tone)
        last += tone
    return typed + last if tone_last else typed


def slip(word: str, rng: Random) -> str:
    """A word of three letters or more with one key missed, hit twice, hit beside, or two keys swapped."""
    at = rng.randrange(len(word) - 1)
    letter, rest = word[at], word[at + 1 :]
    made = [word[:at] + rest, word[:at] + rest[0] + letter + rest[1:]]
    if letter.isascii():  # a marked letter is no single key
        made += [word[:at] + letter * 2 + rest, word[:at] + _beside(letter, rng) + rest]
    return rng.choice(made)


def _beside(letter: str, rng: Random) -> str:
    row = next(r for r in _ROWS if letter.lower() in r)
    place = row.index(letter.lower())
    return rng.choice([row[i] for i in (place - 1, place + 1) if 0 <= i < len(row)])
