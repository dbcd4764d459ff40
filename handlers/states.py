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


class Staff(StatesGroup):
    """
    /nhanvien → `code` → the code of an invitation → joined
                  └──→ a command, a tap, words that are no code → left silently
    invite → a role → `ward` → a ward's name → one of several → the code to pass on
                        └──→ a command, a tap, words that name no ward → left, or asked once more
    """

    code = State()
    ward = State()


class Papers(StatesGroup):
    """
    “Soát hồ sơ” → `asking` → (0 to 3 values of the case) → `ticking` → ticks, the result, ticks again
                      ↑└── another question is answered, and the check goes on where it stood
                      └── “quay lại”; “thôi”, or half an hour, leaves
    """

    asking = State()
    ticking = State()


class Journey(StatesGroup):
    """
    a life event → `following` → “xong bước 1” → the steps again
                       └──→ anything else is answered as usual
    """

    following = State()
