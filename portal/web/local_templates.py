"""Templates compiled once for each language, with what is the same on all its pages written into them.

A page has some hundred fixed phrases and addresses. Looked up while it is shown, each costs 3 to 7 us; written into the
compiled template, nothing. So the environment keeps each template once per language, as "ar:public/base.html", and
while it compiles one, it calls `_("...")`, `url_for("...")` and `static_url("...")` where all they are given is constant.
Nothing of a visitor can get in: constants only.
"""

from collections.abc import Callable, Mapping, MutableMapping
from typing import TYPE_CHECKING

from flask import Flask, g, has_app_context, has_request_context, url_for
from flask.templating import Environment
from jinja2 import BaseLoader, Template, nodes
from jinja2 import Environment as JinjaEnvironment
from jinja2.nodes import EvalContext
from jinja2.runtime import Context, Macro
from jinja2.utils import internalcode
from jinja2.visitor import NodeTransformer

from portal.web.i18n import gettext

if TYPE_CHECKING:
    from typing import Any

    from jinja2.environment import TemplateModule

_BETWEEN = ":"


def locale_of(name: str) -> str:
    """Return the language that the template called `name` is compiled for, empty for none."""
    return name.rpartition(_BETWEEN)[0]


class LocalContext(Context):
    """What a template sees; a macro is called as it is: Jinja looks each time for 2 us for how to call it."""

    @internalcode
    def call(self, __obj: "Callable[..., Any]", *args: "Any", **kwargs: "Any") -> "Any":
        """Call what stands in a template with brackets behind it."""
        if type(__obj) is Macro:
            kwargs.pop("_block_vars", None)
            kwargs.pop("_loop_vars", None)
            return __obj(self.eval_ctx, *args, **kwargs)
        return super().call(__obj, *args, **kwargs)


class LocalTemplate(Template):
    """A template whose macros see the environment's names only, not those of the page that imports them."""

    def _get_default_module(self, ctx: Context | None = None) -> "TemplateModule":  # noqa: ARG002  Jinja's signature
        """Return the macros; Jinja looks for names of the page's own first, 20 us an import, and we give none."""
        return super()._get_default_module()


class LocalEnvironment(Environment):
    """Flask's environment, with its templates compiled for each language."""

    template_class = LocalTemplate
    context_class = LocalContext

    def __init__(self, app: Flask, **options: "Any") -> None:
        super().__init__(app, **options)
        self.loader = _WithoutLanguage(self.loader or BaseLoader())

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: "MutableMapping[str, Any] | None" = None,  # noqa: A002  Jinja's name
    ) -> Template:
        """Return a template as compiled for the page's language; parents and components are found through this, too."""
        if isinstance(name, str) and has_app_context():
            name = f"{g.get('locale', '')}{_BETWEEN}{name}"
        return super().get_template(name, parent, globals)

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False
    ) -> str:
        """Write the constants in; Jinja's own hook into the generation of code."""
        if has_request_context():
            _Constants(self).visit(source)
        return super()._generate(source, name, filename, defer_init)


class _WithoutLanguage(BaseLoader):
    """Finds the one file behind a template's names in all languages."""

    def __init__(self, files: BaseLoader) -> None:
        self._files = files

    def get_source(
        self, environment: JinjaEnvironment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        return self._files.get_source(environment, template.rpartition(_BETWEEN)[2])

    def list_templates(self) -> list[str]:
        return self._files.list_templates()


class _Constants(NodeTransformer):
    """Calls what only depends on the language, and puts the answer in its place."""

    def __init__(self, environment: JinjaEnvironment) -> None:
        static_url: Callable[..., str] = environment.globals["static_url"]  # type: ignore[assignment]  # globals are objects
        self._answers: Mapping[str, Callable[..., str]] = {"url_for": url_for, "static_url": static_url}
        self._context = EvalContext(environment)

    def visit_Call(self, node: nodes.Call) -> nodes.Expr:  # noqa: N802  Jinja finds it by the node's name
        """Replace the call where all it is given is known now; of a phrase with names, only look it up."""
        self.generic_visit(node)
        if not isinstance(node.node, nodes.Name) or node.dyn_args or node.dyn_kwargs:
            return node
        if node.node.name == "_":
            return self._phrase(node)
        answer = self._answers.get(node.node.name)
        given = (*node.args, *(each.value for each in node.kwargs))
        if answer is None or not all(isinstance(each, nodes.Const) for each in given):
            return node
        values = [each.as_const(self._context) for each in node.args]
        named = dict(each.as_const(self._context) for each in node.kwargs)
        return nodes.Const(answer(*values, **named), lineno=node.lineno)

    def _phrase(self, node: nodes.Call) -> nodes.Expr:
        """Return the translation, as Jinja's own gettext formats it: safe itself, what is put in escaped."""
        phrase = node.args[0]
        if not isinstance(phrase, nodes.Const):
            return node
        text = nodes.MarkSafeIfAutoescape(nodes.Const(gettext(phrase.value)), lineno=node.lineno)
        pairs = [nodes.Pair(nodes.Const(each.key), each.value) for each in node.kwargs]
        return nodes.Mod(text, nodes.Dict(pairs), lineno=node.lineno)
