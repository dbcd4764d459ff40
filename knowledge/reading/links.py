"""Addresses in a text and what they are, seen from outside: nothing is opened, nothing is asked of a network."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.scams import LinkKind, Links
from knowledge.text import fold_word

_WITH_SCHEME = r"(?:h[tx]{2}ps?|ftp)\s?:[/\\]{1,3}[^\s<>\"“”]{1,400}"
_WWW = r"www\.[^\s<>\"“”]{1,400}"
_BARE = r"(?<![\w.@-])(?:[\w-]{1,63}\.){1,8}[a-z]{2,24}(?![\w@-])(?:[:/?#\\][^\s<>\"“”]{0,400})?"
_NUMBERS = r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.])(?:[:/][^\s<>\"“”]{0,400})?"
_PROGRAM = r"[\w.-]{1,80}\.apk(?!\w)"
_ADDRESS = re.compile("|".join((_WITH_SCHEME, _WWW, _PROGRAM, _NUMBERS, _BARE)), re.IGNORECASE)
_SCHEME = re.compile(r"[a-z]+\s?:/*", re.IGNORECASE)
_AUTHORITY_END = re.compile(r"[/?#]")
_IS_NUMBERS = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}")
_IS_PROGRAM = re.compile(r"\.apk(?!\w)", re.IGNORECASE)
_TAIL = ".,;:!?)]}'’"

_SYLLABLES = frozenset(
    {"co", "me", "id", "ga", "men", "one", "live", "link", "app", "to", "ly", "la", "so", "su", "in"}
)
"""Endings that are words too: "duoc khong.co ai" is no address unless more speaks for it."""
_UNDER_VN = frozenset({"com", "net", "org", "edu", "gov", "info", "biz", "name", "pro", "health", "ac"})
_TWO_WAYS = (str.maketrans("0134578", "oieastb"), str.maketrans("0134578", "oleastb"))
_UNOFFICIAL = frozenset({LinkKind.NUMBERS, LinkKind.SHORTENED, LinkKind.ODD})
_SHORT_BRAND = 4
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Link:
    """An address: the host that a browser would go to, its kind, and where it stands in the text."""

    host: str
    kind: LinkKind
    start: int
    end: int


class LinkJudge:
    """Finds and judges addresses. Immutable once built."""

    def __init__(self, links: Links) -> None:
        self._links = links
        self._endings = frozenset(links.endings) | frozenset(links.odd_endings)
        self._names = tuple(_bare(name) for name in links.names)

    def find(self, text: str) -> tuple[Link, ...]:
        """The addresses of a text, in order. The text is NFKC and clean."""
        return tuple(self._listed(text)) if "." in text or "://" in text else ()

    def _listed(self, text: str) -> Iterator[Link]:
        for match in _ADDRESS.finditer(text):
            written = match.group().rstrip(_TAIL)
            bare = not _SCHEME.match(written) and not written.lower().startswith("www.")
            if _IS_PROGRAM.search(written):
                name = re.split(r"[/\\]", written)[-1]
                yield Link(name[:_SHOWN], LinkKind.PROGRAM, match.start(), match.start() + len(written))
                continue
            host, disguised = host_of(written)
            if not host or (bare and not disguised and not self._stands_alone(host, written)):
                continue
            kind = self.judge(host, disguised)
            if kind in _UNOFFICIAL and self._looks_official(written):
                kind = LinkKind.LOOKALIKE  # the official name behind the host is there to be read, not to lead there
            yield Link(host[:_SHOWN], kind, match.start(), match.start() + len(written))

    def judge(self, host: str, disguised: bool = False) -> LinkKind:
        """What a host is. `disguised`: the address hid it."""
        labels = host.split(".")
        if disguised or not host.isascii() or "%" in host or any(label.startswith("xn--") for label in labels):
            return LinkKind.DISGUISED
        if _IS_NUMBERS.fullmatch(host) or len(labels) == 1:
            return LinkKind.NUMBERS
        if labels[-2:] == ["gov", "vn"] or _listed_in(host, self._links.official):
            return LinkKind.OFFICIAL
        if self._looks_official(host) or self._borrows_a_brand(labels):
            return LinkKind.LOOKALIKE
        if _listed_in(host, self._links.shorteners):
            return LinkKind.SHORTENED
        return LinkKind.ODD if labels[-1] in self._links.odd_endings else LinkKind.UNKNOWN

    def _looks_official(self, host: str) -> bool:
        forms = {_bare(host), *(_bare(host).translate(way) for way in _TWO_WAYS)}
        return any(name in form for form in forms for name in self._names)

    def _borrows_a_brand(self, labels: Sequence[str]) -> bool:
        """A firm's name with something tied to it, under somebody else's domain, or under an odd ending."""
        brands = self._links.brands
        own, ending = _registered(labels)
        if own in brands or (own.isalpha() and ending == "vn"):
            return ending in self._links.odd_endings
        parts = {part for label in labels[:-1] for part in re.split(r"[-_\d]+", label)}
        return any(b in parts or (len(b) > _SHORT_BRAND and any(b in label for label in labels)) for b in brands)

    def _stands_alone(self, host: str, written: str) -> bool:
        """Whether a host without a scheme is one, rather than two sentences without a space between."""
        if _IS_NUMBERS.fullmatch(host):
            return True
        labels = host.split(".")
        ending = labels[-1]
        if ending not in self._endings:
            return False
        more = "/" in written or len(labels) > 2 or any(c.isdigit() or c == "-" for c in host)
        # "… của họ.com" is a slip of the finger: words with Vietnamese marks are no host by themselves.
        marked = not host.isascii() and fold_word(host).isascii()
        return more or not (marked or ending in _SYLLABLES)


def host_of(address: str) -> tuple[str, bool]:
    """The host that a browser would go to, in lower case, and whether something stands in front of an @ to hide it."""
    rest = _SCHEME.sub("", address.replace("\\", "/"), count=1).lstrip("/")
    authority = _AUTHORITY_END.split(rest, maxsplit=1)[0]
    before, at, host = authority.rpartition("@")
    return host.partition(":")[0].strip(".").lower(), bool(at) and "." in before


def _registered(labels: Sequence[str]) -> tuple[str, str]:
    """The label that somebody registered, and the last ending."""
    under = len(labels) > 2 and labels[-1] == "vn" and labels[-2] in _UNDER_VN
    return labels[-3 if under else -2], labels[-1]


def _listed_in(host: str, hosts: Sequence[str]) -> bool:
    return any(host == listed or host.endswith(f".{listed}") for listed in hosts)


def _bare(host: str) -> str:
    return re.sub(r"[^a-z0-9]", "", fold_word(host))
