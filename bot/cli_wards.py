"""Wards as they are named on the command line."""

import typer

from knowledge.reading.areas import areas_of, is_settled
from knowledge.reading.places import Places


def ward_code(named: str, places: Places) -> str:
    """The code of a ward that was named by code or by any of its names; ends the command where it is not one ward."""
    if named in places.gazetteer.wards:
        return named
    reading = places.read(named)
    found = areas_of(reading, places.gazetteer)
    if found and is_settled(reading):
        return found[0].ward
    names = ", ".join(f"{area.ward} {places.gazetteer.wards[area.ward].full_name}" for area in found)
    typer.echo(f"{named}: {f'one of {names}? Give the code' if names else 'no ward of Hanoi'}", err=True)
    raise typer.Exit(2)
