"""What `miqyas forms` does, once the packages that read questionnaires are there."""

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from miqyas.errors import FolderNotWritable
from miqyas.interchange.xlsform import (
    Finding,
    FormReport,
    check_form,
    convert_form,
    located,
    validate_in_depth,
)
from miqyas.types import Language

ABSENT = "file_absent"
TITLES: dict[Language, tuple[str, str]] = {
    "fr": ("Erreur", "À savoir"),
    "ar": ("خطأ", "للعلم"),
    "en": ("Error", "Note"),
}
SUMS: dict[Language, str] = {
    "fr": "{title}. Questions : {questions}. Erreurs : {errors}. À savoir : {warnings}.",
    "ar": "{title}. الأسئلة: {questions}. الأخطاء: {errors}. للعلم: {warnings}.",
    "en": "{title}. Questions: {questions}. Errors: {errors}. Notes: {warnings}.",
}
USABLE: dict[Language, tuple[str, str]] = {
    "fr": ("Le questionnaire peut être publié.", "Le questionnaire ne peut pas encore être publié."),
    "ar": ("يمكن نشر الاستبيان.", "لا يمكن نشر الاستبيان بعد."),
    "en": ("The questionnaire can be published.", "The questionnaire cannot be published yet."),
}


def check(args: argparse.Namespace) -> int:
    """Tell all that is found; 2 when there is no file, 1 when there is an error."""
    media, absent = _media(args.media)
    report = check_form(args.file, media=media)
    findings = (*absent, *report.findings)
    if args.deep and report.xform is not None and not report.errors:
        findings += located(validate_in_depth(report.xform, media), report.rows)
    n_errors = sum(finding.severity == "error" for finding in findings)
    if args.json:
        print(json.dumps(_record(args.file, report, findings), ensure_ascii=False, indent=2))
    else:
        print("\n".join(_lines(args.file, report, findings, args.language)))
    if any(finding.code == ABSENT for finding in findings):
        return 2
    return 1 if n_errors else 0


def _media(paths: Sequence[Path]) -> tuple[dict[str, bytes], list[Finding]]:
    """Return the files that come with the form, by name, and those that cannot be opened."""
    found, absent = {}, []
    for path in paths:
        try:
            found[path.name] = path.read_bytes()
        except OSError:
            absent.append(Finding(ABSENT, values={"file": path.name}))
    return found, absent


def convert(args: argparse.Namespace) -> int:
    """Write the questionnaire in another form."""
    report = check_form(args.file)
    if report.errors and (args.to == "xform" or not report.definition.get("survey")):
        print("\n".join(_line(finding, args.language) for finding in report.errors), file=sys.stderr)
        return 2 if report.errors[0].code == ABSENT else 1
    content = convert_form(args.file, to=args.to)
    try:
        args.out.write_bytes(content)
    except OSError as reason:
        raise FolderNotWritable(folder=args.out, reason=reason.strerror or reason) from reason
    print(args.out)
    return 0


def _record(file: Path, report: FormReport, findings: Iterable[Finding]) -> dict[str, object]:
    form = report.form
    told = [finding.to_data() for finding in findings]
    return {
        "file": str(file),
        "usable": not any(finding["severity"] == "error" for finding in told),
        "form": {"form_id": form.form_id, "version": form.version, "title": form.title} if form else None,
        "questions": len(form.questions) if form else None,
        "languages": list(form.languages) if form else [],
        "media": list(form.media) if form else [],
        "findings": told,
    }


def _lines(file: Path, report: FormReport, findings: Iterable[Finding], language: Language) -> list[str]:
    told = list(findings)
    errors = [finding for finding in told if finding.severity == "error"]
    others = [finding for finding in told if finding.severity != "error"]
    lines = [f"{_line(finding, language)}\n" for finding in (*errors, *others)]
    total = SUMS[language].format(
        title=report.form.title if report.form else file.name,
        questions=len(report.form.questions) if report.form else "–",
        errors=len(errors),
        warnings=len(others),
    )
    return [*lines, total, USABLE[language][bool(errors)]]


def _line(finding: Finding, language: Language) -> str:
    """Return where, what is wrong, and what to do."""
    title = TITLES[language][finding.severity == "warning"]
    place = finding.place(language)
    head = f"{title} ({place})" if place else title
    colon = " :" if language == "fr" else ":"
    return f"{head}{colon} {finding.sentence(language)}\n  → {finding.remedy(language)}"
