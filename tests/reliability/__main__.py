"""`python3 -m tests.reliability`: print what is promised beside what is reached; exit status 1 when a figure is missed.

Without arguments a selection of about five minutes on two cores, its sizes scaled down and said; `--full` runs the
sizes that were asked for (hours); `--only NAME` one row.
"""

import argparse
import logging
import sys
import tempfile
import time
import traceback
from importlib import import_module
from pathlib import Path

from tests.reliability.needs import ensure_programs
from tests.reliability.table import Measure, Row, Run, print_table

ROWS = {
    "kills": "killed under load, with a ledger outside",
    "points": "killed at every named point",
    "synced": "on disk before the receipt",
    "twice": "pressing twice",
    "stopped": "workers killed and stopped",
    "mail": "bad mail servers",
    "outage": "no mail for three days",
    "disk": "full, locked and read-only storage",
    "leaks": "a canary in every field",
    "malformed": "malformed requests",
    "device": "a shared device",
    "bite": "sabotaged builds",
}


def main() -> int:
    """Run the rows that were asked for and print them; return 1 when a figure is missed."""
    asked = _read_arguments()
    logging.getLogger("portal").addHandler(logging.NullHandler())  # what workers within this process have to say
    chosen = asked.only or list(ROWS)
    ensure_programs(chosen)
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="reliability-") as folder:
        Path(folder).chmod(0o755)
        for name in chosen:
            rows += _measure(name, Run(asked.full, Path(folder) / name))
    print_table(rows)
    return 0 if all(row.is_ok for row in rows) else 1


def _measure(name: str, run: Run) -> list[Row]:
    """Run one row; one that breaks is missed, and the others are run all the same."""
    print(f"{name}: {ROWS[name]} ...", file=sys.stderr, flush=True)
    began = time.monotonic()
    run.folder.mkdir(mode=0o755)
    measure: Measure = import_module(f"tests.reliability.{name}").measure
    try:
        rows = list(measure(run))
    except Exception as error:  # noqa: BLE001 - told in full, and counted as missed
        traceback.print_exc()
        rows = [Row(ROWS[name], "that it runs", f"broke: {type(error).__name__}: {error}".splitlines()[0], is_ok=False)]
    print_table(rows)
    print(f"{name}: {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    return rows


def _read_arguments() -> argparse.Namespace:
    names = "\n".join(f"  {name:10} {what}" for name, what in ROWS.items())
    parser = argparse.ArgumentParser(
        prog="python3 -m tests.reliability",
        description=__doc__,
        epilog=f"rows:\n{names}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--full", action="store_true", help="the sizes that were asked for")
    parser.add_argument("--only", action="append", choices=ROWS, metavar="NAME", help="one row; may be repeated")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
