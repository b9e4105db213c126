"""Whether a theory of change is a complete account: the first rung of the Nesta ladder."""

from miqyas.theory.quality import Quality

# Our reading of "a clear, logical account of what is done and why it should work" (Puttick and Ludlow, Nesta
# Standards of Evidence, 2013, level 1): every part is there and linked, every link says on what it rests.
NEEDED = frozenset((
    "empty", "no_activity", "no_outcome", "no_impact", "no_link", "orphan", "unreached_outcome", "cycle",
    "backwards", "link_without_assumption",
))  # fmt: skip


def is_complete(quality: Quality) -> bool:
    """Tell whether none of the rules that make an account complete found anything.

    Examples
    --------
    >>> from miqyas.theory.graph import Theory
    >>> from miqyas.theory.quality import quality
    >>> is_complete(quality(Theory(nodes=(), links=())))
    False
    """
    return not any(finding.rule in NEEDED for finding in quality.findings)
