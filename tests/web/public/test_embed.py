"""A search box that others copy: it works on a page of theirs, and brings nothing with it."""

from xml.etree.ElementTree import Element

import html5lib
import pytest

from tests.page_client import PageClient, filled_in


def snippets(reader: PageClient) -> dict[str, Element]:
    page = reader.get("/en/embed")
    found = {}
    for area in page.main.iter("textarea"):
        tree = html5lib.parse(area.text or "", namespaceHTMLElements=False, treebuilder="etree")
        form = tree.find(".//form")
        assert form is not None
        found[form.get("lang", "")] = form
    return found


def test_there_is_one_for_each_language_in_its_words(reader: PageClient) -> None:
    forms = snippets(reader)
    assert {"en", "ar"} <= set(forms)
    assert forms["ar"].get("dir") == "rtl"
    assert forms["en"].get("dir") == "ltr"
    labels = {locale: form.findtext("label") for locale, form in forms.items()}
    assert labels["en"] == "What do you need help with?"
    assert len(set(labels.values())) == len(labels)


def test_it_is_plain_and_sends_the_words_only(reader: PageClient) -> None:
    for form in snippets(reader).values():
        assert {each.tag for each in form.iter()} == {"form", "label", "input", "button"}
        assert list(filled_in(form)) == ["q"]
        assert form.get("method") == "get"
        assert form.find("label").get("for") == form.find("input").get("id")  # type: ignore[union-attr]


def test_it_leads_to_the_results_without_a_cookie(reader: PageClient) -> None:
    action = snippets(reader)["ar"].get("action", "")
    page = reader.get(action.removeprefix("http://localhost") + "?q=school", headers={"Sec-Fetch-Site": "cross-site"})
    assert page.tree.get("lang") == "ar"
    assert reader.cookies() == []


@pytest.mark.parametrize("typed", ["food L32 1AA", "food 0151 496 0000"])
def test_what_is_private_does_not_stay_in_the_address(reader: PageClient, typed: str) -> None:
    path = "/en/search?q=" + typed.replace(" ", "+")
    assert reader.get(path, status=302).location == "/en/search?q=food"
