"""Cleaning as a script: recorded steps, applied in order to tables of answers, replayed to the same bytes."""

from miqyas.data.cleaning.replay import Cleaned, cleaned
from miqyas.data.cleaning.steps import Kind, Selection, Step, steps_from_json, steps_to_json

__all__ = ["Cleaned", "Kind", "Selection", "Step", "cleaned", "steps_from_json", "steps_to_json"]
