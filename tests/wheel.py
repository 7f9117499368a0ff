"""`python3 -m tests.wheel`: build the wheel, install it where nothing else is, ask it for its first page in two languages."""

import os
import shutil
import subprocess
import sys
import tempfile
import urllib.request
import venv
from pathlib import Path

from portal.bootstrap import CHECKOUT, RUN_LOCK

# What a page in each language must hold: its own lang and dir, and a word of the catalogue's first door.
LANGUAGES = {"en-GB": 'lang="en" dir="ltr"', "ar": 'lang="ar" dir="rtl"'}


def main() -> int:
    """Return 0 when the installed portal answers."""
    with tempfile.TemporaryDirectory() as folder:
        wheel = build_wheel(Path(folder))
        command = install(wheel, Path(folder) / "clean")
        subprocess.run([command, "catalogue", "check"], cwd=folder, check=True)
        subprocess.run([command, "translations", "report"], cwd=folder, check=True)
        subprocess.run([command, "keys", "make"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        ask_for_pages(command, Path(folder))
    print("The wheel works: 2 passed, 0 failed")
    return 0


def build_wheel(folder: Path) -> Path:
    """Build from a copy, so that nothing is left in the checkout."""
    source = folder / "source"
    ignored = shutil.ignore_patterns(".git", ".venv", "var", "keys", "build", "*.egg-info", "__pycache__")
    shutil.copytree(CHECKOUT, source, ignore=ignored)
    _pip(Path(sys.executable), "wheel", "--no-deps", "--wheel-dir", str(folder), str(source))
    return next(folder.glob("*.whl"))


def install(wheel: Path, environment: Path) -> str:
    """Install the wheel and its locked dependencies in a new environment; return the path of its `portal`."""
    venv.create(environment, with_pip=True)
    python = environment / "bin" / "python"
    _pip(python, "install", "--require-hashes", "--no-deps", "-r", str(RUN_LOCK))
    _pip(python, "install", "--no-deps", str(wheel))
    _pip(python, "check")
    return str(environment / "bin" / "portal")


def ask_for_pages(command: str, folder: Path) -> None:
    """Start the public site and fetch `/` as two browsers would."""
    environ = {**os.environ, "PORTAL_PUBLIC_PORT": "0", "PORTAL_PRACTICE": "yes", "PORTAL_HTTPS": "no"}
    serve = [command, "serve", "public", "--home"]
    with subprocess.Popen(serve, cwd=folder, env=environ, stdout=subprocess.PIPE, text=True) as site:
        try:
            assert site.stdout is not None
            address = site.stdout.readline().split()[1]
            for wish, expected in LANGUAGES.items():
                request = urllib.request.Request(address, headers={"Accept-Language": wish})
                with urllib.request.urlopen(request, timeout=30) as answer:
                    page = answer.read().decode()
                assert expected in page, f"{wish}: {page[:300]}"
                print(f"{wish}: {answer.url} {len(page)} characters")
        finally:
            site.terminate()


def _pip(python: Path, *words: str) -> None:
    subprocess.run([python, "-m", "pip", "--quiet", "--disable-pip-version-check", *words], check=True)


if __name__ == "__main__":
    sys.exit(main())
