"""Addresses are judged by the host a browser would go to; only a true .gov.vn ending is official."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.answering import Answerer
from knowledge.reading.links import LinkJudge, host_of
from knowledge.reading.scam_signs import legible
from knowledge.scams import LinkKind


@pytest.fixture(scope="module")
def judge(answerer: Answerer) -> LinkJudge:
    return LinkJudge(answerer.catalogue.scams.links)


def kinds(judge: LinkJudge, text: str) -> list[LinkKind]:
    return [link.kind for link in judge.find(legible(text))]


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("https://dichvucong.gov.vn", LinkKind.OFFICIAL),
        ("dichvucong.gov.vn", LinkKind.OFFICIAL),
        ("HTTPS://VNeID.GOV.VN./", LinkKind.OFFICIAL),
        ("http://dichvucong.gov.vn:443/p/home/abc.html?ma=1", LinkKind.OFFICIAL),
        ("ttpvhcc.hanoi.gov.vn", LinkKind.OFFICIAL),
        ("https://play.google.com/store/apps/details?id=x", LinkKind.OFFICIAL),
        ("dichvucong-gov.vn.com", LinkKind.LOOKALIKE),
        ("vneid-gov.cc", LinkKind.LOOKALIKE),
        ("vneid.gov.vn.dangky.info", LinkKind.LOOKALIKE),
        ("https://vneid.com", LinkKind.LOOKALIKE),
        ("dichvuc0ng.com", LinkKind.LOOKALIKE),
        ("https://vne1d-capnhat.com", LinkKind.LOOKALIKE),
        ("vietcombank-xacthuc.com", LinkKind.LOOKALIKE),
        ("vcb-digi.cc", LinkKind.LOOKALIKE),
        ("mbbank.top", LinkKind.LOOKALIKE),
        ("vneid-gov[.]cc", LinkKind.LOOKALIKE),
        ("vneid-gov . cc", LinkKind.LOOKALIKE),
        ("hxxps://vneid-gov(.)cc/abc", LinkKind.LOOKALIKE),
        ("https://dichvucong.gov.vn@nhan-tien.click/x", LinkKind.DISGUISED),
        ("https://xn--dchvcng-9xa.vn", LinkKind.DISGUISED),
        ("https://vn\u0435id.gov.vn", LinkKind.DISGUISED),
        ("https://dịchvụcông.vn", LinkKind.DISGUISED),
        ("https://dichvucong.gov.vn%2eevil.com", LinkKind.DISGUISED),
        ("http://103.45.67.89/vneid", LinkKind.LOOKALIKE),
        ("103.45.67.89:8080/capnhat", LinkKind.NUMBERS),
        ("tinyurl.com/nhanquavneid", LinkKind.LOOKALIKE),
        ("http://3232235777/x", LinkKind.NUMBERS),
        ("bit.ly/abc123", LinkKind.SHORTENED),
        ("https://cutt.ly/vnp0st", LinkKind.SHORTENED),
        ("nhan-qua.xyz", LinkKind.ODD),
        ("www.nhanqua.click", LinkKind.ODD),
        ("VNeID_v2.apk", LinkKind.PROGRAM),
        ("https://dichvucong.gov.vn/VNeID.apk", LinkKind.PROGRAM),
        ("https://portal.vietcombank.com.vn/abc", LinkKind.UNKNOWN),
        ("vietcombank.com.vn", LinkKind.UNKNOWN),
        ("https://dantri.com.vn/phap-luat.htm", LinkKind.UNKNOWN),
        ("viettelpost.com.vn", LinkKind.UNKNOWN),
    ],
)
def test_an_address_is_judged_by_where_it_leads(judge: LinkJudge, address: str, kind: LinkKind) -> None:
    assert kinds(judge, f"Bạn vào {address} nhé") == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "em không biết.Có ai giúp với",
        "duoc khong.co ai tra loi",
        "gửi về nguyen.van@gmail.com",
        "phí 200.000 đồng, gọi 1900.1009",
        "nghị định 168/2024/NĐ-CP",
        "họ tên của họ.com gì đó",
        "ngày 24.11.2026",
        "bấm vào link họ gửi",
        "đuôi .com hay .vn",
    ],
)
def test_what_is_no_address_is_left_alone(judge: LinkJudge, text: str) -> None:
    assert kinds(judge, text) == []


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https:\\\\evil.com\\@dichvucong.gov.vn", "evil.com"),
        ("https:///evil.com/dichvucong.gov.vn", "evil.com"),
        ("https://evil.com#dichvucong.gov.vn", "evil.com"),
        ("https://evil.com?dichvucong.gov.vn", "evil.com"),
        ("https://dichvucong.gov.vn:443@evil.com", "evil.com"),
    ],
)
def test_tricks_do_not_move_the_host(judge: LinkJudge, address: str, host: str) -> None:
    assert host_of(address)[0] == host
    assert LinkKind.OFFICIAL not in kinds(judge, address)


@given(st.text(alphabet="abc-.0123456789@/:\\%#?оуᴀ ạ", max_size=120))
def test_nothing_is_official_unless_it_ends_so(judge: LinkJudge, text: str) -> None:
    for link in judge.find(legible(f"https://{text}")):
        if link.kind is LinkKind.OFFICIAL:
            listed = ("play.google.com", "apps.apple.com", "chinhphu.vn", "vncert.vn", "vedientuonline.com.vn")
            assert link.host.endswith((".gov.vn", *listed)), link
