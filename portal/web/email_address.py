"""What is typed as an email address."""


def check_email(text: str) -> str:
    """Return the address in its plain form; raises `ValueError` for what mail cannot be sent to. Nothing is sent to try it."""
    from email_validator import validate_email  # noqa: PLC0415 - only who types an address need wait for it

    return validate_email(text, check_deliverability=False).normalized
