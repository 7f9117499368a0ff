"""`python3 -m tests.journeys.statement`: look at every page by every check and write what came of it into the portal.

The page about accessibility shows the file; run this before each release, and whenever pages or checks have changed.
"""

import json
import subprocess
import sys
import tempfile
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import sync_playwright

from portal.bootstrap import CHECKOUT
from portal.web.public.tested import RESULT
from tests.browser import browser_path, ensure_browser
from tests.journeys.checks import FLAGS, Looker, look_at, sort_of
from tests.journeys.gather import files_app, gather


def main() -> int:
    """Write the result; return 1 where anything was found."""
    ensure_browser()
    pages, found = Counter[str](), Counter[str]()
    with tempfile.TemporaryDirectory() as data, sync_playwright() as driver:
        folder = Path(data)
        browser = driver.chromium.launch(executable_path=browser_path(), args=FLAGS)
        for each in gather(folder):
            looker = Looker(browser, files_app(folder))
            for state in each.states:
                wrong = look_at(looker, state, is_public=each.site == "public")
                found.update({sort_of(check) for check in wrong})
                print(".", end="" if not wrong else f" {state.name} {wrong}\n", flush=True)
            pages[f"{each.site} {each.locale}"] = len(each.states)
            RESULT.write_text(_write(pages, found), encoding="utf-8")  # what was looked at so far, should it be stopped
        browser.close()
    RESULT.write_text(_write(pages, found), encoding="utf-8")
    print(
        f"\n{sum(pages.values())} pages; wrong on: {dict(found) or 'none'}; written to {RESULT.relative_to(CHECKOUT)}"
    )
    return 1 if found else 0


def _write(pages: Counter[str], found: Counter[str]) -> str:
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=CHECKOUT, check=True, capture_output=True, text=True
    ).stdout.strip()
    day = datetime.now(UTC).date().isoformat()
    return (
        json.dumps({"day": day, "commit": commit, "pages": pages, "wrong_on": found}, indent=1, sort_keys=True) + "\n"
    )


if __name__ == "__main__":
    sys.exit(main())
