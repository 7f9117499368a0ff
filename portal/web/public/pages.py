"""Pages of plain words: how help works, emergency help, safety, privacy, accessibility, about."""

from flask import Blueprint, Response, abort, render_template

from portal.web.english import as_name
from portal.web.here import locale, parts, visit_place
from portal.web.labels.catalogue import level_of_need_words
from portal.web.labels.tested import CHECK
from portal.web.page import catalogue_text, join_names
from portal.web.public.crisis import crisis_lines
from portal.web.public.tested import load_test_run

bp = Blueprint("pages", __name__)


@bp.get("/how-help-works")
def how_help_works() -> str:
    """Explain levels of need, the assessment, the lead worker, the team, and what asking starts."""
    return render_template("public/pages/how_help_works.html", levels=level_of_need_words())


@bp.get("/easy-words")
def easy_words() -> str:
    """Explain the terms that families will hear, in the order of their names in the page's language."""
    words = parts().catalogue.easy_words.values()
    return render_template(
        "public/pages/easy_words.html", words=sorted(words, key=lambda word: catalogue_text(word.name).casefold())
    )


@bp.get("/emergency")
def emergency() -> str:
    """Show who to ring now: the national lines of every danger, the local ones too once the council is known."""
    place = visit_place()
    council = place.council if place else None
    lines = crisis_lines(tuple(parts().catalogue.dangers), place)
    shown = [line for line in lines if (line.is_crisis if line.is_national else council)]
    return render_template("public/pages/emergency.html", lines=shown)


@bp.get("/emergency-worker.js")
def emergency_worker() -> Response:
    """Answer the script that keeps the emergency page on a device; nothing where the operator does not want it kept."""
    if not parts().settings.keeps_emergency_page:
        abort(404)  # a browser whose script is gone forgets it by itself, too
    script = render_template("public/pages/emergency_worker.js", kept=f"emergency-{locale()}")
    answer = Response(script, content_type="text/javascript; charset=utf-8")
    answer.headers["Content-Security-Policy"] = "default-src 'none'; connect-src 'self'"  # it fetches what it keeps
    return answer


@bp.get("/safety")
def safety() -> str:
    """Say how this site protects somebody who is watched, and what it cannot hide."""
    return render_template("public/pages/safety.html")


@bp.get("/privacy")
def privacy() -> str:
    """Say what is kept, where, how long, and who is in charge of it."""
    return render_template("public/pages/privacy.html")


@bp.get("/accessibility")
def accessibility() -> str:
    """Say how far this site can be used by everyone."""
    return render_template("public/pages/accessibility.html", tested=load_test_run(), checks=CHECK)


@bp.get("/about")
def about() -> str:
    """Say what this site covers and how sure it is."""
    catalogue = parts().catalogue
    return render_template(
        "public/pages/about.html",
        areas=join_names(as_name(council.area_name) for council in parts().areas.councils.values()),
        count=len(catalogue.services),
        unconfirmed=[need for need in catalogue.needs.values() if need.unconfirmed],
    )
