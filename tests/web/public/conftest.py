"""What tests of the finding pages know beside the page: the catalogue it was made from."""

import pytest
from flask import Flask

from portal.catalogue.models import Catalogue


@pytest.fixture
def catalogue(reader_app: Flask) -> Catalogue:
    """The shipped catalogue."""
    return reader_app.extensions["parts"].catalogue
