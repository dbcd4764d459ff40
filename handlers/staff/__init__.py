"""What staff do in the conversation; nobody else is shown that it exists.

Every handler names the act it needs, with `Requires(Act.…)` as the last filter where it is registered; what
belongs on the menu of /nhanvien stands in its file as `SCREENS`.
"""

from aiogram import Router

from handlers.staff import (
    appointing,
    approving,
    attaching,
    broadcast_desk,
    broadcast_draft,
    broadcasts,
    correcting,
    door,
    drafting,
    gaps,
    news,
    people,
    reviews,
    switches,
)

GOALS = (
    door,
    people,
    appointing,
    gaps,
    attaching,
    approving,
    drafting,
    switches,
    reviews,
    news,
    broadcasts,
    broadcast_draft,
    broadcast_desk,
    correcting,
)


def register(router: Router) -> None:
    """Everything that staff do, in the order written above."""
    for goal in GOALS:
        goal.register(router)
