"""A synthesis in a few plain sentences, and as lines of figures."""

from miqyas.reporting.numbers import decimals_for, format_interval, format_number, format_p, format_percent
from miqyas.reporting.synthesis_words import CLAIMS, LABELS
from miqyas.results.synthesis import Synthesis
from miqyas.types import Language


def synthesis_sentence(synthesis: Synthesis, language: Language) -> str:
    """Say what the studies find together, how much they differ, and what a new place would see.

    Never stronger than the studies: an interval that includes zero is told so.

    Examples
    --------
    >>> import numpy as np
    >>> from miqyas.evidence.synthesis import Effects, fixed_effect
    >>> effects = Effects(("A", "B"), np.array([1.0, 3.0]), np.array([1.0, 1.0]))
    >>> print(synthesis_sentence(fixed_effect(effects), "en").split(". ")[0])
    If the 2 studies measure one and the same effect, it is 2.00 (95% interval: 0.61 to 3.39)
    """
    words = CLAIMS[language]
    decimals = decimals_for(synthesis.low, synthesis.high)
    established = not synthesis.low <= 0 <= synthesis.high
    said = [
        words[synthesis.estimand].format(
            n=format_number(synthesis.n, language),
            value=format_number(synthesis.value, language, synthesis.unit, decimals=decimals),
            level=level_of(synthesis, language),
            interval=format_interval(
                synthesis.low, synthesis.high, language, synthesis.unit, decimals=decimals
            ),
        ),
        words["established" if established else "unestablished"],
    ]
    if synthesis.tau2 is not None:
        said.append(words["spread"].format(i2=format_percent(synthesis.i2, language)))
        prediction = _prediction(synthesis, language)
        said.append(words["prediction"].format(interval=prediction) if prediction else words["no_prediction"])
    text = " ".join(said)
    return text.replace(" :", "\u00a0:") if language == "fr" else text


def synthesis_lines(synthesis: Synthesis, language: Language) -> list[tuple[str, str]]:
    """List the figures a person reads first, each with its label."""
    unit, decimals = synthesis.unit, decimals_for(synthesis.low, synthesis.high)
    figures = {
        "value": format_number(synthesis.value, language, unit, decimals=decimals),
        "interval": format_interval(synthesis.low, synthesis.high, language, unit, decimals=decimals),
        "std_error": format_number(synthesis.std_error, language, unit),
        "p_value": format_p(synthesis.p_value, language),
    }
    if prediction := _prediction(synthesis, language):
        figures["prediction"] = prediction
    q = format_number(synthesis.q, language)
    figures |= {
        "i2": format_percent(synthesis.i2, language, decimals=1),
        "q": f"{q} ({format_p(synthesis.q_p_value, language)})",
    }
    if synthesis.tau2 is not None and synthesis.tau2_low is not None and synthesis.tau2_high is not None:
        bounds = format_interval(synthesis.tau2_low, synthesis.tau2_high, language)
        figures["tau2"] = f"{format_number(synthesis.tau2, language)} ({bounds})"
    figures |= {
        "n": format_number(synthesis.n, language),
        "n_dropped": format_number(synthesis.n_dropped, language),
    }
    level = level_of(synthesis, language)
    return [(LABELS[name][language].format(level=level), figure) for name, figure in figures.items()]


def level_of(synthesis: Synthesis, language: Language) -> str:
    """Write the coverage of the intervals."""
    decimals = 0 if (100 * synthesis.level).is_integer() else 1
    return format_percent(synthesis.level, language, decimals=decimals)


def _prediction(synthesis: Synthesis, language: Language) -> str | None:
    if synthesis.prediction_low is None or synthesis.prediction_high is None:
        return None
    return format_interval(synthesis.prediction_low, synthesis.prediction_high, language, synthesis.unit)
