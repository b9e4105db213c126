"""The first person and organisation of a fresh installation."""

import getpass
import sys
from typing import Any

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email

from miqyas_web.accounts.actions import people
from miqyas_web.accounts.enums import OrganisationKind
from miqyas_web.accounts.models import Person
from miqyas_web.foundation.errors import Refused


class Command(BaseCommand):
    help = "Create a person and the organisation they lead."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verb = verbs.add_parser("create", help=self.help)
        verb.add_argument("--email", required=True)
        verb.add_argument("--name", required=True)
        verb.add_argument("--organisation", default="", help="else the person's own name")
        verb.add_argument("--kind", choices=OrganisationKind.values, default=OrganisationKind.ASSOCIATION)
        verb.add_argument("--language", choices=[code for code, _ in settings.LANGUAGES], default="fr")
        # A password on the command line stays in the shell's history and in the list of processes.
        verb.add_argument(
            "--password-stdin", action="store_true", help="read the password from standard input"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        email, name = options["email"].strip().lower(), options["name"].strip()
        password = self.password(is_piped=options["password_stdin"])
        try:
            validate_email(email)
            validate_password(password, user=Person(email=email, name=name))
            person, organisation = people.register(
                email=email,
                name=name,
                password=password,
                language=options["language"],
                organisation_name=options["organisation"].strip(),
                organisation_kind=options["kind"],
            )
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{person.name} leads {organisation.name} and may sign in with {person.email}.")

    def password(self, *, is_piped: bool) -> str:
        if is_piped:
            return sys.stdin.readline().rstrip("\n")
        if not sys.stdin.isatty():
            raise CommandError("No terminal to ask for the password: pipe it in, with --password-stdin.")
        password = getpass.getpass("Password: ")
        if getpass.getpass("Again: ") != password:
            raise CommandError("The two passwords differ. Nothing was created.")
        return password
