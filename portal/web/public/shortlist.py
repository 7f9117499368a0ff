"""The shortlist of a visit: put services aside, order them, write a line beside each; without an account or a script."""

from urllib.parse import urldefrag

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms import BooleanField, SelectField, TextAreaField
from wtforms.fields import SelectChoice

from portal.catalogue.models import Service
from portal.po_files import language_name
from portal.store.transactions import StoreUnavailable
from portal.visits.shortlist import IN_A_PACK, LONGEST_LINE, LONGEST_WORDS, Entry, PackWords, Shortlist
from portal.web.fields import TokenForm, stripped
from portal.web.here import keep_shortlist, locale, parts, visit_shortlist
from portal.web.security import is_own_page, token_free

bp = Blueprint("shortlist", __name__)
LINE = "line-"  # before a service's id: the name of its line's box


class PackForm(TokenForm):
    """What stands on the paper beside the services."""

    agreed = TextAreaField(_l("What we agreed"), filters=[stripped], description=_l("You can leave this empty."))
    next_steps = TextAreaField(
        _l("Who does what next"), filters=[stripped], description=_l("You can leave this empty, too.")
    )
    locale = SelectField(_l("Language of the paper"))
    is_plain = BooleanField(
        _l("Give it a plain title"),
        description=_l("The paper then does not say that it is about help for a family."),
    )


@bp.post("/shortlist/add")
@token_free
def add() -> Response:
    """Put services on the list and go back to the page they were found on, beside the last one's button."""
    known = [each for each in request.form.getlist("service") if each in parts().catalogue.services]
    shortlist = visit_shortlist()
    if known and not shortlist.is_full:
        shortlist = keep_shortlist(lambda before: add_all(before, known))
    back = request.form.get("back", "")
    if not known or known[-1] not in shortlist.service_ids or not is_own_page(back):
        return redirect(url_for("shortlist.show"), code=303)
    return redirect(f"{urldefrag(back).url}#add-{known[-1]}", code=303)


@bp.get("/shortlist")
def show() -> str:
    """Show what is on the list, and what to say on the paper."""
    return _show(visit_shortlist())


@bp.post("/shortlist")
def change() -> Response | tuple[str, int]:
    """Keep what was written, do what the button says, and go on to the paper where that was asked for.

    Where the list ran out while somebody wrote, or cannot be kept now, it is the one that stood on the page.
    """
    lines = {name.removeprefix(LINE): stripped(text) for name, text in request.form.items() if name.startswith(LINE)}
    seen, words = add_all(Shortlist(), [each for each in lines if each in parts().catalogue.services]), _read_words()
    try:
        if seen.entries or visit_shortlist().entries:
            keep_shortlist(lambda before: _press((before if before.entries else seen).write(lines, words)))
    except StoreUnavailable:
        return _show(seen.write(lines, words), is_kept=False), 503
    return redirect(url_for("pack.show" if "pack" in request.form else "shortlist.show"), code=303)


def build_pack_form(shortlist: Shortlist) -> PackForm:
    """Return the form with the words kept so far."""
    words = shortlist.words
    form = PackForm(
        data={
            "agreed": words.agreed,
            "next_steps": words.next_steps,
            "locale": words.locale or locale(),
            "is_plain": words.is_plain,
        }
    )
    form.locale.choices = [SelectChoice(each, language_name(each)) for each in parts().settings.locales]
    return form


def add_all(shortlist: Shortlist, service_ids: list[str]) -> Shortlist:
    """Return the list with all of these added."""
    for each in service_ids:
        shortlist = shortlist.add(each)
    return shortlist


def find_entries(shortlist: Shortlist) -> list[tuple[Entry, Service]]:
    """Return each entry with its service; one that has left the catalogue since is left out."""
    services = parts().catalogue.services
    return [(entry, services[entry.service_id]) for entry in shortlist.entries if entry.service_id in services]


def _show(shortlist: Shortlist, *, is_kept: bool = True) -> str:
    entries = find_entries(shortlist)
    return render_template(
        "public/shortlist/show.html",
        entries=entries,
        shortlist=shortlist,
        is_kept=is_kept,
        pack=build_pack_form(shortlist) if entries else None,  # its token needs a cookie
        longest_line=LONGEST_LINE,
        longest_words=LONGEST_WORDS,
        in_a_pack=IN_A_PACK,
    )


def _read_words() -> PackWords:
    form = build_pack_form(Shortlist())
    return PackWords(
        agreed=_with_short_line_ends(form.agreed.data),
        next_steps=_with_short_line_ends(form.next_steps.data),
        locale=form.locale.data if form.locale.data in parts().settings.locales else locale(),
        is_plain=bool(form.is_plain.data),
    )


def _with_short_line_ends(text: str | None) -> str:
    """Return a text in which the end of a line is one character, as the browser counts it, and not the two it sends."""
    return (text or "").replace("\r\n", "\n")


def _press(shortlist: Shortlist) -> Shortlist:
    """Do what the pressed button says."""
    pressed = request.form
    if "up" in pressed:
        return shortlist.move(pressed["up"], by=-1)
    if "down" in pressed:
        return shortlist.move(pressed["down"], by=1)
    return shortlist.remove(pressed["remove"]) if "remove" in pressed else shortlist
