"""The process that draws a sheet or poster: JSON on standard input, PDF on standard output, within its own bounds."""

import os
import sys
from typing import Final

LESS_URGENT: Final = 10
LARGEST_MEMORY: Final = 512 * 1024 * 1024
LONGEST_SECONDS: Final = 20
"""Of the processor; whoever waits stops waiting by a clock of their own."""


def main() -> None:
    """Draw what is read; ends with an error for anything that is neither."""
    _bound()
    from pydantic import TypeAdapter

    from bot.sheets.drawing import draw_sheet
    from bot.sheets.poster_drawing import draw_poster
    from knowledge.posters import Poster
    from knowledge.sheets import Sheet

    wanted: TypeAdapter[Sheet | Poster] = TypeAdapter(Sheet | Poster)  # told apart by what each of them must have
    read = wanted.validate_json(sys.stdin.buffer.read())
    sys.stdout.buffer.write(draw_poster(read) if isinstance(read, Poster) else draw_sheet(read))


def _bound() -> None:
    """Step back behind whoever talks with people, and let the system end what runs away; not every system can."""
    try:
        import resource
    except ImportError:
        return
    os.nice(LESS_URGENT)
    resource.setrlimit(resource.RLIMIT_AS, (LARGEST_MEMORY, LARGEST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (LONGEST_SECONDS, LONGEST_SECONDS))


if __name__ == "__main__":
    main()
