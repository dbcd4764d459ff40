"""What a start writes down of the content, and the list of every Monday."""

from datetime import UTC, datetime

from structlog.testing import LogCapture

from bot.core import Core
from bot.scheduler.contents import record_what_is_told, schedule_review_lists
from bot.scheduler.ticker import Job
from knowledge.staleness import Why, from_data
from storage.actions.fact_versions import list_facts_told_at, list_versions
from storage.actions.reviews import list_weeks
from tests.clock import FixedClock


class Timetable:
    """Keeps the jobs instead of running them."""

    def __init__(self) -> None:
        self.jobs: list[tuple[float, Job, str, bool]] = []

    def every(self, seconds: float, job: Job, *, name: str, at_once: bool = False) -> None:
        self.jobs.append((seconds, job, name, at_once))


async def test_every_fact_that_is_told_is_written_down_once(
    core: Core, fixed_clock: FixedClock, events: LogCapture
) -> None:
    catalogue = core.answerer.catalogue
    await record_what_is_told(core.database, fixed_clock, catalogue)
    fixed_clock.goes_on(days=1)
    await record_what_is_told(core.database, fixed_clock, catalogue)

    fee = await list_facts_told_at(core.database, procedure="the-can-cuoc", aspect="fee", at=fixed_clock.now())
    spans = await list_versions(core.database, procedure="the-can-cuoc", fact="change-half")
    assert {f.fact for f in fee} >= {"change-half", "reissue-half"}
    assert len(spans) == 1
    assert [e["event"] for e in events.entries] == ["facts_changed"]
    assert events.entries[0]["begun"] == sum(1 for _ in catalogue.list_facts())


async def test_the_list_is_kept_at_eight_on_monday(core: Core, fixed_clock: FixedClock, events: LogCapture) -> None:
    timetable = Timetable()
    schedule_review_lists(timetable, core.database, fixed_clock, core.answerer.catalogue)  # type: ignore[arg-type]
    ((_, keep, name, at_once),) = timetable.jobs
    assert (name, at_once) == ("review_lists", True)

    for at in (
        datetime(2026, 11, 24, 2, 0, tzinfo=UTC),  # the first start, on a Tuesday: this week's is made up for
        datetime(2026, 11, 30, 0, 59, tzinfo=UTC),  # Monday 7:59
        datetime(2026, 11, 30, 1, 0, tzinfo=UTC),  # Monday 8:00
        datetime(2026, 11, 30, 1, 1, tzinfo=UTC),
    ):
        fixed_clock.goes_to(at)
        await keep()

    weeks = await list_weeks(core.database, most=5)
    assert [w.week_on.isoformat() for w in weeks] == ["2026-11-30", "2026-11-23"]
    assert weeks[0].listed_at == datetime(2026, 11, 30, 1, 0, tzinfo=UTC)
    assert {d.why for d in from_data(weeks[0].items)} >= {Why.ENDS, Why.SOON}
    assert [e["week"] for e in events.entries if e["event"] == "review_list_kept"] == ["2026-11-23", "2026-11-30"]
