"""What each sort of check of every page looks at, as the page about accessibility says it."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

CHECK: dict[str, LazyString] = {
    "axe": _l("The rules that the program axe knows: names, contrast, size of what is pressed, structure"),
    "html": _l("The page's code: labels, headings, errors linked to their question, nothing from outside"),
    "scripts": _l("Every button works without JavaScript"),
    "language": _l("Words in another language are marked as such"),
    "motion": _l("Nothing moves or plays by itself"),
    "focus order": _l("Leave this site is the first that a keyboard reaches"),
    "focus": _l("It can be seen where the keyboard is, and nothing covers it"),
    "large text": _l("With letters twice as large nothing is cut off"),
    "reflow": _l("On the narrowest screen, or at 400% zoom, nothing has to be pushed sideways"),
    "text spacing": _l("With more space between letters and lines nothing is cut off"),
    "forced colours": _l("With your own colours, buttons and fields keep an edge"),
    "print": _l("On paper nothing is lost, and Leave this site is not printed"),
}
