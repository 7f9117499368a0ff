"""The paper of this visit, and the address that a paper leads to."""

import re
from dataclasses import dataclass

import segno
from flask import Blueprint, abort, redirect, render_template, url_for
from flask_babel import gettext as _
from markupsafe import Markup, escape
from werkzeug.wrappers import Response

from portal.catalogue.codes import read_codes_typed
from portal.catalogue.models import Service
from portal.catalogue.packs import PackItem, find_by_codes, pack_item
from portal.visits.shortlist import IN_A_PACK, PackWords
from portal.web.here import locale, parts, today, visit_place, visit_shortlist
from portal.web.i18n import speaking
from portal.web.public.pack.messages import write_mail, write_text
from portal.web.public.shortlist import find_entries
from portal.web.text_message import measure_text

bp = Blueprint("pack", __name__)
FEW = 4  # services from which on the paper says less of each, so that all fit on one sheet of A5


@dataclass(frozen=True)
class Pack:
    """Everything a page about a pack shows, its words in the paper's language; `council` of the family, where it is known."""

    title: str
    items: tuple[PackItem, ...]
    words: PackWords
    address: str
    qr: Markup
    council: str | None

    @property
    def services(self) -> tuple[Service, ...]:
        """Return the services that are there."""
        return tuple(item.service for item in self.items if item.service)

    @property
    def needs_care(self) -> bool:
        """Tell whether paper about it may be dangerous to find."""
        return any(service.is_address_withheld for service in self.services)

    @property
    def short_address(self) -> str:
        """Return the address as one types it."""
        return self.address.split("://", 1)[-1]

    @property
    def is_short(self) -> bool:
        """Tell whether there is room to say what each service is."""
        return len(self.items) <= FEW


@bp.get("/pack")
def show() -> str | Response:
    """Show the paper of this visit in the language chosen for it, and what to copy; the buttons stay in the page's."""
    shortlist, catalogue = visit_shortlist(), parts().catalogue
    entries = find_entries(shortlist)[:IN_A_PACK]
    if not entries:
        return redirect(url_for("shortlist.show"))
    items = tuple(pack_item(catalogue, service, today(), line=entry.line) for entry, service in entries)
    words = shortlist.words
    with speaking(words.locale if words.locale in parts().settings.locales else locale()):
        pack = build_pack(items, words)
        paper = Markup(render_template("public/pack/paper.html", pack=pack))  # noqa: S704 - our own template, escaped as it was made
        text = write_text(pack.address, pack.services, is_plain=words.is_plain)
        mail = write_mail(pack.address, pack.services, is_plain=words.is_plain)
        subject = _("What we talked about")
    return render_template(
        "public/pack/show.html",
        pack=pack,
        paper=paper,
        paper_locale=words.locale or locale(),
        text=text,
        size=measure_text(text),
        mail=mail,
        subject=subject,
        place=visit_place(),
    )


@bp.get("/p/<codes>")
def open_codes(codes: str) -> str | Response | tuple[str, int]:
    """Show what a pack's address stands for today; what is gone or may have stopped is shown as such."""
    typed = read_codes_typed(codes)[:IN_A_PACK]
    if "-".join(typed) != codes:
        return redirect(url_for("pack.open_codes", codes="-".join(typed))) if typed else abort(404)
    pack = build_pack(find_by_codes(parts().catalogue, typed, today()), PackWords())
    is_known = any(item.service or item.gone for item in pack.items)
    page = render_template("public/pack/open.html", pack=pack)
    return page if is_known else (page, 404)


def build_pack(items: tuple[PackItem, ...], words: PackWords) -> Pack:
    """Return the pack in the language spoken now; its address holds the codes and nothing else."""
    codes = "-".join(item.code for item in items if item.code)
    address, place = _address_of(codes), visit_place()
    return Pack(
        title=_("Useful numbers and places") if words.is_plain else _("Help for your family"),
        items=items,
        words=words,
        address=address,
        qr=Markup(segno.make(address, error="m", micro=False).svg_inline(omitsize=True, border=4)),  # noqa: S704 - a drawing
        council=place.council if place else None,
    )


def breakable(address: str) -> Markup:
    """Return an address that a line may break at its slashes and dashes, and nowhere else first."""
    return Markup("<wbr>").join(escape(part) for part in re.split(r"(?<=[/-])", address))


def _address_of(codes: str) -> str:
    """Return the address; in the site's first language the one without a language, which leaves it to the reader's phone."""
    if locale() == parts().settings.locales[0]:
        return url_for("root.open_pack", codes=codes, _external=True)
    return url_for("pack.open_codes", codes=codes, _external=True)
