"""What can go wrong with a request for help, by code."""


class ReferralError(Exception):
    """Say by `code` why something cannot be done; it never carries what a family wrote."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
