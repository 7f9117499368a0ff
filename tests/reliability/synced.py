"""What the site does with its files between a press on Send and the receipt, as the system sees it."""

import re
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.reliability.browser import Browser
from tests.reliability.copies import Change, make_copy, site_of
from tests.reliability.family import ring_me, send, walk
from tests.reliability.site import Site, make_site, running
from tests.reliability.table import Row, Run

CALLS = "recvfrom,sendto,sendmsg,pwrite64,write,writev,fsync,fdatasync,unlink"
_CALL = re.compile(r"^(?:\[pid +)?(\d+)\]? +(\w+)\((.*)$")
_PATH = re.compile(r"^\d+<([^>]*)>")
_UNLINKED = re.compile(r'^"([^"]*)"')
ATTACH_SECONDS = 60
NO_SYNC = (Change("portal/store/sqlite.py", '"synchronous": ("EXTRA", "3")', '"synchronous": ("OFF", "0")'),)
CONTROL = 2


@dataclass
class Files:
    """Which files of the database hold something that may not be on disk yet."""

    folder: str
    unsynced: set[str] = field(default_factory=set)
    written: int = 0

    def note(self, call: str, rest: str) -> None:
        """Follow one call."""
        found = (_UNLINKED if call == "unlink" else _PATH).match(rest)
        if found is None or not found[1].startswith(self.folder):
            return
        path = found[1]
        if call in {"pwrite64", "write", "writev"}:
            self.unsynced.add(path)
            self.written += 1
        elif call == "unlink":  # the journal: with it gone the commit stands, once the folder says so
            self.unsynced.discard(path)
            self.unsynced.add(str(Path(path).parent))
        elif call in {"fsync", "fdatasync"}:
            self.unsynced.discard(path)


def measure(run: Run) -> Iterator[Row]:
    """Watch every sending, and a build with syncing off, which has to be seen."""
    count = run.size(20, 200)
    site = make_site(run.room("site"))
    good = count_synced(site, count)
    unseen = count_synced(site_of(site, make_copy(run.room("copy"), NO_SYNC)), CONTROL)
    told = f"{good} of {count}; with syncing off {CONTROL - unseen} of {CONTROL} seen as not synced"
    asked = f"{count} of {count}, and syncing off is seen (full: 200)"
    yield Row("on disk before the receipt", asked, told, good == count and unseen == 0)


def count_synced(site: Site, count: int) -> int:
    """Send so many requests under strace; return for how many all that was written was synced before the answer."""
    trace = site.folder / "trace"
    with running(site, "serve public") as (public,):
        browsers = [Browser(public.port, address=f"127.2.{number}.1") for number in range(count)]
        checks = [walk(browser, ring_me("Sam")) for browser in browsers]
        with _traced(public.process.pid, trace):
            for browser, check in zip(browsers, checks, strict=True):
                if not send(browser, check).reference:
                    raise RuntimeError("no receipt")
    verdicts = list(judge(trace.read_text(errors="replace"), str(site.var)))
    if len(verdicts) != count:
        raise RuntimeError(f"{len(verdicts)} sendings seen of {count}")
    return verdicts.count(True)


def judge(trace: str, folder: str) -> Iterator[bool]:
    """Tell for each sending in a trace whether all that was written before its 303 was synced, and something was."""
    files, is_sending = Files(folder), False
    for line in trace.splitlines():
        found = _CALL.match(line)
        if found is None:
            continue
        _, call, rest = found.groups()
        if call == "recvfrom" and "POST /en/ask/send" in rest:
            files, is_sending = Files(folder), True
        elif call in {"sendto", "sendmsg"} and "HTTP/1.1 303" in rest and is_sending:
            is_sending = False
            yield bool(files.written) and not files.unsynced
        else:
            files.note(call, rest)


@contextmanager
def _traced(pid: int, trace: Path) -> Iterator[None]:
    line = ["strace", "-f", "-y", "-s", "64", "-e", f"trace={CALLS}", "-o", str(trace), "-p", str(pid)]
    process = subprocess.Popen(line, stderr=subprocess.PIPE, text=True)
    try:
        _wait_until_attached(process, pid)
        yield
    finally:
        process.terminate()
        process.wait()


def _wait_until_attached(process: subprocess.Popen[str], pid: int) -> None:
    """Wait until every thread of the site is traced."""
    give_up = time.monotonic() + ATTACH_SECONDS
    while process.poll() is None and time.monotonic() < give_up:
        tracers = [task.read_text() for task in Path(f"/proc/{pid}/task").glob("*/status")]
        if all(f"TracerPid:\t{process.pid}\n" in each for each in tracers):
            return
        time.sleep(0.02)
    raise RuntimeError(f"strace did not attach: {process.stderr.read() if process.stderr else ''}")
