"""What a watchdog is told, and what nobody else is."""

import re

import httpx
import pytest

from storage.actions.deliveries import plan_deliveries
from storage.rules.people import Address
from tests.driver import FixedClock
from tests.storage.people import citizen_of, reminder
from tests.web.conftest import OpenSite

TOKEN = "only-for-tests"


async def asked(url: str, path: str, **headers: str) -> httpx.Response:
    """A watchdog on this machine, with no proxy between."""
    async with httpx.AsyncClient(base_url=url, trust_env=False) as client:
        return await client.get(path, headers=headers)


def number(page: str, name: str) -> float:
    found = re.search(rf"^{re.escape(name)} (\S+)$", page, re.MULTILINE)
    assert found, f"no {name} in\n{page}"
    return float(found[1])


async def test_a_process_that_can_serve_says_so(open_site: OpenSite) -> None:
    async with open_site() as site:
        ready = await asked(site.url, "/readyz")

    assert (ready.status_code, ready.text) == (200, "ready")


async def test_a_process_whose_database_does_not_answer_lives_but_is_not_ready(
    open_site: OpenSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object, **__: object) -> None:
        raise OSError("database or disk is full")

    async with open_site() as site:
        monkeypatch.setattr("bot.channels.webchat.upkeep.read_standing", broken)
        ready, metrics = await asked(site.url, "/readyz"), await asked(site.url, "/metrics")
        alive = await asked(site.url, "/healthz")

    assert (ready.status_code, metrics.status_code, alive.status_code) == (503, 503, 200)


async def test_the_numbers_tell_of_updates_answers_receipts_and_the_queue(open_site: OpenSite) -> None:
    clock = FixedClock()
    async with open_site(clock) as site, site.visitor() as lan, await lan.open() as window:
        await window.send("say", text="làm căn cước hết bao nhiêu tiền")
        await window.hear("bubble")
        minh = await citizen_of(site.core.database, clock, Address("telegram", "7"))
        await plan_deliveries(site.core.database, clock, occasion=reminder(clock.now()), citizens=[minh])
        clock.goes_on(seconds=90)
        site.core.metrics.received("telegram", "sent")
        page = (await asked(site.url, "/metrics")).text

    assert number(page, 'tungngo_updates_total{channel="web",end="answered"}') == 1
    assert number(page, 'tungngo_answer_seconds_count{channel="web"}') == 1
    assert number(page, 'tungngo_answers_today{status="answered"}') == 1
    assert number(page, 'tungngo_receipts_total{channel="telegram",receipt="sent"}') == 1
    assert number(page, 'tungngo_deliveries_due{channel="telegram"}') == 1
    assert number(page, 'tungngo_oldest_due_seconds{channel="telegram"}') == 90
    assert number(page, 'tungngo_deliveries_due{channel="web"}') == 0
    assert "căn cước" not in page


@pytest.mark.parametrize(
    "headers",
    [{"X-Forwarded-For": "203.0.113.5"}, {"Forwarded": "for=203.0.113.5"}, {"Host": "192.0.2.1"}],
)
async def test_the_numbers_are_for_this_machine_alone(open_site: OpenSite, headers: dict[str, str]) -> None:
    async with open_site() as site:
        assert (await asked(site.url, "/metrics")).status_code == 200
        assert (await asked(site.url, "/metrics", **headers)).status_code == 404


async def test_with_a_public_address_nobody_reads_the_numbers_without_a_token(open_site: OpenSite) -> None:
    async with open_site(public_url="https://chat.example.vn") as site:
        assert (await asked(site.url, "/metrics")).status_code == 404


async def test_whoever_has_the_token_reads_the_numbers(open_site: OpenSite) -> None:
    async with open_site(public_url="https://chat.example.vn", metrics_token=TOKEN) as site:
        right = await asked(site.url, "/metrics", Authorization=f"Bearer {TOKEN}", **{"X-Forwarded-For": "203.0.113.5"})
        wrong = [await asked(site.url, "/metrics", **h) for h in ({}, {"Authorization": "Bearer other"})]

    assert right.status_code == 200
    assert [response.status_code for response in wrong] == [404, 404]
