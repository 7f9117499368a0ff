"""`python3 -m portal`: set up what is missing, then be the `portal` command."""

from portal.bootstrap import RUN_LOCK, enter_environment


def main() -> None:
    """Enter the checkout's environment and hand over to the command line."""
    enter_environment(lock=RUN_LOCK, module="portal")
    from portal.cli import main as command  # noqa: PLC0415 - third-party code only exists once the environment does

    command()


if __name__ == "__main__":
    main()
