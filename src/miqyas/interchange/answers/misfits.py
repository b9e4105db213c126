"""What does not fit the form: told with the answer it stands in, never dropped in silence."""

from dataclasses import dataclass

from miqyas.errors import MiqyasError


@dataclass(frozen=True, slots=True)
class Misfit:
    """One thing of one answer that does not fit.

    Attributes
    ----------
    source : str
        The name the answer was given under: a file, a number of ours.
    instance_id : str
        What the answer calls itself; empty when that could not be read.
    error : MiqyasError
        What does not fit; `miqyas.reporting.refusals.refusal_sentence` says it in each language.
    is_left_out : bool
        True when the whole answer is out of the tables; False when all but this value stands in them.
    """

    source: str
    instance_id: str
    error: MiqyasError
    is_left_out: bool
