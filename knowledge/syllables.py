"""What can be a Vietnamese syllable, and what was meant where an input method left its keys behind (Telex, VNI)."""

import re
from functools import lru_cache

_ONSETS = "b c ch d g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x".split()
_RHYMES = """a ac ach ai am an ang anh ao ap at au ay e ec ech em en eng enh eo ep et eu i ia ich iec iem ien ieng iep
iet ieu im in inh ip it iu o oa oac oach oai oam oan oang oanh oao oap oat oay oc oe oem oen oeo oet oi om on ong
op ot u ua uan uang uat uay uc ue uech uenh ui um un ung uo uoc uoi uom uon uong uop uot uou up ut uu uy uya uych uyen
uyet uynh uyp uyt uyu y yem yen yeng yet yeu yn ynh yt""".split()
_SYLLABLES: frozenset[str] = frozenset(o + r for o in ("", *_ONSETS) for r in _RHYMES)
_SYLLABLES |= {"xoong", "boong", "goong", "mooc", "sooc"}  # the few words with a long o; elsewhere it is Telex
_STOPS = ("c", "ch", "p", "t")
_TELEX_TONE = re.compile(r"(?<=[aeiouyw])([a-z]*?)[fsrxj]([a-z]*)$")
_VNI = re.compile(r"(?<=[a-z])[1-9]+")


def is_syllable(folded: str) -> bool:
    """Whether a folded word could be a Vietnamese syllable."""
    return folded in _SYLLABLES


@lru_cache(maxsize=8192)
def untype(word: str) -> str | None:
    """The folded syllable behind Telex or VNI keys left in a lower-case ASCII word, or None if there is none.

    untype("tieenf") == "tien", untype("d9uo75c") == "duoc"; untype("muc2") is None: a stop takes no falling tone.
    """
    if is_syllable(word) or not word.isascii() or len(word) < 2:
        return None
    if any(c.isdigit() for c in word):
        return _unvni(word)
    return _untelex(word) if word.isalpha() else None


def _untelex(word: str) -> str | None:
    bare = word.replace("dd", "d").replace("aa", "a").replace("ee", "e").replace("oo", "o").replace("w", "")
    if bare != word and is_syllable(bare):
        return bare
    # "uw" alone is ư: a w may also stand for the vowel itself ("tw" is tư).
    vowel_w = word.replace("dd", "d").replace("w", "u") if "w" in word and not set("aeiou") & set(word) else bare
    if is_syllable(vowel_w):
        return vowel_w
    for candidate in (bare, vowel_w):
        match = _TELEX_TONE.search(candidate)
        if match:
            toneless = candidate[: match.start()] + match.group(1) + match.group(2)
            if is_syllable(toneless):
                return toneless
    return None


def _unvni(word: str) -> str | None:
    if not word[0].isalpha() or "0" in word or len(re.sub(r"\D", "", word)) > 3:
        return None
    bare = _VNI.sub("", word)
    if not is_syllable(bare):
        return None
    tones = [d for d in word if d in "12345"]
    if len(tones) > 1 or (tones and tones[0] in "234" and bare.endswith(_STOPS)):
        return None
    return bare
