"""From brought files, answers and frozen versions to the science and back: the room's only door to `miqyas`."""

from miqyas_web.datasets.science.files import (
    FrozenFile,
    FrozenPair,
    JsonScalar,
    Profile,
    ProfiledColumn,
    Sentences,
    UnfitFile,
    freeze,
    frozen_files,
    frozen_place,
    language,
    read_profile,
    suspicion_sentence,
)

__all__ = [
    "FrozenFile",
    "FrozenPair",
    "JsonScalar",
    "Profile",
    "ProfiledColumn",
    "Sentences",
    "UnfitFile",
    "freeze",
    "frozen_files",
    "frozen_place",
    "language",
    "read_profile",
    "suspicion_sentence",
]
