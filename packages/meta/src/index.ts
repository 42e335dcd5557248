/** What this package promises; everything else may change without notice. Distributions: `meta/distributions`. */

export { type AggregatedEffect, aggregateEffects, type WithinCluster } from "./aggregate.ts";
export { type Look, type Spending, type SpendingOptions, spendingBoundaries } from "./alpha-spending.ts";
export type { Posterior } from "./bayes/mixture.ts";
export type { TauPrior } from "./bayes/tau-prior.ts";
export { type BayesFit, type BayesOptions, bayes, type CoefficientPrior } from "./bayes.ts";
export { type BetaBinomialFit, betaBinomial } from "./beta-binomial.ts";
export { type Bootstrap, parametricBootstrap } from "./bootstrap.ts";
export type { Information, JointTest, TestedCoefficient } from "./coefficients.ts";
export {
  type HeterogeneityInterval,
  type Tau2Interval,
  type Tau2IntervalType,
  tau2Interval,
} from "./confint.ts";
export {
  contrasts,
  type LikelihoodRatio,
  likelihoodRatio,
  type Subgroups,
  subgroups,
  testColumns,
  varianceInflation,
} from "./contrasts.ts";
export { type BoxCoxEstimate, boxCoxEstimation } from "./convert/box-cox.ts";
export {
  type Crossover,
  crossoverMeanDifference,
  crossoverSmd,
  designEffect,
  effectiveSampleSize,
  inflateForClusters,
  splitSharedGroup,
} from "./convert/design.ts";
export {
  type FittedFamily,
  type QuantileEstimate,
  type QuantileFamily,
  quantileEstimation,
} from "./convert/quantile-estimation.ts";
export {
  type FiveNumbers,
  fromQuantiles,
  type MeanAndSd,
  type QuantileMethods,
} from "./convert/quantiles.ts";
export {
  type Cells,
  cellsFromOddsRatio,
  cellsFromPhi,
  type FromReported,
  fromReported,
  logOddsRatioToSmd,
  type Margins,
  type Reconstructed,
  type Reported,
  smdToLogOddsRatio,
} from "./convert/reported.ts";
export {
  changeCorrelation,
  changeSd,
  combineGroups,
  type Group,
  type PooledSd,
  pooledSdFromP,
  pooledSdFromSe,
  pooledSdFromT,
  sdFromInterval,
  sdFromSe,
  seFromInterval,
} from "./convert/spread.ts";
export { type Design, designMatrix, type Term } from "./design.ts";
export { type DoseCurve, doseColumns, restrictedCubicSpline } from "./dose/curve.ts";
export {
  type DoseArm,
  type DoseContrasts,
  type DoseFit,
  type DoseMethod,
  doseOneStage,
  doseTwoStage,
  meanContrasts,
  type PooledCurve,
  ratioContrasts,
  type StudyCurve,
  studyCurve,
} from "./dose/dose-response.ts";
export {
  type DoseDesign,
  type DoseRow,
  type GreenlandLongnecker,
  greenlandLongnecker,
} from "./dose/greenland-longnecker.ts";
export type { Effect } from "./effect.ts";
export { type Change, type ChangeMeasure, type ChangeOptions, fromChanges } from "./escalc/change.ts";
export type { Continuity } from "./escalc/continuity.ts";
export {
  type Correlation,
  type CorrelationMeasure,
  fromCorrelations,
  fromPartialCorrelations,
  fromReliabilities,
  fromSquaredCorrelations,
  type PartialCorrelation,
  type PartialCorrelationMeasure,
  type Reliability,
  type ReliabilityMeasure,
  type SquaredCorrelation,
  type SquaredCorrelationMeasure,
} from "./escalc/correlation.ts";
export type { EffectSize } from "./escalc/effect-size.ts";
export { fromGenotypes, type Genotypes } from "./escalc/heterozygosity.ts";
export { fromPairedMargins, type PairedMargins } from "./escalc/paired-margins.ts";
export { fromPairedTwoByTwo, type PairedTwoByTwoMeasure } from "./escalc/paired-two-by-two.ts";
export { fromRates, type RateMeasure, type TwoRates } from "./escalc/person-time.ts";
export {
  type EventGroup,
  type MeanGroup,
  type RateGroup,
  type SharedControl,
  type SharedEventMeasure,
  type SharedMeanMeasure,
  type SharedRateMeasure,
  sharedControlEvents,
  sharedControlMeans,
  sharedControlRates,
} from "./escalc/shared-control.ts";
export {
  fromMeans,
  fromProportions,
  fromSingleRates,
  type MeanMeasure,
  type Proportion,
  type ProportionMeasure,
  type ProportionOptions,
  type Rate,
  type SingleRateMeasure,
  type Spread,
} from "./escalc/single-group.ts";
export { fromSuperiority, type Superiority, type SuperiorityMeasure } from "./escalc/superiority.ts";
export {
  fromTwoByTwo,
  type TwoByTwo,
  type TwoByTwoMeasure,
  type TwoByTwoOptions,
} from "./escalc/two-by-two.ts";
export {
  fromTwoMeans,
  type TwoMeans,
  type TwoMeansMeasure,
  type TwoMeansOptions,
} from "./escalc/two-means.ts";
export {
  type ExcessOptions,
  type ExcessSignificance,
  type ExcessTest,
  excessSignificance,
} from "./excess-significance.ts";
export {
  type FailSafe,
  failSafeGeneral,
  failSafeOrwin,
  failSafeRosenberg,
  failSafeRosenthal,
} from "./fail-safe.ts";
export {
  type Coefficient,
  type ConvergedFit,
  type Fit,
  type FitOptions,
  fit,
  type LogLikelihood,
  type OmnibusTest,
  type Test,
} from "./fit.ts";
export {
  type GlmmFit,
  type GlmmHeterogeneity,
  type GlmmModel,
  type GlmmOptions,
  glmmOddsRatio,
  glmmProportion,
  glmmRate,
  glmmRateRatio,
  type TwoArmGlmmOptions,
} from "./glmm.ts";
export { type HenmiCopas, henmiCopas } from "./henmi-copas.ts";
export type { Heterogeneity } from "./heterogeneity.ts";
export {
  type BaujatPoint,
  type Blup,
  baujat,
  blups,
  influence,
  radial,
  residuals,
  type StudyInfluence,
  type StudyResidual,
} from "./influence.ts";
export { type CumulativeStep, cumulative, leaveOneOut } from "./leave-one-out.ts";
export { type LocationScale, type LocationScaleOptions, locationScale } from "./location-scale.ts";
export {
  type ChiSquaredTest,
  type MantelHaenszelFit,
  type MantelHaenszelOptions,
  mantelHaenszel,
  mantelHaenszelRates,
} from "./mantel-haenszel.ts";
export type { Label } from "./multilevel/grouping.ts";
export {
  type ConvergedMultilevel,
  fitMultilevel,
  type InnerOuter,
  type MultilevelFit,
  type MultilevelOptions,
  type RandomEffects,
  type RandomIntercept,
  type RandomSlopes,
  type VarianceComponent,
} from "./multilevel/multilevel.ts";
export { type ProfiledParameter, type ProfileInterval, profileInterval } from "./multilevel/profile.ts";
export type { StructureName } from "./multilevel/structures.ts";
export { workingModel } from "./multilevel/working-model.ts";
export { type Inconsistency, inconsistency, type NodeSplit, splitNode } from "./network/inconsistency.ts";
export {
  type Contrast as NetworkContrast,
  type ConvergedNetwork,
  fitNetwork,
  type NetworkComparison,
  type NetworkFit,
  type NetworkMethod,
  type NetworkOptions,
  type NetworkStudy,
  type QTest,
} from "./network/network.ts";
export { type Ranked, rankTreatments } from "./network/ranking.ts";
export {
  type NextTrialPower,
  type NextTrialSize,
  type NextTrials,
  nextTrialPower,
  nextTrialVariance,
} from "./next-trial.ts";
export {
  type ConvergedLogistic,
  fitLogistic,
  type LogisticFit,
  type LogisticModel,
} from "./participants/logistic.ts";
export {
  type ConvergedMixedLogistic,
  fitMixedLogistic,
  type MixedLogisticFit,
  type MixedLogisticModel,
} from "./participants/mixed-logistic.ts";
export {
  type ConvergedMixedModel,
  fitMixedModel,
  type GroupVariance,
  type MixedModelFit,
  type MixedModelOptions,
} from "./participants/mixed-model.ts";
export type { GroupEffects, MixedModel } from "./participants/prepared-model.ts";
export { regressWithinStudies, type StudyRegression } from "./participants/two-stage.ts";
export { type PermutationOptions, type PermutationTest, permutationTest } from "./permutation.ts";
export { type PetPeeseFit, petPeese } from "./pet-peese.ts";
export { type PetoFit, peto } from "./peto.ts";
export { type Axis, type Point, plainScale, type ReadingScale, ratioScale, type Tick } from "./plots/axis.ts";
export { type BaujatOptions, type BaujatPlot, baujatPlot } from "./plots/baujat.ts";
export {
  type Bubble,
  type BubbleOptions,
  type BubblePlot,
  bubblePlot,
  type RegressionPoint,
} from "./plots/bubble.ts";
export {
  type EstimateWithInterval,
  englishForestWords,
  type FittedForestOptions,
  type ForestDiamond,
  type ForestEntry,
  type ForestOptions,
  type ForestPlot,
  type ForestRow,
  type ForestSummary,
  type ForestWords,
  forestOf,
  forestPlot,
} from "./plots/forest.ts";
export {
  type CumulativeForestOptions,
  cumulativeForest,
  leaveOneOutForest,
  type StepOptions,
} from "./plots/forest-in-steps.ts";
export {
  type FunnelOptions,
  type FunnelPlot,
  type FunnelPoint,
  funnelPlot,
  type SignificanceBand,
} from "./plots/funnel.ts";
export { type GoshOptions, type GoshPlot, type GoshPoint, goshPlot } from "./plots/gosh.ts";
export { type LAbbeOptions, type LAbbePlot, type LAbbePoint, labbePlot } from "./plots/labbe.ts";
export { type RadialOptions, type RadialPlot, radialPlot } from "./plots/radial.ts";
export type { PlotWords, TextTable } from "./plots/text-twin.ts";
export { type PlannedMetaAnalysis, powerAt, powerOfMean, studiesForPower } from "./power.ts";
export { type Interval, type Prediction, type PredictOptions, predict, probabilityAbove } from "./predict.ts";
export { type RandomStream, randomStream } from "./random.ts";
export {
  type BinaryOptions,
  type ContinuousOptions,
  type PooledEffect,
  type Revman,
  type RevmanOptions,
  revmanBinary,
  revmanContinuous,
  revmanGeneric,
} from "./revman.ts";
export { type RobustFit, type RobustType, robustFit, type WorkingModel } from "./robust.ts";
export { type SharedSampling, samplingCovariance } from "./sampling-covariance.ts";
export {
  type SelectionFit,
  type SelectionOptions,
  type SelectionParameter,
  type SelectionType,
  selectionModel,
} from "./selection.ts";
export {
  type RankTest,
  type RegressionTest,
  type RegressionTestOptions,
  type RegressionTestResult,
  rankTest,
  regressionTest,
  type SmallStudyPredictor,
} from "./small-study.ts";
export {
  type BinarySmallStudyMethod,
  type BinarySmallStudyTest,
  binarySmallStudyTest,
} from "./small-study-binary.ts";
export { type Tau2Method, tau2Methods } from "./tau2.ts";
export * from "./transform.ts";
export {
  type SequentialLook,
  type TrialSequentialAnalysis,
  type TrialSequentialOptions,
  trialSequentialAnalysis,
} from "./trial-sequential.ts";
export {
  type TrimAndFill,
  type TrimAndFillEstimator,
  type TrimAndFillOptions,
  trimAndFill,
} from "./trim-and-fill.ts";
export type { Estimate } from "./wald.ts";
