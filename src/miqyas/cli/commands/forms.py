"""`miqyas forms check FILE` and `miqyas forms convert FILE`: a questionnaire written as an XLSForm."""

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path

from miqyas.cli.language import add_language
from miqyas.errors import FolderNotWritable
from miqyas.interchange.xlsform import (
    TARGETS,
    Finding,
    FormReport,
    check_form,
    convert_form,
    located,
    validate_in_depth,
)
from miqyas.types import Language

NAME = "forms"
HELP = "check a questionnaire written as an XLSForm, or convert it"
CHECK_HELP = (
    "tell all that is wrong in a questionnaire, where, and how to mend it; exit status 1 when something is"
)
CONVERT_HELP = "write a questionnaire as what phones run (XForm), as a workbook, or as JSON"
FILE_HELP = "XLSForm: .xlsx, .xls, .csv, .md; or an XForm"
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


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the two things one may do with a questionnaire."""
    verbs = parser.add_subparsers(title="verbs", metavar="VERB", required=True)
    check = verbs.add_parser("check", help=CHECK_HELP, description=CHECK_HELP)
    check.add_argument("--json", action="store_true", help="print the findings as JSON, in all languages")
    check.add_argument(
        "--media",
        nargs="+",
        default=(),
        metavar="FILE",
        help="files that come with it: lists, pictures, sounds",
    )
    check.add_argument(
        "--deep", action="store_true", help="also try it in the engine of phones (ODK Validate, needs Java)"
    )
    check.set_defaults(verb=_check)
    convert = verbs.add_parser("convert", help=CONVERT_HELP, description=CONVERT_HELP)
    convert.add_argument("--to", choices=TARGETS, required=True, help="what to write")
    convert.add_argument("--out", metavar="FILE", type=Path, required=True, help="where to write it")
    convert.set_defaults(verb=_convert)
    for verb in (check, convert):
        verb.add_argument("file", metavar="FILE", type=Path, help=FILE_HELP)
        add_language(verb)


def run(args: argparse.Namespace) -> int:
    """Check or convert."""
    status: int = args.verb(args)
    return status


def _check(args: argparse.Namespace) -> int:
    report = check_form(args.file, media=[Path(name).name for name in args.media])
    findings = report.findings
    if args.deep and report.xform is not None and not report.errors:
        findings += located(validate_in_depth(report.xform, args.media), report.rows)
    n_errors = sum(finding.severity == "error" for finding in findings)
    if args.json:
        print(json.dumps(_record(args.file, report, findings), ensure_ascii=False, indent=2))
    else:
        print("\n".join(_lines(args.file, report, findings, args.language)))
    if any(finding.code == ABSENT for finding in findings):
        return 2
    return 1 if n_errors else 0


def _convert(args: argparse.Namespace) -> int:
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
