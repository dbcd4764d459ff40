"""What a file of staff handlers offers on the menu of /nhanvien: declared there, shown to whoever may do it."""

from dataclasses import dataclass

from aiogram.filters.callback_data import CallbackData

from storage.rules.permissions import Act


@dataclass(frozen=True, slots=True)
class Screen:
    """One button: the act it needs, the phrase of its label, what it carries."""

    act: Act
    label: str
    opens: CallbackData
