"""Three ladders of evidence, each computed from `EvidenceFacts` and shown with its reasons."""

from miqyas.evidence.ladders.grade import grade
from miqyas.evidence.ladders.level import LADDERS, Level, Reason
from miqyas.evidence.ladders.maryland import maryland
from miqyas.evidence.ladders.nesta import nesta

__all__ = ["LADDERS", "Level", "Reason", "grade", "maryland", "nesta"]
