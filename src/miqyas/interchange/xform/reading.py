"""An XForm read as a questionnaire: its answers in order, each with its bind and its place in the page."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from miqyas.errors import NotAnXForm, XFormWithoutId
from miqyas.interchange.form import Form, Question
from miqyas.interchange.xform.choices import Lists, media_of
from miqyas.interchange.xform.document import children, local_name, parse
from miqyas.interchange.xform.names import (
    CONTROLLED,
    CONTROLS,
    GROUPS,
    JAVAROSA,
    PRELOADED,
    TYPED,
    UPLOADED,
    XFORMS,
    XHTML,
)
from miqyas.interchange.xform.texts import Texts, written


@dataclass(slots=True)
class Parts:
    """What an XForm says of each path."""

    binds: dict[str, Any] = field(default_factory=dict)
    controls: dict[str, Any] = field(default_factory=dict)
    groups: set[str] = field(default_factory=set)
    # The expression that says how many rows a repeat has, empty when the person does.
    repeats: dict[str, str] = field(default_factory=dict)


def read_xform(xml: bytes) -> Form:
    """Read an ODK XForm.

    Questions come in the order of the answers' XML, values the form computes or the phone fills in among them;
    ``meta`` is left out, but for its ``audit``. Where an expression names a question by its path, it stays as the
    form has it.

    Parameters
    ----------
    xml : bytes
        The form, as a phone downloads it.

    Returns
    -------
    Form
        Its questions, repeats, languages, and the files it reads beside itself.

    Raises
    ------
    XFormTooLarge, XFormNotXml, XFormWithDoctype
        Bytes that are not parsed, or not trusted.
    NotAnXForm, XFormWithoutId
        XML that is no form, or a form no phone could know again.

    Examples
    --------
    >>> form = read_xform(
    ...     b'<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head>'
    ...     b'<h:title>Age</h:title><model><instance><data id="age" version="1"><age/></data></instance>'
    ...     b'<bind nodeset="/data/age" type="int" required="true()"/></model></h:head>'
    ...     b'<h:body><input ref="/data/age"><label>Your age</label></input></h:body></h:html>'
    ... )
    >>> [(question.name, question.kind, question.labels[""]) for question in form.questions]
    [('age', 'integer', 'Your age')]
    """
    document = parse(xml)
    model = _first(document, f".//{XFORMS}model", "model")
    instance = _first(model, f"{XFORMS}instance", "instance")
    roots = children(instance)
    if not roots:
        raise NotAnXForm(missing="instance/*")
    root = roots[0]
    form_id = root.get("id") or root.nsmap.get(None if root.prefix is None else root.prefix, "")
    if not form_id or f"{{{form_id}}}" == XFORMS:
        raise XFormWithoutId(root=local_name(root))
    texts = Texts(model)
    title = document.find(f".//{XHTML}title")
    parts = _parts(document, model, f"/{local_name(root)}")
    reader = Reader(parts, texts, Lists(model, texts))
    return Form(
        form_id=form_id,
        version=root.get("version", ""),
        title=written(title) if title is not None else "",
        root=local_name(root),
        languages=texts.languages or ("",),
        default_language=texts.default,
        questions=tuple(reader.questions(root, f"/{local_name(root)}", "")),
        repeats=tuple(parts.repeats),
        media=media_of(document),
        group_conditions={
            path: condition
            for path in sorted(parts.groups)
            if (condition := parts.binds.get(path, {}).get("relevant", "").strip())
        },
        repeat_counts={path: count for path, count in parts.repeats.items() if count},
    )


@dataclass(frozen=True, slots=True)
class Reader:
    """Walks the answers' XML of a form and says what each element asks."""

    parts: Parts
    texts: Texts
    lists: Lists

    def questions(self, element: Any, path: str, repeat: str) -> Iterator[Question]:
        """Yield the questions under an element; a repeat given with its template is walked once."""
        seen: set[str] = set()
        for child in children(element):
            name = local_name(child)
            below = f"{path}/{name}"
            if below in seen:
                continue
            seen.add(below)
            if name == "meta" and below not in self.parts.groups:
                yield from self._audit(child, below)
            elif below in self.parts.controls:
                yield self._question(name, below, repeat)
            elif len(child) or below in self.parts.groups:
                inner = below if below in self.parts.repeats else repeat
                yield from self.questions(child, below, inner)
            else:
                yield self._question(name, below, repeat)

    def _audit(self, meta: Any, path: str) -> Iterator[Question]:
        if any(local_name(child) == "audit" for child in children(meta)):
            yield Question("audit", f"{path}/audit", "audit")

    def _question(self, name: str, path: str, repeat: str) -> Question:
        control = self.parts.controls.get(path)
        bind: Any = self.parts.binds.get(path, {})
        required = bind.get("required", "").strip()
        choices, file = self.lists.of(control) if control is not None else ((), "")
        inside = (
            {local_name(part): part for part in reversed(children(control))} if control is not None else {}
        )
        return Question(
            name=name,
            path=path,
            kind=_kind(control, bind),
            labels=self.texts.of(inside.get("label")),
            hints=self.texts.of(inside.get("hint")),
            repeat=repeat,
            choices=choices,
            choices_file=file,
            is_required=required == "true()",
            relevant=bind.get("relevant", "").strip(),
            constraint=bind.get("constraint", "").strip(),
            calculation=bind.get("calculate", "").strip(),
            appearance=control.get("appearance", "").strip() if control is not None else "",
            required="" if required in {"true()", "false()"} else required,
        )


def _kind(control: Any | None, bind: Any) -> str:
    """Return what XLSForm calls a question of this control and this bind."""
    if control is None:
        preload = (bind.get(f"{JAVAROSA}preload", ""), bind.get(f"{JAVAROSA}preloadParams", ""))
        return PRELOADED.get(preload, "calculate" if bind.get("calculate") else "hidden")
    name = local_name(control)
    if name == "upload":
        return UPLOADED.get(control.get("mediatype", "").split("/", 1)[0], "file")
    if control.get("query"):
        return "select_one_external"
    if name in CONTROLLED:
        return CONTROLLED[name]
    kind = TYPED.get(bind.get("type", "").rsplit(":", 1)[-1], "text")
    is_note = kind == "text" and bind.get("readonly", "").strip() == "true()"
    return "note" if is_note else kind


def _parts(document: Any, model: Any, root: str) -> Parts:
    parts = Parts()
    by_id = {}
    for bind in model.iterfind(f"{XFORMS}bind"):
        path = _joined(root, bind.get("nodeset", ""))
        parts.binds[path] = bind
        by_id[bind.get("id")] = path
    body = _first(document, f".//{XHTML}body", "body")
    waiting = [(child, root) for child in reversed(children(body))]
    while waiting:
        element, above = waiting.pop()
        name = local_name(element)
        reference = element.get("ref") or element.get("nodeset") or by_id.get(element.get("bind")) or ""
        path = _joined(root if "bind" in element.attrib else above, reference)
        if name in CONTROLS and reference:
            parts.controls.setdefault(path, element)
        elif name in GROUPS:
            if reference:
                parts.groups.add(path)
            if name == "repeat":
                parts.repeats[path] = element.get(f"{JAVAROSA}count", "").strip()
            waiting += [(child, path) for child in reversed(children(element))]
    return parts


def _joined(above: str, reference: str) -> str:
    """Return the path of a reference, absolute or from the group around it."""
    reference = reference.strip()
    if not reference:
        return above
    pieces = [] if reference.startswith("/") else above.split("/")[1:]
    for piece in reference.split("/"):
        if piece == "..":
            pieces = pieces[:-1]
        elif piece not in {"", "."}:
            pieces.append(piece.rsplit(":", 1)[-1])
    return "/" + "/".join(pieces)


def _first(element: Any, path: str, missing: str) -> Any:
    found = element.find(path)
    if found is None:
        raise NotAnXForm(missing=missing)
    return found
