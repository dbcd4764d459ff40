"""A message made ready for the grammar of times: marks folded away where they say nothing, told apart where they do."""

import re
from dataclasses import dataclass

from knowledge.text import clean, fold_word

_MARKED_SHARE = 0.34
"""Share of words with marks from which a text is written with marks, and a bare "thu" is no "thứ"."""

_SPELT = {
    "am": "âm",
    "ba": "ba",
    "bay": "bảy bẩy bãy bẫy",
    "bon": "bốn",
    "chap": "chạp",
    "chieu": "chiều chìu",
    "chin": "chín",
    "cuoi": "cuối",
    "dau": "đầu",
    "dem": "đêm",
    "duong": "dương",
    "gio": "giờ giơ",
    "giua": "giữa",
    "hai": "hai",
    "hang": "hằng hàng hăng",
    "kem": "kém",
    "lam": "lăm",
    "luc": "lúc",
    "mai": "mai",
    "moi": "mỗi mỗì",
    "mong": "mồng",
    "mot": "một",
    "mung": "mùng",
    "muoi": "mười mươi mừơi",
    "nam": "năm",
    "ngay": "ngày",
    "nua": "nữa nửa nưã",
    "phut": "phút",
    "qua": "qua",
    "ram": "rằm",
    "ruoi": "rưỡi rưởi rươi rưỡi",
    "sang": "sáng",
    "sau": "sau",
    "tam": "tám",
    "tet": "tết",
    "thang": "tháng",
    "thu": "thứ",
    "tieng": "tiếng",
    "toi": "",
    "trua": "trưa",
    "truoc": "trước",
    "tu": "tư",
    "tuan": "tuần",
}
"""Words of times that without marks are other words too ("toi": tối, tôi), and how they are spelt here."""

_APART = {"mốt": "m0t", "tới": "t0i", "tối": "t1i", "sáu": "s4u", "kìa": "k1a", "giỗ": "gi0"}
"""Words of times that share their letters with another one."""
_BARE_APART = {"sang": "s0ng", "thu": "th0"}
"""Bare words of a marked text that mean another thing about time: "sang tuần" is no morning."""
_EITHER_WAY = frozenset({"ba", "hai", "mai", "qua", "sau"})
"""Words spelt without marks."""

_WORD = re.compile(r"[^\W_]+")
GAP = "#"
"""Stands for every letter that is no part of a time."""


@dataclass(frozen=True, slots=True)
class Line:
    """A message in three forms of one length: as it was written, folded, and with all but times hidden."""

    text: str
    plain: str
    hidden: str
    marked: bool

    def without(self, start: int, end: int) -> "Line":
        """The line with a stretch hidden from the grammar."""
        hidden = self.hidden[:start] + GAP * (end - start) + self.hidden[end:]
        return Line(self.text, self.plain, hidden, self.marked)


def line_of(text: str) -> Line:
    """A message as a line. Never raises."""
    cleaned = clean(text)
    plain = "".join(_folded(c) for c in cleaned)
    spelt = [w for w in _WORD.findall(cleaned) if len(w) > 1 and w.isalpha()]
    marked = sum(not w.isascii() for w in spelt) > _MARKED_SHARE * len(spelt)
    hidden = list(plain)
    for found in _WORD.finditer(cleaned):
        hidden[found.start() : found.end()] = _seen(found[0].lower(), plain[found.start() : found.end()], marked)
    return Line(cleaned, plain, "".join(hidden), marked)


def _seen(word: str, folded: str, marked: bool) -> str:
    """What the grammar sees of a word; always of the word's length."""
    if word in _APART:
        return _APART[word]
    if marked and word in _BARE_APART:
        return _BARE_APART[word]
    allowed = _SPELT.get(folded)
    if allowed is None or word in allowed.split():
        return folded
    bare = word == folded and (not marked or folded in _EITHER_WAY)
    return folded if bare else GAP * len(folded)


def _folded(letter: str) -> str:
    """One letter without marks; whatever has no such form of one letter becomes a dot."""
    bare = fold_word(letter)
    return bare if len(bare) == 1 else "·"


_ONES = {
    "mot": 1, "m0t": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "lam": 5, "nham": 5,
    "s4u": 6, "sau": 6, "bay": 7, "tam": 8, "chin": 9,
}  # fmt: skip
_ONE = "m[o0]t|hai|ba|bon|tu|nam|lam|nham|s4u|sau|bay|tam|chin"
_TENS = "hai|ba|bon|nam|s4u|sau|bay|tam|chin"
_WORDED = rf"(?:(?:(?:{_TENS}) muoi|muoi|ham)(?: (?:{_ONE}))?|hai lam|(?:ba|hai) m0t|mot|{_TENS})"
START, END = r"(?<![^\W_])(?<!#)", r"(?![^\W_]|#)"
NUMBER = rf"(?:\d{{1,3}}|{_WORDED}{END})"
"""A number in digits or words, up to 999."""


def number(said: str) -> int:
    """What a match of NUMBER counts."""
    if said.isdecimal():
        return int(said)
    parts = said.split()
    if parts[0] == "ham":
        return 20 + (_ONES[parts[1]] if len(parts) > 1 else 0)
    if "muoi" not in parts:
        return _ONES[parts[0]] * 10 + _ONES[parts[1]] if len(parts) > 1 else _ONES[parts[0]]
    at = parts.index("muoi")
    tens = _ONES[parts[0]] if at else 1
    return tens * 10 + (_ONES[parts[at + 1]] if len(parts) > at + 1 else 0)
