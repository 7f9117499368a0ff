"""Forms of a word have one stem, in Latin and in other letters."""

import pytest

from portal.search.words.polish import stem_polish
from portal.search.words.stems import Stemmer
from portal.search.words.text import cut


def test_stems_join_forms_of_a_word_in_latin_and_arabic_letters() -> None:
    english, arabic = Stemmer("en"), Stemmer("ar")
    assert english("schools") == english("school")
    assert arabic("\u0627\u0644\u0645\u062f\u0631\u0633\u0647") == arabic("\u0645\u062f\u0631\u0633\u0647")
    assert Stemmer("es")("uniformes") == Stemmer("es")("uniforme")


@pytest.mark.parametrize(
    "forms",
    ["школа школи школу школою", "дитина дитину дитини", "училище училището", "долги долгов", "ছেলে ছেলের ছেলেকে"],
)
def test_forms_of_a_word_in_other_letters_have_one_stem(forms: str) -> None:
    assert len({Stemmer("en")(word) for word in cut(forms)}) == 1


@pytest.mark.parametrize(
    "forms",
    [
        "córka córce córki córek córką",
        "szkoła szkoły szkole szkołą szkołach",
        "dziecko dziecka dzieci dziećmi dzieciom dziecku",
        "zasiłek zasiłki zasiłku zasiłków",
        "karmienie karmić karmienia karmię karmi",
        "zajęcia zajęć zajęciach",
        "darmowy darmowe darmowych darmową",
        "szukam szukać szukamy",
        "mówi mówić mówię mówił",
    ],
)
def test_forms_of_a_polish_word_have_one_stem_with_and_without_their_marks(forms: str) -> None:
    assert len({stem_polish(word) for word in cut(forms)}) == 1
