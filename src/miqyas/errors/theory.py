"""Theories of change that cannot be drawn from what was given."""

from miqyas.errors.design import InvalidDesign


class InvalidTheory(InvalidDesign):
    """A theory of change cannot be drawn from what was given."""

    template = "This theory of change cannot be read."


class TheoryTooLarge(InvalidTheory):
    """More nodes or links than a person can read or a page can draw."""

    template = (
        "The theory holds {nodes} elements and {links} links; at most {most_nodes} elements and {most_links} "
        "links are accepted. Split it into several theories."
    )


class TooManyParts(InvalidTheory):
    """More stakeholders or risks than anyone reads."""

    template = "The theory names {found} groups or risks; at most {most} of each are accepted. Gather some."


class InvalidKey(InvalidTheory):
    """A key that could not stand in an address."""

    template = (
        "The key “{key}” cannot be used: write 1 to 64 letters, digits, hyphens, dots or underscores, "
        "without space."
    )


class DuplicateNode(InvalidTheory):
    """Two nodes under one key."""

    template = "Two elements have the key “{key}”. Give each its own."


class DuplicateLinkKey(InvalidTheory):
    """Two links under one key."""

    template = "Two links have the key “{key}”. Give each its own."


class DuplicateLink(InvalidTheory):
    """Two links between the same nodes in the same direction."""

    template = (
        "Links “{first}” and “{second}” both go from “{source}” to “{target}”. Keep one, and write both "
        "assumptions in it."
    )


class LinkToUnknownNode(InvalidTheory):
    """An end of a link is no node of the theory."""

    template = (
        "Link “{link}” refers to “{node}”, which is no element of this theory. Add the element or correct "
        "the link."
    )


class LinkToItself(InvalidTheory):
    """A link whose two ends are one node."""

    template = "Link “{link}” goes from “{node}” to itself. Choose another element at one end."


class UnknownLevel(InvalidTheory):
    """A level outside activity, output, outcome, impact."""

    template = "Element “{node}” has the level “{level}”. The levels are: {expected}."


class UnknownEffect(InvalidTheory):
    """An effect that is neither intended, unintended nor negative."""

    template = "Element “{node}” has the kind of effect “{effect}”. The kinds are: {expected}."


class UnknownWord(InvalidTheory):
    """A word outside the list of its field."""

    template = "At {where} stands “{found}”. Expected: {expected}."


class TermOutsideOutcome(InvalidTheory):
    """A term on something else than an outcome."""

    template = (
        "Element “{node}” has a term, and is no outcome: only outcomes are short, medium or long term. "
        "Take the term away or change the level."
    )


class UnknownGroup(InvalidTheory):
    """A node quotes a stakeholder group that the theory does not describe."""

    template = "Element “{node}” concerns “{group}”, which is no group of this theory. Add the group or correct its key."


class UnknownSdg(InvalidTheory):
    """A code that is neither a goal nor a target."""

    template = (
        "Element “{node}” quotes “{code}”, which is no Sustainable Development Goal or target. "
        "Write a goal (“4”) or a target (“4.1”, “4.a”)."
    )


class DuplicateStakeholder(InvalidTheory):
    """Two stakeholders under one key."""

    template = "Two groups have the key “{key}”. Give each its own."


class DuplicateRisk(InvalidTheory):
    """Two risks under one key."""

    template = "Two risks have the key “{key}”. Give each its own."


class RiskOnUnknownPart(InvalidTheory):
    """A risk on a node or link that does not exist."""

    template = (
        "Risk “{risk}” bears on “{part}”, which is no part of this theory. Correct the key, or leave it out "
        "for a risk on the whole."
    )


class RiskOnTwoParts(InvalidTheory):
    """A risk on a node and a link at once."""

    template = "Risk “{risk}” bears on an element and on a link. Keep one, or write two risks."


class NotATheorySheet(InvalidTheory):
    """A table that holds none of the sheets of a theory."""

    template = (
        "“{file}” is no theory: it holds none of the sheets {sheets}. Download the theory as Excel or CSV, write in "
        "that file, and send it."
    )


class GateOutOfReach(InvalidTheory):
    """A gate asks for fewer points than none or more than all."""

    template = "The gate asks for {minimum} points; ask for 0 to {most}."


class UnknownRule(InvalidTheory):
    """A gate asks that a rule hold which is not published."""

    template = "“{rule}” is no published rule. The rules are: {expected}."


class GateOfAnotherVersion(InvalidTheory):
    """A gate was set for another version of the rules."""

    template = (
        "The gate was set for version {gate} of the rules, and the theory was read by version {found}: "
        "their points are not comparable. Set the gate again."
    )


class UnknownConfidence(InvalidTheory):
    """A confidence outside high, medium, low, unknown."""

    template = "Link “{link}” has the confidence “{confidence}”. Confidence is one of: {expected}."


class MeasuredUnknownNode(InvalidTheory):
    """An indicator is said to measure a node that does not exist."""

    template = (
        "An indicator measures “{node}”, which is no element of this theory. Add the element or correct "
        "the key."
    )


class UnwritableText(InvalidTheory):
    """Control characters or broken Unicode, which neither a page nor a file can carry."""

    template = "The text at {where} holds a character that cannot be displayed. Type the text again."


class TheoryFileMissing(InvalidTheory):
    """No file can be opened at the path given."""

    template = "There is no theory to read at {path}. Check the path and the right to read it."


class TheoryNotJson(InvalidTheory):
    """The file is not JSON in UTF-8."""

    template = "The file {path} is not JSON in UTF-8: reading stopped at line {line}, column {column}."


class TheoryNotObject(InvalidTheory):
    """Something else where an object is expected."""

    template = "In the theory, {where} should be an object in braces, with named fields."


class TheoryNotList(InvalidTheory):
    """Something else where a list is expected."""

    template = "In the theory, {where} should be a list in square brackets."


class TheoryNotText(InvalidTheory):
    """Something else where a text is expected."""

    template = "In the theory, {where} should be a text, or one text by language."


class TheoryUnknownField(InvalidTheory):
    """A field that would be lost if it were ignored."""

    template = "In the theory, {where} has a field “{field}” that is not known. The fields are: {expected}."


class TheoryFieldMissing(InvalidTheory):
    """A field without which the element means nothing."""

    template = "In the theory, {where} lacks the field “{field}”."


class TextNotInLanguage(InvalidTheory):
    """A text by language lacks the language asked for."""

    template = "In the theory, {where} has no text in the language “{language}”. It has: {found}."


class DrawingNotWritten(InvalidTheory):
    """The address given for a drawing cannot be written to."""

    template = (
        "The drawing could not be written to {path}. Check that the folder exists and that you may write "
        "in it."
    )
