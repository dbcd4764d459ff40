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
    something that is off → `note` → words for citizens → told to them from now on
                              └──→ a command, the way back → left
    """

    code = State()
    ward = State()
    note = State()


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


class Curating(StatesGroup):
    """
    a group → another procedure → `target` → its name → one of several → proposed
    a group → `wording`, where its own words are too long or refused → other words → proposed
    a proposal of mine → `rewording` → other words for it → changed
    a proposal → reject → `reason` → why → rejected
    a draft → one of its parts → `draft` → the new words → changed
              each └──→ a command or a tap → left silently
    """

    target = State()
    wording = State()
    rewording = State()
    reason = State()
    draft = State()


class Broadcasting(StatesGroup):
    """
    /guitin → words of my own → `text` → a draft
    a draft → who → `ward` → a ward's name → it is added
            → when → `time` → a time → it is set
            → urgent → `urgent` → why → it is urgent
    one that is over → correct → `correction` → other words → they go to who got the first ones
              each └──→ a command or a tap → left silently; the draft stays
    """

    text = State()
    ward = State()
    time = State()
    urgent = State()
    correction = State()


class Reminding(StatesGroup):
    """
    “nhắc tôi …”, “Nhắc tôi” → `what` → of what → `when` → a time, or a tap on one → shown back → saved, or left
                                  └──→ a command, a tap, a stop                └──→ and a question → left silently
    """

    what = State()
    when = State()
