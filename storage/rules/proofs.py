"""Proof that a choice was made, kept when everything else about the person is gone.

A proof names nobody: it carries a keyed hash of the address. Only who holds the key and is shown an
address can tell whether the proof is about it, and that is its only use.
"""

import hashlib
import hmac
from enum import StrEnum

from storage.rules.people import Address

_LABEL = b"tung-ngo/proof/1:"  # the key signs other things too: a label keeps the uses apart


class ProofKind(StrEnum):
    """What a proof proves."""

    CONSENT = "consent"
    STOP = "stop"


def keyed_hash(address: Address, secret: str) -> str:
    """HMAC-SHA-256 of the address under the installation's secret, 64 hexadecimal digits.

    Raises ValueError for an empty secret: a hash without a key could be undone by trying every id.
    """
    if not secret:
        raise ValueError("proofs need a secret key")
    return hmac.new(secret.encode(), _LABEL + str(address).encode(), hashlib.sha256).hexdigest()
