"""What a poster's code carries: short enough, read back the same, worth nothing once a sign of it is changed."""

import re
import string

import pytest

from knowledge.answering import Answerer
from knowledge.linking import LONGEST_PAYLOAD, Whereabouts, read_link
from knowledge.phrases import Phrases
from knowledge.poster_links import PosterOrigin, poster_payload, read_poster_payload
from knowledge.posters import poster_ways
from knowledge.reading.places import Places

KEY = "only for tests"
ORIGIN = PosterOrigin("00004", "phieu-ly-lich-tu-phap")
SIGNS = string.ascii_letters + string.digits + "_-"


def test_every_ward_and_every_procedure_fits_and_is_read_back(answerer: Answerer, places: Places) -> None:
    slugs = [None, *answerer.catalogue.procedures, "x" * 40]  # the longest that the content allows
    for ward in places.gazetteer.wards:
        for slug in slugs:
            payload = poster_payload(PosterOrigin(ward, slug), secret=KEY)

            assert re.fullmatch(rf"[A-Za-z0-9_-]{{1,{LONGEST_PAYLOAD}}}", payload)
            assert read_poster_payload(payload, secret=KEY) == PosterOrigin(ward, slug)


@pytest.mark.parametrize("origin", [ORIGIN, PosterOrigin("00004")])
def test_one_changed_missing_or_added_sign_makes_it_none(origin: PosterOrigin) -> None:
    payload = poster_payload(origin, secret=KEY)
    changed = {payload[:i] + sign + payload[i + 1 :] for i in range(len(payload)) for sign in SIGNS} - {payload}
    missing = {payload[:i] + payload[i + 1 :] for i in range(len(payload))}
    added = {payload[:i] + sign + payload[i:] for i in range(len(payload) + 1) for sign in SIGNS}

    assert not [each for each in changed | missing | added if read_poster_payload(each, secret=KEY)]


def test_another_deployment_cannot_make_one() -> None:
    assert read_poster_payload(poster_payload(ORIGIN, secret="another key"), secret=KEY) is None


def test_a_seal_holds_for_its_own_poster_alone() -> None:
    seal = poster_payload(ORIGIN, secret=KEY).removeprefix("00004_phieu-ly-lich-tu-phap_")

    for named in ("00008_phieu-ly-lich-tu-phap", "00004_the-can-cuoc", "00004_"):
        assert read_poster_payload(f"{named}_{seal}", secret=KEY) is None


@pytest.mark.parametrize("payload", ["", "_", "__", "00004", "00004__", "x" * 5000, "ở_đâu_đó", "00004_\ud83d_x"])
def test_what_is_no_payload_is_none(payload: str) -> None:
    assert read_poster_payload(payload, secret=KEY) is None


def test_it_is_taken_for_no_other_link(answerer: Answerer) -> None:
    for slug in (None, *answerer.catalogue.procedures):
        assert read_link(poster_payload(PosterOrigin("00004", slug), secret=KEY), answerer.catalogue.procedures) is None


def test_there_is_a_way_for_each_channel_that_others_reach() -> None:
    phrases = Phrases.load()
    both = poster_ways(Whereabouts("https://hoi.example.vn", "tungngo_bot"), "p", phrases)

    assert [(way.address, way.short) for way in both] == [
        ("https://hoi.example.vn/?s=p", "hoi.example.vn"),
        ("https://t.me/tungngo_bot?start=p", "t.me/tungngo_bot"),
    ]
    assert poster_ways(Whereabouts(telegram="tungngo_bot"), "p", phrases) == both[1:]
    assert poster_ways(Whereabouts(web="http://192.168.1.5:8080"), "p", phrases)[0].short == "192.168.1.5:8080"
    assert poster_ways(Whereabouts(), "p", phrases) == ()
