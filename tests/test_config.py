"""Settings: every one that cannot be used is named at once, before anything starts."""

import pytest

from portal.config import ConfigError, load_settings


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("PORTAL_LOCALES", ""),
        ("PORTAL_LOCALES", " , "),
        ("PORTAL_LOCALES", "en,xx"),
        ("PORTAL_LOCALES", "en,zh-Hans"),
        ("PORTAL_PUBLIC_PORT", "http"),
        ("PORTAL_STAFF_PORT", "65536"),
        ("PORTAL_PROXIES", "-1"),
        ("PORTAL_HTTPS", "true"),
        ("PORTAL_LEAVE_URL", "http://example.org"),
        ("PORTAL_STAFF_URL", "staff.example.org"),
        ("PORTAL_OPERATOR_EMAIL", "operator"),
        ("PORTAL_SMTP_FROM", "Early Help <portal@council.example>"),
        ("PORTAL_FAMILY_MAIL_FROM", "office@"),
        ("PORTAL_PRACTISE", "yes"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(name: str, wrong: str) -> None:
    with pytest.raises(ConfigError, match=f"^{name}[=:]"):
        load_settings({name: wrong})


def test_all_are_named_at_once() -> None:
    with pytest.raises(ConfigError) as refused:
        load_settings({"PORTAL_LOCALES": "xx", "PORTAL_HTTPS": "1", "PORTAL_NOTHING": ""})
    assert [line.partition(":")[0] for line in str(refused.value).splitlines()] == [
        "PORTAL_HTTPS=1",
        "PORTAL_LOCALES=xx",
        "PORTAL_NOTHING",
    ]


def test_the_languages_offered_are_those_named_in_their_order() -> None:
    assert load_settings({"PORTAL_LOCALES": "pl, en,zh_Hans,"}).locales == ("pl", "en", "zh_Hans")
