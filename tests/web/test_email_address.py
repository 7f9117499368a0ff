import pytest

from portal.web.email_address import check_email


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Ann.B@Example.COM", "Ann.B@example.com"),
        ("ann@b\u00fccher.example.com", "ann@xn--bcher-kva.example.com"),
    ],
)
def test_an_address_is_kept_as_any_mail_server_takes_it(typed: str, kept: str) -> None:
    assert check_email(typed) == kept


@pytest.mark.parametrize("typed", ["", "ann", "ann@", "zo\u00eb@example.com"])
def test_what_our_mail_cannot_be_sent_to_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        check_email(typed)
