"""Taking out of a text what could harm its writer, before anything that is kept is written.

Phone, identity, card and account numbers and e-mail addresses become placeholders, also when they are
spaced, dotted or typed with the digits of another script. Money, dates, years, law numbers and public
hotlines stay: without them a question says nothing. Where a number could be either, it goes. So do codes of
invitations, which are good for whoever reads them.
"""

import re

from storage.rules.invitations import hide_codes

PHONE = "[số điện thoại]"
IDENTITY = "[số giấy tờ]"
ACCOUNT = "[số tài khoản]"
SECRET = "[mã bí mật]"  # noqa: S105 - the placeholder of a secret, not one
EMAIL = "[email]"

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
# 64: no address has more before its @, and without a bound a giant word takes a quarter of a second
_EMAIL = re.compile(r"[^\s@<>()\[\],;:]{1,64}\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
_RUN = re.compile(r"(?<!\d)\+?\(?\d(?:(?:[ \u00a0\u202f.()_\-–·]{0,3}|,)\d){5,}")
_CURRENCY = re.compile(r"\s*(?:đ|d|₫|đồng|dong|vnđ|vnd|k|nghìn|nghin|ngàn|ngan|triệu|trieu|tr|tỷ|ty)\b", re.IGNORECASE)
_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_DATE = re.compile(r"(?:\d{1,2}[-.]\d{1,2}[-.](?:19|20)\d\d|(?:19|20)\d\d[-.]\d{1,2}[-.]\d{1,2})")
_YEARS = re.compile(r"(?:19|20)\d\d[ \-–,]{1,3}(?:19|20)\d\d")
_PROCEDURE = re.compile(r"\d\.\d{6}(?:\.\d{2,3})*")
_HOTLINE = re.compile(r"1[89]00\d{4}(?:\d\d)?")
_SECRET = re.compile(
    r"""(?P<before>
      \b(?: otp | mã\ xác\ (?:thực|nhận) | ma\ xac\ (?:thuc|nhan) | (?:mã\ |ma\ )?pin | cvv
          | mật\ khẩu | mat\ khau | mk | pass(?:word|code)?
          | stk | số\ tài\ khoản | so\ tai\ khoan | số\ thẻ | so\ the )\b
      (?: \s*+ (?: của | cua | tôi | toi | mình | minh | em | là | la | is | mới | moi ) )* \s*+ [:=]? \s*+ )
      (?P<secret> (?=\S*\d) [^\s,;\[\]]{3,} )""",
    re.IGNORECASE | re.VERBOSE,
)


def redact(text: str) -> str:
    """The text with placeholders; the same text comes back when there was nothing to take out.

    Redacting twice changes nothing.
    """
    text = _INVISIBLE.sub("", text)
    text = _EMAIL.sub(EMAIL, text)
    text = _RUN.sub(_placeholder, text)
    text = hide_codes(text)
    return _SECRET.sub(_without_secret, text)


def _placeholder(match: re.Match[str]) -> str:
    run = match.group()
    if _is_harmless(run, after=match.string[match.end() : match.end() + 8]):
        return run
    digits = "".join(str(int(letter)) for letter in run if letter.isdecimal())
    if _HOTLINE.fullmatch(digits):
        return run
    if len(digits) < 8:
        return run
    return _kind(digits, international=run.startswith("+"))


def _is_harmless(run: str, after: str) -> bool:
    """Money with its currency, dates, pairs of years, codes of procedures."""
    if _DATE.fullmatch(run) or _YEARS.fullmatch(run) or _PROCEDURE.fullmatch(run):
        return True
    if _GROUPED.fullmatch(run):
        return _CURRENCY.match(after) is not None or len(run) < 11
    return run.isdecimal() and _CURRENCY.match(after) is not None


def _kind(digits: str, *, international: bool) -> str:
    if (international and 8 <= len(digits) <= 15) or re.fullmatch(r"(?:0|0?84)\d{9,10}", digits):
        # twelve digits that begin with 0 are an identity card: every province's code begins with 0
        return IDENTITY if len(digits) == 12 and digits.startswith("0") and not international else PHONE
    if len(digits) in (9, 12):
        return IDENTITY
    return ACCOUNT


def _without_secret(match: re.Match[str]) -> str:
    return match["before"] + SECRET
