"""An answer on its way to its row: read, its files on the disk, its address and its version found."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from miqyas_web.accounts.models import Person
from miqyas_web.foundation import shelf
from miqyas_web.foundation.errors import Refused
from miqyas_web.surveys.actions.storing import Arrival, ShelvedFile
from miqyas_web.surveys.contents import content_of
from miqyas_web.surveys.enums import CollectorKind, SubmissionOrigin
from miqyas_web.surveys.envelopes import Envelope
from miqyas_web.surveys.models import Collector, FormVersion, Survey
from miqyas_web.surveys.queries.doors import Asked, Form, collectors_at, forms_answered
from miqyas_web.surveys.queries.versions import paths_of_files
from miqyas_web.surveys.refusals import OtherContent, UnknownAddress, Unreadable

NAME_CHARACTERS = 255
DEVICE_CHARACTERS = 200
ORIGINS = {
    CollectorKind.PHONE: SubmissionOrigin.PHONE,
    CollectorKind.LINK: SubmissionOrigin.WEB,
    CollectorKind.PROGRAM: SubmissionOrigin.API,
}


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """A file as it was sent; the name is the sender's."""

    name: str
    content: bytes


@dataclass(eq=False, slots=True)
class Post:
    """An answer without files at the address of a collector: whose it is, is asked with those that come together."""

    token: str
    initiative_pk: int
    envelope: Envelope
    xml: bytes
    device_id: str = ""
    # Known once the group is written, whatever became of the answer.
    collector: Collector | None = None


def arrivals_of(posts: Sequence[Post]) -> list[Arrival | Refused]:
    """Find address, questionnaire and version of each: two queries, however many they are."""
    doors = collectors_at((post.token, post.initiative_pk) for post in posts)
    asked = [_asked(post, door) for post, door in zip(posts, doors, strict=True)]
    forms = forms_answered([each for each in asked if isinstance(each, Asked)])
    return [
        _arrival(post, each, forms[each]) if isinstance(each, Asked) else each
        for post, each in zip(posts, asked, strict=True)
    ]


def _asked(post: Post, door: Collector | UnknownAddress) -> Asked | UnknownAddress:
    if isinstance(door, UnknownAddress):
        post.collector = door.collector
        return door
    post.collector = door
    return Asked(door, post.envelope.form_id, post.envelope.version)


def _arrival(post: Post, asked: Asked, form: Form | Refused) -> Arrival | Refused:
    if isinstance(form, Refused):
        return form
    with translation.override(asked.collector.language):
        try:
            return posted(asked.collector, form, post.envelope, post.xml, (), device_id=post.device_id)
        except Refused as refusal:
            return refusal


def posted(
    collector: Collector,
    form: Form,
    envelope: Envelope,
    xml: bytes,
    files: Iterable[ReceivedFile],
    *,
    device_id: str,
) -> Arrival:
    """What was posted at the address of a collector."""
    return arrival_of(
        *form,
        envelope,
        xml,
        files,
        origin=ORIGINS[CollectorKind(collector.kind)],
        collector=collector,
        is_test=collector.is_test,
        device_id=device_id,
    )


def arrival_of(
    survey: Survey,
    version: FormVersion,
    envelope: Envelope,
    xml: bytes,
    files: Iterable[ReceivedFile],
    *,
    origin: str,
    collector: Collector | None = None,
    by: Person | None = None,
    is_test: bool = False,
    device_id: str = "",
) -> Arrival:
    """Put the files of an answer on the disk; what remains is its row."""
    return Arrival(
        survey=survey,
        version=version,
        instance_id=envelope.instance_id,
        deprecated_id=envelope.deprecated_id,
        xml=xml,
        sha256=hashlib.sha256(xml).hexdigest(),
        expected_files=[bare_name(name) for name in envelope.files_at(paths_of_files(version))],
        files=_shelved(files),
        origin=origin,
        collector=collector,
        by=by,
        is_test=is_test,
        device_id=device_id[:DEVICE_CHARACTERS],
        language=translation.get_language() or settings.LANGUAGE_CODE,
    )


def _shelved(files: Iterable[ReceivedFile]) -> tuple[ShelvedFile, ...]:
    kept: dict[str, ShelvedFile] = {}
    for file in files:
        name = bare_name(file.name)
        content = content_of(name, file.content)
        sha256 = shelf.keep(settings.ATTACHMENTS, file.content)
        if name in kept and kept[name].sha256 != sha256:
            raise OtherContent(name)
        kept[name] = ShelvedFile(name, sha256, len(file.content), content.media_type, content.is_doubtful)
    return tuple(kept.values())


def bare_name(name: str) -> str:
    """The last part of a name a sender chose, whatever folders it claims; raise ``Unreadable`` when none is left."""
    bare = PurePosixPath(name.replace("\\", "/").replace("\x00", "")).name
    if not bare or bare in {".", ".."}:
        raise Unreadable(_("A file came without a name."))
    if len(bare) > NAME_CHARACTERS:
        raise Unreadable(
            _("The name of a file is longer than %(most)d characters.") % {"most": NAME_CHARACTERS}
        )
    return bare
