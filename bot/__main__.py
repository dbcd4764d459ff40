"""The entry point of the `tungngo` command, and of `python -m bot`."""

import atexit
import gc


def main() -> None:
    """Run the command. Nothing is imported before the looks for rubbish are off: there is none while loading."""
    gc.disable()  # loading makes nothing but what stays, and a third of its time went into looking for rubbish
    atexit.register(gc.freeze)  # at the end the interpreter would look once more, through all there is
    from bot.cli import app

    app()


if __name__ == "__main__":
    main()
