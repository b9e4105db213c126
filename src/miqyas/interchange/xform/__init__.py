"""ODK XForms: the form a phone or a browser runs, read as a questionnaire."""

from miqyas.interchange.xform.reading import read_xform

__all__ = ["read_xform"]
