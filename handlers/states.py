"""Open conversations: every StatesGroup with its diagram. A state keeps an id at most, never words."""

from aiogram.fsm.state import State, StatesGroup


class Rating(StatesGroup):
    """
    👎 → `why` → words, or a tap on a reason → thanks
           └──→ a command, a menu tap, a new question → left silently
    """

    why = State()


class Area(StatesGroup):
    """
    /khuvuc → `naming` → a name or a place → one of several → remembered, or not
                 └──→ a command, a tap, a question, a stop → left silently
    """

    naming = State()


class Scam(StatesGroup):
    """
    /luadao → `pasting` → a message → its signs, and the next message may come
                  └──→ a command, a tap, a question, a stop, "thôi" → left silently
    """

    pasting = State()


class Staff(StatesGroup):
    """
    /nhanvien → `code` → the code of an invitation → joined
                  └──→ a command, a tap, words that are no code → left silently
    invite → a role → `ward` → a ward's name → one of several → the code to pass on
                        └──→ a command, a tap, words that name no ward → left, or asked once more
    """

    code = State()
    ward = State()
