"""What staff do in the conversation; nobody else is shown that it exists.

Every handler names the act it needs, with `Requires(Act.…)` as the last filter where it is registered; what
belongs on the menu of /nhanvien stands in its file as `SCREENS`.
"""

from aiogram import Router

from handlers.staff import appointing, door, people

GOALS = (door, people, appointing)


def register(router: Router) -> None:
    """Everything that staff do, in the order written above."""
    for goal in GOALS:
        goal.register(router)
