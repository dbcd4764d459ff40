"""Whether a message wishes a reminder: "nhắc tôi mai nộp hồ sơ", and not "VNeID nhắc tôi xác thực là sao"."""

from collections.abc import Sequence, Set
from datetime import date, datetime, time

from knowledge.reading.recurrences import HANOI
from knowledge.reading.reminder_words import wish_at, words_of
from knowledge.reading.spoken_times import find_spoken
from knowledge.reading.time_words import Line, line_of
from knowledge.reading.times import read_time

_LONGEST = 300
"""Characters of a message that may be such a wish; a longer one tells a story."""

_ASKING = tuple(
    f" {said} "
    for said in (
        "la gi", "la sao", "nghia la", "the nao", "nhu nao", "o dau", "lam sao", "vi sao", "tai sao", "sao lai",
        "bao nhieu", "bao lau", "co phai", "thi sao", "lam gi", "can gi", "nhung gi", "gom gi", "may ngay",
        "dung khong", "that khong", "hay khong", "lua dao", "co duoc khong", "kieu gi", "cach nao", "cho nao",
    )
)  # fmt: skip
_REFUSING = frozenset("dung khong thoi ngung tat huy khoi bo chang chua ko k hong khong can".split())
"""Before "nhắc": somebody wants none. "Đừng" and "dừng" alike."""
_NEVER = (" dung nhac ", " khong can nhac ", " dung co nhac ")
_DUE = tuple(f" {said} " for said in ("den han", "toi han", "het han", "den hen", "den lich", "den ngay", "toi ngay"))
_SETTING = frozenset("dat tao len cai them hen loi muon".split())
_KINDS = frozenset("hen viec lich nho".split())
_PERSONS = frozenset("toi tui em minh anh chi chu co bac ong ba chau con to me bo t m e".split())


def wants_reminder(text: str, on: date) -> bool:
    """Whether a message is a wish to be reminded; `on` is the day in Hanoi. Never raises."""
    line = line_of(text)
    wish = wish_at(line) if len(line.text) <= _LONGEST else None
    if wish is None:
        return False
    start, end = wish
    before, said, behind = (words_of(_part(line, *at)) for at in ((0, start), wish, (end, len(line.text))))
    folded = [word.folded for word in said]
    if _REFUSING & {w.folded for w in before[-2:]} or _REFUSING & set(folded[:-1]):
        return False
    timed = read_time(text, datetime.combine(on, time(), HANOI)).when is not None
    whole = f" {' '.join(w.folded for w in words_of(line))} "
    if any(never in whole for never in _NEVER):
        return False
    asks = any(asking in whole for asking in _ASKING)
    if asks and not (timed and not before):
        return False
    if before and not _leads_to_it(line, start, timed=timed, last=not behind, due=any(d in whole for d in _DUE)):
        return False
    if "nhac" in folded:
        return _reminds(folded, first=folded.index("nhac"), timed=timed, alone=not before and not behind, whole=whole)
    if "bao" in folded and "thuc" not in folded:
        return any(due in whole for due in _DUE) or (timed and not before)
    if "lich" in folded or "gio" in folded:  # "đặt lịch" is an appointment elsewhere, unless nothing more is said
        return "hen" in folded and "gio" in folded and (timed or not behind)
    return True


def _part(line: Line, start: int, end: int) -> Line:
    return Line(line.text[start:end], line.plain[start:end], line.hidden[start:end], line.marked)


def _leads_to_it(line: Line, start: int, *, timed: bool, last: bool, due: bool) -> bool:
    """Whether what stands before the wish says when or of what, and not who it is that reminds."""
    head = _part(line, 0, start)
    if head.text.rstrip().endswith((",", ".", ";", "!", "\n")):
        return True
    spoken = find_spoken(head)
    if (
        spoken is not None
        and len(words_of(head)) <= sum(len(words_of(_part(head, *span))) for span in spoken.spans) + 1
    ):
        return True
    return last and (timed or due)


def _reminds(folded: Sequence[str], *, first: int, timed: bool, alone: bool, whole: str) -> bool:
    """Whether a "nhắc" is said to us: of whom, or when, or that one is to be set."""
    behind: Set[str] = set(folded[first + 1 :])
    if "lai" in behind and not timed and not any(due in whole for due in _DUE):
        return False  # "nhắc lại giúp tôi": say it again
    if _PERSONS & behind or timed or alone:
        return True
    return bool(_SETTING & set(folded[:first])) or bool(behind & (_KINDS - {"nho"}) and folded[0] != "nhac")
