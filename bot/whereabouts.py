"""Where others reach this installation, as its settings say."""

import ipaddress

from bot.settings import Settings
from knowledge.linking import Whereabouts


def read_whereabouts(settings: Settings) -> Whereabouts:
    """The public address, else the one listened on where other machines may reach it; the name of the bot."""
    telegram = settings.telegram_username if settings.telegram_token else None
    return Whereabouts(web=settings.public_url or _listening(settings), telegram=telegram)


def _listening(settings: Settings) -> str | None:
    """The address in the network around us. Of this machine alone, or of every network, says nothing to a phone."""
    host = settings.web_host
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return None if host == "localhost" or settings.web_port == 0 else f"http://{host}:{settings.web_port}"
    if address.is_loopback or address.is_unspecified or settings.web_port == 0:
        return None
    return f"http://{f'[{host}]' if address.version == 6 else host}:{settings.web_port}"
