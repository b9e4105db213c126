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
│   ├── office            NotAnOfficeForm, MacrosInside, LinkedDocument
│   ├── container         CorruptFile
│   ├── UnreadableForm    XFormTooLarge, XFormNotXml, XFormWithDoctype, NotAnXForm, XFormWithoutId,
│   │                     FormHasErrors, FormPackageMissing                    (interchange)
│   ├── open data         GrantsUnreadable, GrantsNotWritten, ActivityNotWritten     (interchange)
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
│   ├── TooFewAtThreshold, InvalidBandwidth, InvalidOrder, ReceivedNotMoved         (estimators.rdd)
│   ├── NoCovariates, TreatmentSeparated, NobodyLeft, NoBalancingWeights            (estimators.ipw)
│   ├── TooFewInFolds (aipw), TooFewToMatch, NobodyMatched (matching)
│   ├── OneSubgroup, TooManySubgroups, SubgroupTooSmall, TooFewToSplit              (subgroups, honest_splitting)
│   ├── QuantileInTail, OutcomeHeaped                                               (estimators.quantile_effects)
│   ├── DiscreteRunning        too few values to speak of a density                 (checks.density)
│   ├── synthetic comparisons  UnbalancedPanel, TreatmentStops, NoDonor, TooFewDonors, TooFewPeriodsBefore,
│   │                      TreatedAtDifferentTimes, UnknownPeriod, PredictorAfterTreatment, PredictorWithoutValue,
│   │                      ConstantPredictor, InvalidImportance, OneTreatedUnit, OneDonorCarries, BackdateNotBefore
│   ├── interrupted series PeriodTwice, TooFewPeriodsAfter, SeasonNotSeen, InvalidSeason, InvalidLags, SeriesWanders,
│   │                      HorizonBeforeStart                                       (estimators.its)
│   ├── NoPlacebo              nothing to try where the effect must be zero         (checks.placebo)
│   ├── missing outcomes   NothingMissing, ArmUnobserved, CellsWithOneArm, NobodyAlwaysObserved,
│   │                      OutsideDeclaredRange, ResponseSeparated
│   ├── omitted confounder NoControls, ControlsRepeat, ControlsChangeNothing              (checks)
│   ├── spill-over         TooFewNeighboured, ExposureConstant, SaturationVaries, NoPureControl,
│   │                      TreatedInPureControl, TooFewGroups                             (checks)
│   ├── InvalidAnswers         answers as they come in, which a check cannot use          (checks.collection)
│   │   ├── NothingToCheck, KeyTwice, ColumnOfOtherLength, QuestionAbsent, AnswerNotNumber
│   │   └── ThresholdOutOfRange, TooFewAnswers, TooFewQuestions, OneEnumerator, NothingBackChecked,
│   │       TooManyPairs
│   │   └── ThresholdOutOfRange, TooFewAnswers, OneEnumerator, NothingBackChecked, TooManyPairs
│   ├── InvalidReviews         scores of reviewers that cannot be compared                (judgement)
│   │   └── ReviewTwice, ScoresAlike, TooFewReviewed, PanelUnclear, DesignDisconnected, AnchorUnknown, ReadOnce,
│   │       RatioBelowZero
│   ├── GroupsSayNothing       no resemblance inside groups can be told             (power)
│   ├── ModeratorConstant      the same in all studies                              (evidence.synthesis)
│   └── TooFewStudies, InvalidStdError, StudyTwice, TooFewForAsymmetry, EqualPrecision (evidence.synthesis)
├── InvalidWeighting      weights cannot be made of a table and known totals   (data.weighting)
│   └── NothingToWeigh, StartInvalid, TotalTwice, TotalInvalid, TotalUnknown, TotalWithoutRows, TotalsDisagree, MarginsUnmet
├── InvalidDesign         a plan, theory or indicator contradicts itself        (design, theory, indicators)
│   ├── InvalidLevel           a coverage outside 0 to 1
│   ├── InvalidTrim, EntropyHasNoScore, OverlapNotOffered, InvalidFolds, ClusterNotSupported, InvalidNeighbours,
│   │   InvalidCaliper, InvalidBins, InvalidLeaf, InvalidQuantiles                  (estimators)
│   ├── InvalidProbability, NoTests                                                 (checks)
│   ├── EmptyQuestion, UnknownDesign, RoleMissing, RoleTwice, PlanNotEstimated                    (design)
│   ├── InvalidDraw            lots or a sample cannot be drawn as asked                (design)
│   │   ├── EmptyFrame, UnitTwice, RowsAlike, CellMissing, ArmsUnreadable, MoreArmsThanUnits
│   │   ├── ClusterInTwoStrata, PairsNeedTwoEqualArms, TooManyToPair, NothingToBalance, CriterionNotMet
│   │   ├── OptionsExclude, OptionOutOfRange, RecordUnreadable
│   │   └── SampleTooLarge, StratumUnknown, SizeNotPositive, TakeDoesNotDivide, RejectiveTooLong
│   ├── InvalidField, UnknownField                                                  (design, evidence)
│   ├── ContradictoryFacts, FactsUnreadable                                         (evidence)
│   ├── InvalidTheory          a theory of change cannot be drawn from what was given
│   │   ├── TheoryTooLarge, TooManyParts, InvalidKey, DuplicateNode, DuplicateLinkKey, DuplicateLink
│   │   ├── LinkToUnknownNode, LinkToItself, MeasuredUnknownNode
│   │   ├── UnknownLevel, UnknownEffect, UnknownConfidence, UnknownWord, UnwritableText
│   │   ├── TermOutsideOutcome, UnknownGroup, UnknownSdg, DuplicateStakeholder
│   │   ├── DuplicateRisk, RiskOnUnknownPart, RiskOnTwoParts
│   │   ├── GateOutOfReach, UnknownRule, GateOfAnotherVersion, NotATheorySheet
│   │   ├── TheoryFileMissing, TheoryNotJson, TheoryNotObject, TheoryNotList, TheoryNotText
│   │   └── TheoryUnknownField, TheoryFieldMissing, TextNotInLanguage, DrawingNotWritten
│   ├── InvalidStep            a step of cleaning does not apply to these answers               (data.cleaning)
│   │   ├── StepUnreadable, StepColumnAbsent, StepAnswerAbsent
│   │   └── StepValueChanged, StepValueUnfit, StepSelectsNothing
│   ├── InvalidAccount         an account of value lacks a source or contradicts itself         (value)
│   │   ├── SourceMissing, FigureOutOfRange, InvalidDistribution, NoOutcomes, FigureTwice
│   │   ├── NothingUncertain, UnknownFigure, NoBreakEven, EffectNotEstablished
│   │   ├── CorrelationWithoutDistribution, CorrelationsContradict
│   │   └── AccountUnreadable, AccountFieldMissing, AccountFieldUnknown, AccountFieldInvalid
│   ├── InvalidRange, RMaxOutOfRange, RatioOutOfRange, NeighbourhoodUnclear               (sensitivity)
│   ├── InvalidPowerFigure, PowerUnreachable, EffectTooLarge, IccUnknown, FigureUnused,
│   │   NothingToSolve, SizesContradict, BudgetTooSmall                                  (power)
│   ├── DesignWithoutPower     PowerOfAssociation, PowerNeedsOverlap, PowerOfBounds, PowerByCohorts,
│   │                          PowerOfOneUnit, PowerOfShape, PowerOfPrecision            (power)
│   ├── InvalidPowerFigure, PowerUnreachable, EffectTooLarge                              (power)
│   ├── InvalidRanking         TopOutOfRange, RankDrawsTooFew, LotteryListInvalid, RepeatsTooFew,
│   │                          ScoresShapeWrong, WeightsUnreadable, WeightBoundsEmpty          (judgement)
│   ├── InvalidAllocation      a budget cannot be allocated as asked                          (allocation)
│   │   ├── FileTwice, CostNotPositive, ValueNegative, BudgetNotPositive, UnknownFile, ForcedBothWays
│   │   ├── ConstraintUnreadable, ConstraintOnNothing, PortfolioNotFound, DecisionUnreadable
│   │   ├── LevelUnreadable, LevelOutOfRange, LevelTwice, LevelNotOffered, ApplicantRuleIncomplete
│   │   ├── NeededFileUnknown, UnknownLimit, DrawsOfOtherShape
│   │   └── NoFeasiblePortfolio  RuleOutOfReach
│   ├── InvalidAssignment      ReaderTwice, ReaderNameless, ReadingUnknown, ReadingInConflict, FileLacksReaders,
│   │                          PlacesTooFew, PlacesTooMany, LoadsCannotMeet, LeastLoadUnmet, BridgesCannotBeBuilt,
│   │                          NothingToAssign, ChanceBound
│   ├── InvalidGrid            GridUnreadable, GridFieldWrong, GridNotHeld, GridScoreMissing, GridScoreOffScale, NoWeight
│   ├── InvalidMilestone       a milestone that cannot be paid as written                    (allocation)
│   │   └── PayLevelOutOfRange, MilestoneIncomplete, NoEstimateToPayOn, NoSampleSuffices
│   ├── InvalidQuestionnaire   a diagnostic cannot be read, or an answer does not fit it          (judgement)
│   │   ├── QuestionnaireAbsent, QuestionnaireUnreadable, QuestionnaireFieldMissing, QuestionnaireFieldUnknown
│   │   ├── QuestionnaireFieldInvalid, QuestionnaireItemTwice, QuestionnaireKeyUnknown, QuestionnaireGoesRound
│   │   ├── QuestionnaireDimensionSize, QuestionnaireChanged, SuppressionFloorTooLow
│   │   └── AnswerToNothing, AnswerOutOfScale, AnswerMustApply, AnswersMissing
│   └── InvalidIndicator       an indicator contradicts itself, or its values cannot be put together
│       ├── RollUpRefused          MeanOfMeans, MedianOfMedians, CountsTwice, LastOnlyInTime
│       ├── NothingToRollUp, ValueNotFinite, WeightsMissing, WeightsInvalid, DenominatorZero
│       ├── BaselineEqualsTarget, TargetAgainstDirection, NothingToTravel
│       ├── AgeBandsInvalid, AgeInvalid, DifficultyUnknown, DifficultyInvalid        (disaggregation)
│       ├── FormulaIncomplete, FormulaInvalid                                         (measuring)
│       ├── TargetDatesRepeat, DateOutsideTargets, CompoundNeedsPositive, ToleranceMissing   (targets, trajectory)
│       ├── DeclarationsDiffer, DenominatorsMissing, SizesMissing, OverlapShareInvalid, PopulationTooSmall
│       ├── InvalidCatalogue       a sheet of the catalogue cannot be used                (indicators)
│       │   ├── CatalogueAbsent, SheetUnreadable, SheetMisplaced, SheetTwice, SheetNotFound, UnknownFacet
│       │   ├── SheetFieldMissing, SheetFieldUnknown, SheetFieldInvalid, SheetTextMissing, SheetTextForeign
│       │   └── AggregationAgainstKind, UnknownSdgCode, SdgTargetOutsideGoals
│       └── InvalidForeignList     a person's own list of indicators, or a row of it      (indicators)
│           ├── ForeignNameColumnMissing, ForeignFieldUnknown, ForeignColumnUnknown, ForeignColumnTwice
│           └── ForeignRowFault        ForeignNameMissing, ForeignIdMissing, ForeignIdTwice, ForeignTextTooLong,
│                                      ForeignFormula, ForeignSdgUnknown, ForeignLinkInvalid
├── InvalidProtection     people cannot be protected as asked                   (data.anonymity)
│   ├── StepInvalid, StepUnfit, StepTwice, KeyMissing, KeyTooShort
│   └── NoQuasiIdentifiers, InvalidAnonymity, QuasiAndSensitive, NothingToProtect, SuppressionLeavesNothing
├── AnswerMisfit          an answer, or a value of it, does not fit its form    (interchange)
│   ├── AnswerNotXml, AnswerDoctype, AnswerTooLarge, AnswerFormUnknown, AnswerVersionUnknown
│   ├── AnswerWithoutIdentifier, AnswerIdentifierTwice, AnswerElementUnknown, AnswerElementTwice, AnswerStrayText
│   └── AnswerValueUnfit, AnswerChoiceUnknown
├── FormsDiffer, VersionTwice, NoAnswerFiles, FormNotReadable                     (interchange.answers)
├── TooWideForExcel, PackageForFormatAbsent                                       (interchange.statistics_files)
├── EngineUnavailable     another engine than DuckDB cannot be asked            (data)
│   └── EnginePackageMissing, SparkNotStarted, UnknownEngine, EngineNeedsFile, SqlTableNotFound
├── CommandUnavailable    a command whose package is not all there              (cli)
└── NotReproduced         a figure could not be computed again                  (reporting)
    ├── PicturesUnavailable    the package that draws charts is not installed
    ├── DocumentsUnavailable   the package that makes PDF or Word is not installed
    ├── NotAnArchive, UnexpectedMember, ArchiveTooLarge, MemberMissing
    ├── ManifestAltered, DatasetAltered, UnknownSchema, InvalidManifest
    └── DatasetNotHere, UnknownKind, NotComputable

The classes stand by subject in the modules of this package, and all are reached from here. A class for each
thing a caller may decide on. Its ``template`` is the English sentence: where, what was
expected, what was found, what to do. `miqyas.reporting.refusals` holds the same sentence in French and Arabic
under the class's name, with the same facts in braces.
"""

# One name for every refusal, wherever it stands: the modules hold nothing but classes.
from miqyas.errors.adjustment import *
from miqyas.errors.aggregates import *
from miqyas.errors.allocation import *
from miqyas.errors.anonymity import *
from miqyas.errors.answers import *
from miqyas.errors.assignment import *
from miqyas.errors.base import *
from miqyas.errors.catalogue import *
from miqyas.errors.cleaning import *
from miqyas.errors.collection import *
from miqyas.errors.design import *
from miqyas.errors.disbursement import *
from miqyas.errors.drawing import *
from miqyas.errors.engines import *
from miqyas.errors.files import *
from miqyas.errors.foreign import *
from miqyas.errors.forms import *
from miqyas.errors.giving import *
from miqyas.errors.grids import *
from miqyas.errors.indicators import *
from miqyas.errors.inference import *
from miqyas.errors.judgement import *
from miqyas.errors.matching import *
from miqyas.errors.panel import *
from miqyas.errors.power import *
from miqyas.errors.reproduction import *
from miqyas.errors.review import *
from miqyas.errors.sample import *
from miqyas.errors.sensitivity import *
from miqyas.errors.series import *
from miqyas.errors.staggered import *
from miqyas.errors.tables import *
from miqyas.errors.theory import *
from miqyas.errors.threshold import *
from miqyas.errors.value import *
from miqyas.errors.weighting import *
