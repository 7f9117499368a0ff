"""What people say about entries of the catalogue: something is wrong, something helped."""

from portal.reports.helped import count_helped, list_helped
from portal.reports.replies import Reply, end_reply, is_any_reply_due, take_next_reply
from portal.reports.reports import (
    Field,
    Outcome,
    Problem,
    Report,
    close_report,
    list_open,
    looks_automatic,
    report_problem,
    sweep_reports,
)

__all__ = [
    "Field",
    "Outcome",
    "Problem",
    "Reply",
    "Report",
    "close_report",
    "count_helped",
    "end_reply",
    "is_any_reply_due",
    "list_helped",
    "list_open",
    "looks_automatic",
    "report_problem",
    "sweep_reports",
    "take_next_reply",
]
