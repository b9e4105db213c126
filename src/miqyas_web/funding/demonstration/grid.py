"""The grid of the invented funder: one of the library, published."""

from miqyas_web.accounts.models import Organisation, Person
from miqyas_web.funding.actions import grids
from miqyas_web.funding.models import GridVersion


def a_published_grid(funder: Organisation, by: Person) -> GridVersion:
    """Take one of the library and publish it."""
    version = grids.create_grid(
        organisation=funder, title="Impact déterminant (exemple inventé)", start="foundation", by=by
    )
    return grids.publish_grid(version=version, by=by)
