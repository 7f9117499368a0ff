"""Why the database is not used."""


class UnsafeStore(Exception):
    """Say by `code` why the database must not be used."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail
