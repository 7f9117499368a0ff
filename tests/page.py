"""A fetched page and what must hold of every page."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

import html5lib

from portal.po_files import text_direction

CONTROLS = {"input", "select", "textarea"}
REFERENCES = ("for", "aria-describedby", "aria-labelledby", "aria-controls")


@dataclass
class Page:
    """One answer of a site, parsed; `problems()` names everything that may not be so on any page."""

    status: int
    headers: dict[str, str]
    html: str
    path: str
    tree: Element = field(init=False)
    parse_errors: list[str] = field(init=False)

    def __post_init__(self) -> None:
        parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
        self.tree = parser.parse(self.html)
        self.parse_errors = [f"{code} at {position}" for position, code, _ in parser.errors]

    @property
    def location(self) -> str:
        """Where a redirect leads."""
        return self.headers.get("Location", "")

    @property
    def is_html(self) -> bool:
        return self.headers.get("Content-Type", "").startswith("text/html") and not self.location

    @property
    def title(self) -> str:
        return text_of(self.tree.find(".//title"))

    @property
    def h1(self) -> str:
        return text_of(self.tree.find(".//h1"))

    @property
    def main(self) -> Element:
        found = self.tree.find(".//main")
        assert found is not None, "no main element"
        return found

    @property
    def text(self) -> str:
        """The words of the main part, blanks folded."""
        return text_of(self.main)

    @property
    def errors(self) -> list[str]:
        """The lines of the error summary."""
        return [text_of(link) for link in self.tree.findall(".//*[@class='error-summary']//a")]

    def links(self) -> dict[str, str]:
        """Every link of the main part: its words and where it leads."""
        return {text_of(link): link.get("href", "") for link in self.main.iter("a")}

    def form(self, action: str | None = None) -> Element:
        """The form in the main part (the one with `action` where there are several)."""
        forms = [each for each in self.main.iter("form") if action in {None, each.get("action")}]
        assert forms, f"no form {action or ''} on {self.path}"
        return forms[0]

    def problems(self) -> list[str]:
        """Name everything that may not be so on any page."""
        return [
            *self.parse_errors,
            *self._head_problems(),
            *self._id_problems(),
            *self._control_problems(),
            *self._part_problems(),
            *self._outside(),
        ]

    def _head_problems(self) -> Iterator[str]:
        root = self.tree
        if not root.get("lang") or root.get("dir") not in {"ltr", "rtl"}:
            yield "html has no lang or dir"
        elif root.get("dir") != text_direction(root.get("lang", "").replace("-", "_")):
            yield f"{root.get('lang')} does not run {root.get('dir')}"
        if not self.title or self.title.startswith(("–", "Error: –")):
            yield "no title"
        if (count := len(root.findall(".//h1"))) != 1:
            yield f"{count} h1"
        if root.find(".//a[@href='#main']") is None:
            yield "no link to skip to the main content"
        yield from self._heading_problems()
        if self.errors and not self.title.startswith(("Error", "خطأ", "⟦Error")):
            yield "errors without the title saying so"

    def _heading_problems(self) -> Iterator[str]:
        last = 0
        for element in self.main.iter():
            if isinstance(element.tag, str) and re.fullmatch("h[1-6]", element.tag):
                level = int(element.tag[1])
                if last and level > last + 1:
                    yield f"h{last} is followed by h{level}: {text_of(element)}"
                if not text_of(element):
                    yield f"empty {element.tag}"
                last = level

    def _id_problems(self) -> Iterator[str]:
        ids = Counter(element.get("id") for element in self.tree.iter() if element.get("id"))
        yield from (f"id {name} stands {count} times" for name, count in ids.items() if count > 1)
        for element in self.tree.iter():
            for name in REFERENCES:
                yield from (f"{name} names no id: {ref}" for ref in element.get(name, "").split() if ref not in ids)
            href = element.get("href", "")
            if href.startswith("#") and href[1:] not in ids:
                yield f"link to nowhere: {href}"
            if (described := element.get("aria-describedby")) is not None and not described.split():
                yield "empty aria-describedby"
        for ref in {ref for element in self.tree.iter() for ref in element.get("aria-describedby", "").split()}:
            target = self.tree.find(f".//*[@id='{ref}']")
            if target is not None and not text_of(target):
                yield f"described by the empty {ref}"

    def _control_problems(self) -> Iterator[str]:
        labelled = {label.get("for") for label in self.tree.iter("label") if text_of(label)}
        for control in self.tree.iter():
            if control.tag not in CONTROLS or control.get("type") in {"hidden", "submit"}:
                continue
            if control.get("id") not in labelled and not control.get("aria-label"):
                yield f"no label for {control.get('name')}"
        for button in [*self.tree.iter("button"), *self.tree.iter("a")]:
            if not text_of(button) and not button.get("aria-label"):
                yield f"nothing to read on {button.tag} {button.attrib}"
        for element in self.tree.iter():
            if element.get("style") or any(name.startswith("on") for name in element.attrib):
                yield f"inline style or script on {element.tag}"

    def _part_problems(self) -> Iterator[str]:
        yield from (
            f"image without alt: {image.get('src')}" for image in self.tree.iter("img") if image.get("alt") is None
        )
        yield from ("table without headers" for table in self.tree.iter("table") if table.find(".//th") is None)
        for wrong in self.tree.findall(".//*[@aria-invalid='true']"):
            if not any(ref.endswith("-error") for ref in wrong.get("aria-describedby", "").split()):
                yield f"error not linked to {wrong.get('id') or wrong.get('name') or wrong.tag}"

    def _outside(self) -> Iterator[str]:
        for element in self.tree.iter():
            loads = element.get("src") or (element.get("href") if element.tag == "link" else None)
            if loads and not loads.startswith("/"):
                yield f"loads from outside: {loads}"
        if any(script.text for script in self.tree.iter("script")) or list(self.tree.iter("style")):
            yield "inline script or style"


def text_of(element: Element | None) -> str:
    """All words below an element, blanks folded."""
    return " ".join("".join(element.itertext()).split()) if element is not None else ""
