"""What is shipped holds together: a fault would put the last good copy in use from the first start on."""

from datetime import date

from portal.catalogue.load import check_catalogue
from portal.places.load import load_areas
from portal.resources import resource_dir

LATER = date(2031, 3, 11)  # after every date in it


def test_nothing_is_wrong_with_the_shipped_catalogue_and_places() -> None:
    folder = resource_dir("services_catalogue")
    assert (check_catalogue(folder, LATER), load_areas(folder / "places", LATER)[1]) == ((), ())
