"""Every error the science raises on purpose, as one tree.

MiqyasError
├── UnreadableFile        a file that is not the table it claims to be          (data.intake)
│   ├── TableNotFound          no file at that address
│   ├── UnknownTableFormat     neither CSV nor Parquet, nor a frame
│   ├── UnparsedTable          the engine cannot read rows and columns in it
│   ├── FileNotThere, EmptyFile, TooBig, NotATable, BinaryFile, OldWorkbook, LockedWorkbook, ReaderAbsent
│   ├── encoding          UnknownEncoding, WrongEncoding
│   ├── heading           DuplicatedHeader, EmptyHeader, MergedHeader, NoRows
│   ├── shape             TooManyColumns, TooManyRows, RaggedLine, UnclosedQuote, StrayQuote, CellTooLong
│   ├── cells             FormulaCell, FormulaText, ErrorCell, NumberTooLarge, NestedColumn
│   ├── workbook          ZipBomb, DangerousXml, ExternalLinks, SheetAbsent, NoSheets, TooSlow
│   ├── container         CorruptFile
│   └── frozen extract    ColumnAbsent, NothingToFreeze, FolderNotWritable, DatasetAbsent
├── InvalidSample         the data cannot answer the question asked             (data, estimators, checks)
│   ├── MissingColumn          no column of that name
│   ├── ColumnUsedTwice        one column in two roles that exclude each other
│   ├── NotNumeric             text where numbers are needed
│   ├── InfiniteValues         a value that is not finite
│   ├── TreatmentNotBinary     something else than 0 and 1
│   ├── EmptySample            no row has every value needed
│   ├── EmptyArm               nobody in an arm
│   ├── TooFewUnits            an arm too small for the method
│   ├── TooManyCoefficients    as many coefficients as rows
│   ├── ConstantOutcome        nothing to explain
│   ├── InvalidWeights         zero or negative weights
│   ├── EmptyStratum           units without a stratum
│   ├── TooFewClusters         an arm with fewer than two clusters
│   ├── ConstantInstrument, InstrumentAddsNothing, InstrumentMovesNothing           (estimators.iv)
│   ├── TooFewClustersMoved, TooFewClustersForInstruments                           (estimators.iv)
│   ├── ClusterCrossesArms     clusters in both arms, where arms must be apart
│   ├── ClusterIsUnit          every cluster holds one unit: an identifier, not a cluster
│   ├── NotIdentified          the treatment does not vary once the rest is held fixed
│   ├── NoResidualVariation    outcome wholly explained, so no error can be estimated
│   ├── before and after   TimeNotTwoPeriods, EmptyCell, GroupChanges, DuplicatedUnitTime, UnitsSeenOnce,
│                          OnePeriod, UnitInSeveralClusters, CohortChanges, CohortBetweenPeriods, PeriodGap,
│                          NoComparison, NoTreatedCohort
│   ├── TooFewAtThreshold, InvalidBandwidth                                         (estimators.rdd)
│   └── TooFewStudies, InvalidStdError, StudyTwice, TooFewForAsymmetry, EqualPrecision (evidence.synthesis)
├── InvalidDesign         a plan, theory or indicator contradicts itself        (design, theory, indicators)
│   ├── InvalidLevel           a coverage outside 0 to 1
│   ├── InvalidProbability, NoTests                                                 (checks)
│   ├── EmptyQuestion, UnknownDesign, RoleMissing, RoleTwice                        (design)
│   ├── InvalidField, UnknownField                                                  (design, evidence)
│   ├── ContradictoryFacts, FactsUnreadable                                         (evidence)
│   ├── InvalidTheory          a theory of change cannot be drawn from what was given
│   │   ├── TheoryTooLarge, InvalidKey, DuplicateNode, DuplicateLinkKey, DuplicateLink
│   │   ├── LinkToUnknownNode, LinkToItself, MeasuredUnknownNode
│   │   ├── UnknownLevel, UnknownEffect, UnknownConfidence, UnwritableText
│   │   ├── TheoryFileMissing, TheoryNotJson, TheoryNotObject, TheoryNotList, TheoryNotText
│   │   └── TheoryUnknownField, TheoryFieldMissing, TextNotInLanguage, DrawingNotWritten
│   ├── InvalidAccount         an account of value lacks a source or contradicts itself         (value)
│   │   ├── SourceMissing, FigureOutOfRange, InvalidDistribution, NoOutcomes, FigureTwice
│   │   └── NothingUncertain, UnknownFigure, NoBreakEven, EffectNotEstablished
│   └── InvalidIndicator       an indicator contradicts itself, or its values cannot be put together
│       ├── RollUpRefused          MeanOfMeans, MedianOfMedians, CountsTwice, LastOnlyInTime
│       ├── NothingToRollUp, ValueNotFinite, WeightsMissing, WeightsInvalid, DenominatorZero
│       └── BaselineEqualsTarget, TargetAgainstDirection, NothingToTravel
├── CommandUnavailable    a command whose package is not all there              (cli)
└── NotReproduced         a figure could not be computed again                  (reporting)
    ├── PicturesUnavailable    the package that draws charts is not installed
    ├── DocumentsUnavailable   the package that makes PDF or Word is not installed
    ├── NotAnArchive, UnexpectedMember, ArchiveTooLarge, MemberMissing
    ├── ManifestAltered, DatasetAltered, UnknownSchema, InvalidManifest
    └── DatasetNotHere, UnknownKind, NotComputable

A class for each thing a caller may decide on. Its ``template`` is the English sentence: where, what was
expected, what was found, what to do. `miqyas.reporting.refusals` holds the same sentence in French and Arabic
under the class's name, with the same facts in braces.
"""

from miqyas.errors.base import (
    CommandUnavailable,
    MiqyasError,
)
from miqyas.errors.design import (
    ContradictoryFacts,
    EmptyQuestion,
    FactsUnreadable,
    InvalidDesign,
    InvalidField,
    InvalidLevel,
    InvalidProbability,
    NoTests,
    RoleMissing,
    RoleTwice,
    UnknownDesign,
    UnknownField,
)
from miqyas.errors.files import (
    BinaryFile,
    CellTooLong,
    ColumnAbsent,
    CorruptFile,
    DangerousXml,
    DatasetAbsent,
    DuplicatedHeader,
    EmptyFile,
    EmptyHeader,
    ErrorCell,
    ExternalLinks,
    FileNotThere,
    FolderNotWritable,
    FormulaCell,
    FormulaText,
    LockedWorkbook,
    MergedHeader,
    NestedColumn,
    NoRows,
    NoSheets,
    NotATable,
    NothingToFreeze,
    NumberTooLarge,
    OldWorkbook,
    RaggedLine,
    ReaderAbsent,
    SheetAbsent,
    StrayQuote,
    TableNotFound,
    TooBig,
    TooManyColumns,
    TooManyRows,
    TooSlow,
    UnclosedQuote,
    UnknownEncoding,
    UnknownTableFormat,
    UnparsedTable,
    UnreadableFile,
    WrongEncoding,
    ZipBomb,
)
from miqyas.errors.indicators import (
    BaselineEqualsTarget,
    CountsTwice,
    DenominatorZero,
    InvalidIndicator,
    LastOnlyInTime,
    MeanOfMeans,
    MedianOfMedians,
    NothingToRollUp,
    NothingToTravel,
    RollUpRefused,
    TargetAgainstDirection,
    ValueNotFinite,
    WeightsInvalid,
    WeightsMissing,
)
from miqyas.errors.panel import (
    CohortBetweenPeriods,
    CohortChanges,
    DuplicatedUnitTime,
    EmptyCell,
    GroupChanges,
    NoComparison,
    NoTreatedCohort,
    OnePeriod,
    PeriodGap,
    TimeNotTwoPeriods,
    UnitInSeveralClusters,
    UnitsSeenOnce,
)
from miqyas.errors.reproduction import (
    ArchiveTooLarge,
    DatasetAltered,
    DatasetNotHere,
    DocumentsUnavailable,
    InvalidManifest,
    ManifestAltered,
    MemberMissing,
    NotAnArchive,
    NotComputable,
    NotReproduced,
    PicturesUnavailable,
    UnexpectedMember,
    UnknownKind,
    UnknownSchema,
)
from miqyas.errors.sample import (
    ClusterCrossesArms,
    ClusterIsUnit,
    ColumnUsedTwice,
    ConstantInstrument,
    ConstantOutcome,
    EmptyArm,
    EmptySample,
    EmptyStratum,
    EqualPrecision,
    InfiniteValues,
    InstrumentAddsNothing,
    InstrumentMovesNothing,
    InvalidBandwidth,
    InvalidSample,
    InvalidStdError,
    InvalidWeights,
    MissingColumn,
    NoResidualVariation,
    NotIdentified,
    NotNumeric,
    StudyTwice,
    TooFewAtThreshold,
    TooFewClusters,
    TooFewClustersForInstruments,
    TooFewClustersMoved,
    TooFewForAsymmetry,
    TooFewStudies,
    TooFewUnits,
    TooManyCoefficients,
    TreatmentNotBinary,
)
from miqyas.errors.theory import (
    DrawingNotWritten,
    DuplicateLink,
    DuplicateLinkKey,
    DuplicateNode,
    InvalidKey,
    InvalidTheory,
    LinkToItself,
    LinkToUnknownNode,
    MeasuredUnknownNode,
    TextNotInLanguage,
    TheoryFieldMissing,
    TheoryFileMissing,
    TheoryNotJson,
    TheoryNotList,
    TheoryNotObject,
    TheoryNotText,
    TheoryTooLarge,
    TheoryUnknownField,
    UnknownConfidence,
    UnknownEffect,
    UnknownLevel,
    UnwritableText,
)
from miqyas.errors.value import (
    EffectNotEstablished,
    FigureOutOfRange,
    FigureTwice,
    InvalidAccount,
    InvalidDistribution,
    NoBreakEven,
    NoOutcomes,
    NothingUncertain,
    SourceMissing,
    UnknownFigure,
)

__all__ = [
    "ArchiveTooLarge",
    "BaselineEqualsTarget",
    "BinaryFile",
    "CellTooLong",
    "ClusterCrossesArms",
    "ClusterIsUnit",
    "CohortBetweenPeriods",
    "CohortChanges",
    "ColumnAbsent",
    "ColumnUsedTwice",
    "CommandUnavailable",
    "ConstantInstrument",
    "ConstantOutcome",
    "ContradictoryFacts",
    "CorruptFile",
    "CountsTwice",
    "DangerousXml",
    "DatasetAbsent",
    "DatasetAltered",
    "DatasetNotHere",
    "DenominatorZero",
    "DocumentsUnavailable",
    "DrawingNotWritten",
    "DuplicateLink",
    "DuplicateLinkKey",
    "DuplicateNode",
    "DuplicatedHeader",
    "DuplicatedUnitTime",
    "EffectNotEstablished",
    "EmptyArm",
    "EmptyCell",
    "EmptyFile",
    "EmptyHeader",
    "EmptyQuestion",
    "EmptySample",
    "EmptyStratum",
    "EqualPrecision",
    "ErrorCell",
    "ExternalLinks",
    "FactsUnreadable",
    "FigureOutOfRange",
    "FigureTwice",
    "FileNotThere",
    "FolderNotWritable",
    "FormulaCell",
    "FormulaText",
    "GroupChanges",
    "InfiniteValues",
    "InstrumentAddsNothing",
    "InstrumentMovesNothing",
    "InvalidAccount",
    "InvalidBandwidth",
    "InvalidDesign",
    "InvalidDistribution",
    "InvalidField",
    "InvalidIndicator",
    "InvalidKey",
    "InvalidLevel",
    "InvalidManifest",
    "InvalidProbability",
    "InvalidSample",
    "InvalidStdError",
    "InvalidTheory",
    "InvalidWeights",
    "LastOnlyInTime",
    "LinkToItself",
    "LinkToUnknownNode",
    "LockedWorkbook",
    "ManifestAltered",
    "MeanOfMeans",
    "MeasuredUnknownNode",
    "MedianOfMedians",
    "MemberMissing",
    "MergedHeader",
    "MiqyasError",
    "MissingColumn",
    "NestedColumn",
    "NoBreakEven",
    "NoComparison",
    "NoOutcomes",
    "NoResidualVariation",
    "NoRows",
    "NoSheets",
    "NoTests",
    "NoTreatedCohort",
    "NotATable",
    "NotAnArchive",
    "NotComputable",
    "NotIdentified",
    "NotNumeric",
    "NotReproduced",
    "NothingToFreeze",
    "NothingToRollUp",
    "NothingToTravel",
    "NothingUncertain",
    "NumberTooLarge",
    "OldWorkbook",
    "OnePeriod",
    "PeriodGap",
    "PicturesUnavailable",
    "RaggedLine",
    "ReaderAbsent",
    "RoleMissing",
    "RoleTwice",
    "RollUpRefused",
    "SheetAbsent",
    "SourceMissing",
    "StrayQuote",
    "StudyTwice",
    "TableNotFound",
    "TargetAgainstDirection",
    "TextNotInLanguage",
    "TheoryFieldMissing",
    "TheoryFileMissing",
    "TheoryNotJson",
    "TheoryNotList",
    "TheoryNotObject",
    "TheoryNotText",
    "TheoryTooLarge",
    "TheoryUnknownField",
    "TimeNotTwoPeriods",
    "TooBig",
    "TooFewAtThreshold",
    "TooFewClusters",
    "TooFewClustersForInstruments",
    "TooFewClustersMoved",
    "TooFewForAsymmetry",
    "TooFewStudies",
    "TooFewUnits",
    "TooManyCoefficients",
    "TooManyColumns",
    "TooManyRows",
    "TooSlow",
    "TreatmentNotBinary",
    "UnclosedQuote",
    "UnexpectedMember",
    "UnitInSeveralClusters",
    "UnitsSeenOnce",
    "UnknownConfidence",
    "UnknownDesign",
    "UnknownEffect",
    "UnknownEncoding",
    "UnknownField",
    "UnknownFigure",
    "UnknownKind",
    "UnknownLevel",
    "UnknownSchema",
    "UnknownTableFormat",
    "UnparsedTable",
    "UnreadableFile",
    "UnwritableText",
    "ValueNotFinite",
    "WeightsInvalid",
    "WeightsMissing",
    "WrongEncoding",
    "ZipBomb",
]
