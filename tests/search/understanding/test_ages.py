"""Ages are read out of the words people use."""

import pytest

from portal.search.models import Age
from portal.search.understanding.ages import read_age, read_ages
from portal.search.words.text import cut


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("my 3 year old isn't talking", [36]),
        ("three yr old and a 10yo", [36, 120]),
        ("18 months", [18]),
        ("6 weeks old", [1]),
        ("school refusal year 7", [132]),
        ("yr 3 reading", [84]),
        ("my son is 9", [108]),
        ("aged 4", [48]),
        ("i'm 16 and pregnant", [192]),
        ("my baby is 7 weeks", [1]),
        ("shes 3 weeks", [0]),
        ("im 6 months pregnant", [-1]),
        ("20 weeks pregnant with twins", [-1]),
        ("pregnant 12 weeks", [-1]),
        ("pregnant and have a 3 year old", [36, -1]),
        ("is one to one support available", []),
        ("just one question", []),
        ("my son is ten", [120]),
        ("she is two", [24]),
        ("split up 3 months ago", []),
        ("been waiting 18 months for autism assessment", []),
        ("waiting list is 2 years long", []),
        ("rent is 12 weeks behind", []),
        ("off school for 6 weeks", []),
        ("my son is 5 gcses", []),
        ("the bus is 20 minutes", []),
        ("kids aged 4 and 7", [48, 84]),
        ("twins 3 and 5", [36, 60]),
        ("my twins are 4", [48]),
        ("grandkids 2 and 9", [24, 108]),
        ("ages 3, 5 and 9", [36, 60, 108]),
        ("3 and 5 year olds", [36, 60]),
        ("my kids are 4 and 7", [48, 84]),
        ("year 3 and 5", [84, 108]),
        ("12 to 18 months", [12, 18]),
        ("clothes for 18 months", [18]),
        ("pregnant", [-1]),
        ("newborn wont sleep", [0]),
        ("new born twins", [0]),
        ("classes for mums to be", [-1]),
        ("spodziewam się dziecka", [-1]),
        ("teenager", [168]),
        ("married for 10 years", []),
        ("raped 20 years ago", []),
        ("open at 9", []),
        ("aged 70", []),
        ("طفلي عمره 3 سنوات", [36]),
        ("عمري 14 وأنا حزينة", [168]),
        ("am 14 ani", [168]),
        ("mi hijo tiene 3 años", [36]),
        ("сыну 3 года", [36]),
        ("پسرم ۳ ساله است", [36]),
        ("儿子3岁不说话", [36]),
        ("宝宝6个月", [6]),
        ("oğlum 3 yaşında", [36]),
        ("6 luni", [6]),
        ("3 answers to my question", []),
        ("عمرها ٥", [60]),
        ("رضيع عمره 10 أيام", [0]),
        ("18 شهراً", [18]),
        ("أنا حامل", [-1]),
    ],
)
def test_ages(text: str, months: list[int]) -> None:
    assert [age.months for age in read_ages(cut(text))] == months


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("7", 84),
        (" 7 yrs ", 84),
        ("9 Y", 108),
        ("25", 300),
        ("26", None),
        ("18 months", 18),
        ("expecting", -1),
        ("old", None),
        ("", None),
    ],
)
def test_in_a_box_of_its_own_a_bare_number_means_years(text: str, months: int | None) -> None:
    assert read_age(text) == (None if months is None else Age(months))


def test_expecting_is_before_birth() -> None:
    assert Age.expecting().is_expecting
    assert Age.expecting().years == 0
    assert not Age(0).is_expecting
