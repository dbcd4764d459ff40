"""Who asks for the sheet, and who only mentions printing."""

import pytest

from knowledge.reading.printing import asks_for_sheet


@pytest.mark.parametrize(
    "text",
    ["in ra", "In ra giúp tôi", "gui pdf", "gửi file PDF nhé", "cho toi ban in", "tải pdf về máy", "in giay di", "pdf",
     "cho bac to giay", "in tờ này ra", "muốn in ra", "xin bản pdf ạ.", "in danh sách cho mình"],
)  # fmt: skip
def test_a_message_that_says_only_that_asks_for_the_sheet(text: str) -> None:
    assert asks_for_sheet(text)


@pytest.mark.parametrize(
    "text",
    ["in ra giấy thì công ty có nhận không", "phiếu điện tử in ra dùng được không", "in", "giấy", "thẻ in sai tên",
     "gửi hồ sơ qua bưu điện", "tờ khai in ở đâu", "in sao kê ngân hàng", "", "cho tôi", "in ra " * 400],
)  # fmt: skip
def test_a_question_about_printing_is_a_question(text: str) -> None:
    assert not asks_for_sheet(text)
