"""What is typed as an email address."""


def check_email(text: str) -> str:
    """Return the address as any mail server takes it; raises `ValueError` for what mail cannot be sent to.

    Nothing is sent to try it. What stands before the @ must be ASCII: few servers take SMTPUTF8, and our mail goes without.
    """
    from email_validator import validate_email  # noqa: PLC0415 - only who types an address need wait for it

    found = validate_email(text, check_deliverability=False, allow_smtputf8=False)
    return found.ascii_email or found.normalized
