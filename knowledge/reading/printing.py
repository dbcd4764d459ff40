"""Whether a whole message asks for the sheet: "in ra", "gui pdf", "cho tôi bản in". A longer question is none."""

import re

from knowledge.text import clean, fold_word

_WANT = r"(?:cho|giup|lay|xin|muon|can|gui|tai|xuat)"
_WHO = r"(?:toi|minh|em|bac|co|chau|con|anh|chi|tui|tao)"
_WHAT = r"(?:pdf|file pdf|ban pdf|tep pdf|ban in|to in|file in|to giay|phieu soat ho so|to soat ho so)"
_ENDING = r"(?: (?:ra|ra giay|di|nhe|nha|a|voi|duoc khong|giup|giup toi|giup minh|cho toi|cho minh|ve|ve may))*"
_ASKED = re.compile(
    rf"(?:{_WANT} )*(?:{_WHO} )?(?:{_WANT} )*"
    rf"(?:in(?: (?:ra|giay|ra giay|pdf|to nay|cai nay|ho so|danh sach|to soat ho so))+|{_WHAT}){_ENDING}"
)


def asks_for_sheet(text: str) -> bool:
    """Whether this is all that the message says: print it, send it as a PDF."""
    line = " ".join(fold_word(word) for word in clean(text).split())
    return _ASKED.fullmatch(re.sub(r"[^\w ]", "", line).strip()) is not None
