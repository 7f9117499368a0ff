"""Measuring on a noisy machine: CPU time of a process, ratios, and one table of what is asked and what is reached."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median


@dataclass(frozen=True)
class Row:
    """One line of the table; without a target it only informs."""

    name: str
    reached: str
    target: str = ""
    is_ok: bool | None = None

    @classmethod
    def at_most(cls, name: str, value: float, limit: float, *, unit: str = "x", note: str = "") -> "Row":
        """Return the line for a figure that must not be above `limit`."""
        reached = f"{value:.3g}{unit}{f'  ({note})' if note else ''}"
        return cls(name, reached, f"<= {limit:g}{unit}", value <= limit)

    @classmethod
    def at_least(cls, name: str, value: float, limit: float, *, unit: str = "", note: str = "") -> "Row":
        """Return the line for a figure that must not be below `limit`."""
        reached = f"{value:.4g}{unit}{f'  ({note})' if note else ''}"
        return cls(name, reached, f">= {limit:g}{unit}", value >= limit)


def print_table(rows: Sequence[Row]) -> None:
    """Print every line under its columns."""
    names = max((len(row.name) for row in rows), default=0)
    targets = max((len(row.target) for row in rows), default=0)
    for row in rows:
        verdict = {True: "ok", False: "MISS", None: ""}[row.is_ok]
        print(f"{row.name:{names}}  {row.target:>{targets}}  {verdict:4}  {row.reached}")


def cpu_seconds(work: Callable[[], object]) -> float:
    """Return the CPU seconds this process spends on `work`."""
    start = time.process_time()
    work()
    return time.process_time() - start


def share_at(values: Sequence[float], share: float) -> float:
    """Return the value that a `share` of `values` does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def middle(values: Sequence[float]) -> float:
    """Return the median, not a number for none."""
    return median(values) if values else float("nan")


def show_ms(seconds: Sequence[float]) -> str:
    """Return the middle and the slow end of `seconds` in milliseconds."""
    return f"p50 {middle(seconds) * 1e3:.3g} ms, p95 {share_at(seconds, 0.95) * 1e3:.3g} ms"


def own_memory_mb(pid: int) -> float:
    """Return the memory that a process alone takes in megabytes: resident, a page that n processes map counting 1/n."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return next(int(each.split()[1]) for each in lines if each.startswith("Pss:")) / 1024


def memory_mb(pid: int | str = "self", *, line: str = "VmRSS") -> float:
    """Return the resident memory of a process in megabytes; with the line VmHWM the most it ever was."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return next(int(each.split()[1]) for each in lines if each.startswith(f"{line}:")) / 1024


def process_cpu(pid: int) -> float:
    """Return the CPU seconds that a running process has spent, and the processes it has waited for."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / 100  # ticks of 1/100 s
