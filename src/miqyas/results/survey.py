"""What a survey estimate answers with."""

from dataclasses import dataclass

from miqyas.results.estimate import Estimate, TidyRow


@dataclass(frozen=True, slots=True)
class SurveyEstimate:
    """An estimate under a complex design, and what the design costs.

    Attributes
    ----------
    estimate : Estimate
        The figure with its interval.
    design_effect : float
        Its variance over that of a simple random sample of as many rows, drawn with replacement.
    n_psus, n_strata : int
        Primary sampling units and strata.
    """

    estimate: Estimate
    design_effect: float
    n_psus: int
    n_strata: int

    def tidy(self) -> TidyRow:
        """Return one flat row: that of the estimate, then the design's."""
        design: TidyRow = {
            "design_effect": self.design_effect,
            "n_psus": self.n_psus,
            "n_strata": self.n_strata,
        }
        return {**self.estimate.tidy(), **design}
