"""Links back to an answer: written short enough, read back the same, ignored where they lead nowhere."""

import itertools
import re

import pytest

from knowledge.answering import Answerer
from knowledge.linking import LONGEST_PAYLOAD, Link, Whereabouts, payload_of_query, read_link, start_payload

CERTIFICATE = "phieu-ly-lich-tu-phap"


def test_every_case_of_every_procedure_is_written_and_read_back(answerer: Answerer) -> None:
    procedures = answerer.catalogue.procedures
    for slug, procedure in procedures.items():
        for values in itertools.islice(itertools.product(*(c.values for c in procedure.cases.values())), 50):
            case = dict(zip(procedure.cases, values, strict=True))
            payload = start_payload(slug, case)

            assert re.fullmatch(rf"[A-Za-z0-9_-]{{1,{LONGEST_PAYLOAD}}}", payload)
            link = read_link(payload, procedures)
            assert link is not None
            assert link.procedure == slug
            assert link.case.items() <= case.items()
            assert len(payload) > LONGEST_PAYLOAD - 24 or link.case == case


def test_a_web_address_opens_the_same(answerer: Answerer) -> None:
    case = {"who": "self", "way": "online"}
    back = Whereabouts(web="https://hoi.example.vn").way_back(CERTIFICATE, case)
    payload = payload_of_query(CERTIFICATE, "who.self-way.online", answerer.catalogue.procedures)

    assert back is not None
    assert back.address == "https://hoi.example.vn/?mo=phieu-ly-lich-tu-phap&tinh=who.self-way.online"
    assert back.short == "hoi.example.vn/?mo=phieu-ly-lich-tu-phap"
    assert read_link(str(payload), answerer.catalogue.procedures) == Link(CERTIFICATE, case)


def test_without_a_case_the_address_is_the_procedure_alone() -> None:
    back = Whereabouts(web="http://192.168.1.5:8080", telegram="tungngo_bot").way_back(CERTIFICATE, {})

    assert back is not None
    assert back.address == "http://192.168.1.5:8080/?mo=phieu-ly-lich-tu-phap"
    assert Whereabouts().way_back(CERTIFICATE, {}) is None


@pytest.mark.parametrize("mo", ["", "khong-co", "../etc", "phieu-ly-lich-tu-phap\n/xoa", "x" * 400, "<script>"])
def test_an_address_that_leads_nowhere_opens_nothing(answerer: Answerer, mo: str) -> None:
    assert payload_of_query(mo, "", answerer.catalogue.procedures) is None


@pytest.mark.parametrize(
    "tinh", ["who.cat", "age.self", "who", "-.-", "who.self.online", "<b>.<i>", "who.self way.online"]
)
def test_what_is_no_case_of_it_is_left_out(answerer: Answerer, tinh: str) -> None:
    assert payload_of_query(CERTIFICATE, tinh, answerer.catalogue.procedures) == CERTIFICATE


def test_what_could_not_be_read_back_is_not_written() -> None:
    assert start_payload("a", {"who": "x_y", "way": "x-y", "kind": "xy"}) == "a_kind-xy"
