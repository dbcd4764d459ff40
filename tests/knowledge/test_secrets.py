"""A secret that is written out is seen before anything else; talk about secrets is not one."""

import pytest

from knowledge.reading.secrets import holds_secret


@pytest.mark.parametrize(
    "said",
    [
        "mã OTP của tôi là 482913",
        "otp 482913 nhé",
        "OTP: 4829",
        "ma pin la 1357",
        "cvv 4829",
        "passcode VNeID của em là 135790",
        "mật khẩu của tôi là Lan1954",
        "mk: hoa123",
        "số thẻ 9704 3612 3456 7890",
        "9704361234567890123",
        "căn cước của tôi 001054012345",
    ],
)
def test_a_secret_written_out_is_seen(said: str) -> None:
    assert holds_secret(said)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "có người đòi mã OTP thì gọi 1022 hay 156",
        "bị hỏi mã OTP thì nhắn 5656 phải không",
        "quét mã QR năm 2026 có gì mới",
        "quên mật khẩu VNeID",
        "mật khẩu là gì",
        "mật khẩu VNeID phải có 8 ký tự à",
        "mã hồ sơ 12345678 tra ở đâu",
        "biên bản phạt 123456789012 nộp thế nào",
        "phí 200.000 đồng",
        "chuyển 2.000.000.000 đồng",
        "gọi 0912345678",
        "nghị định 168/2024",
        "nộp phạt theo mã quyết định 2345",
        "OTP gửi về rồi mà bị trừ 500000 đồng",
    ],
)
def test_talk_about_secrets_and_other_numbers_is_none(said: str) -> None:
    assert not holds_secret(said)
