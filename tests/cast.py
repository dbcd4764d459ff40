"""The people of the stories: who they are, how they type."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who writes to the assistant."""

    id: int
    name: str


LAN = Person(7101, "Bà Lan")
"""71 years old, lives alone in an alley of Ô Chợ Dừa; types slowly and never with marks."""

NGOC = Person(7102, "Em Ngọc")
"""19, a student; full of abbreviations, asks follow-ups without naming the topic."""

HOA = Person(7103, "Chị Hoa")
"""38, mother of a ten-year-old; asks for her child, corrects herself."""

TUAN = Person(7104, "Anh Tuấn")
"""45, an officer of a ward; tries everything twice."""

MINH = Person(7105, "Bác Minh")
"""66, runs the Zalo and Telegram groups of his building."""

KHOA = Person(7106, "Khoa")
"""Bored and able: sends floods, markup and broken characters."""

HANH = Person(7107, "Chị Hạnh")
"""50, answers for the installation at the city's centre: its owner. Of staff, Bác Minh curates."""
