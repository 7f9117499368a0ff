import pytest

from portal.referrals.references import new_reference, read_reference


@pytest.mark.parametrize("typed", ["CDF-GHJ-KMNP", " cdf ghj kmnp ", "CDFGHJKMNP", "Cdf/ghj.kmnp\n"])
def test_a_reference_is_read_however_it_is_typed(typed: str) -> None:
    assert read_reference(typed) == "CDF-GHJ-KMNP"


def test_a_new_reference_is_read_as_itself_and_no_letter_in_it_is_taken_for_another() -> None:
    made = {new_reference() for _ in range(200)}
    assert len(made) == 200
    assert all(read_reference(each.lower().replace("-", " ")) == each for each in made)
    assert not set("".join(made)) & set("AEIOU0125SBZL8")
