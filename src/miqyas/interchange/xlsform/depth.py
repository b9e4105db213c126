"""The questionnaire tried in the engine of phones: ODK Validate, which pyxform carries, where Java is."""

import re
import shutil
import subprocess
from collections.abc import Collection, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from pyxform.validators.error_cleaner import ErrorCleaner
from pyxform.validators.odk_validate import ODK_VALIDATE_PATH

from miqyas.interchange.xlsform.finding import Finding

SECONDS = 100
MEMORY = "-Xmx768m"
NAMED = re.compile(r"\$\{([^}]+)\}")
LOOP = re.compile(r"involved in the loop:\n(.*)", re.DOTALL)
EMPTY = re.compile(r"Group has no children! Group: (\S+?)\.? ")
FUNCTION = re.compile(r"cannot handle function '([^']+)'")
INSTANCE = re.compile(r"Instance referenced by instance\(([^)]*)\)")
ABOUT = re.compile(
    r"(?:Error evaluating field '|expression for |bind for |attached to \")(\$\{[^}]+\}|[^'\s\"]+)"
)
UNREADABLE = re.compile(r"invalid|Parse error|Bad node|Couldn't understand")
NOISE = re.compile(r"^(>>.*|The following files failed validation:.*|.*\.xml|Result: .*|Xform is invalid!)$")
OBJECT = re.compile(r"Bad node: \S+@\w+|org\.javarosa[\w.]*[.:]?")


def validate_in_depth(
    xform: bytes,
    media: Collection[str] = (),  # noqa: ARG001  # this engine takes lists in files as empty; another may not
) -> tuple[Finding, ...]:
    """Try a form in JavaRosa, the engine of ODK Collect and KoboCollect.

    It sees what the converter does not: an expression it cannot read, an unknown function, a value taken for what it
    is not, a circle. It stops at its first error.

    Parameters
    ----------
    xform : bytes
        The form, as ``check_form`` gives it. It must come from there: this runs no check of its own.
    media : collection of str
        Names of the files that come with it. Their content is not looked at: lists in files count as empty.

    Returns
    -------
    tuple of Finding
        Empty when the engine accepts the form. ``engine_absent``, a warning, when there is no Java.

    Examples
    --------
    >>> validate_in_depth.__module__
    'miqyas.interchange.xlsform.depth'
    """
    java = shutil.which("java")
    if java is None:
        return (Finding("engine_absent"),)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "form.xml"
        path.write_bytes(xform)
        command = [java, MEMORY, "-Djava.awt.headless=true", "-jar", ODK_VALIDATE_PATH, str(path)]
        try:
            done = subprocess.run(  # noqa: S603  # our own jar on our own file
                command, capture_output=True, timeout=SECONDS, check=False, cwd=folder
            )
        except subprocess.TimeoutExpired:
            return (Finding("engine_slow", values={"seconds": SECONDS}),)
    if done.returncode == 0:
        return ()
    return findings_of(done.stderr.decode("utf-8", "replace"))


def located(findings: Collection[Finding], rows: Mapping[str, int]) -> tuple[Finding, ...]:
    """Give findings the row of the question they name."""
    return tuple(_located(finding, rows) for finding in findings)


def findings_of(said: str) -> tuple[Finding, ...]:
    """Return what the engine says of a form it refuses."""
    text = ErrorCleaner.odk_validate(said)
    if found := LOOP.search(text):
        names = dict.fromkeys(NAMED.findall(found[1]))
        shown = ", ".join(f"${{{name}}}" for name in names)
        return (Finding("engine_cycle", "survey", values={"names": shown or "?"}),)
    groups = dict.fromkeys(EMPTY.findall(text))
    if groups:
        return tuple(Finding("engine_group", "survey", values={"name": _bare(name)}) for name in groups)
    return (_about_expression(text),)


def _about_expression(text: str) -> Finding:
    about = ABOUT.search(text)
    name = _bare(about[1]) if about else "?"
    if called := FUNCTION.search(text):
        return Finding("engine_function", "survey", values={"name": name, "function": called[1]})
    if looked := INSTANCE.search(text):
        return Finding("engine_instance", "survey", values={"name": name, "list": looked[1]})
    reason = _reason(text)
    if "type mismatch" in text:
        return Finding("engine_type", "survey", values={"name": name, "reason": reason})
    if about and UNREADABLE.search(text):
        return Finding("engine_expression", "survey", values={"name": name, "reason": reason})
    return Finding("engine_refusal", values={"reason": reason})


def _bare(name: str) -> str:
    return name.removeprefix("${").removesuffix("}").rsplit("/", 1)[-1]


def _reason(text: str) -> str:
    kept = [line.strip() for line in text.splitlines() if line.strip() and not NOISE.match(line.strip())]
    return OBJECT.sub("", " ".join(kept)).strip(" :") or "?"


def _located(finding: Finding, rows: Mapping[str, int]) -> Finding:
    text = f"{finding.values.get('name', '')} {finding.values.get('names', '')}"
    name = next((each for each in (*NAMED.findall(text), *text.split()) if each in rows), "")
    return Finding(finding.code, finding.sheet, rows.get(name), finding.column, finding.values)
