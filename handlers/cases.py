"""A case of a procedure as a button carries it."""

from collections.abc import Mapping

from knowledge.model import Procedure


def pack_case(procedure: Procedure, case: Mapping[str, str]) -> str:
    """A case for a button: the values in the order of the procedure's cases, joined by ".", "-" where not known."""
    return ".".join(case.get(name, "-") for name in procedure.cases)


def unpack_case(procedure: Procedure, packed: str) -> dict[str, str]:
    """What `pack_case` made, as name → value; what the procedure does not know (any more) counts as not known."""
    values = zip(procedure.cases.items(), packed.split("."), strict=False)
    return {name: value for (name, asked), value in values if value in asked.values}
