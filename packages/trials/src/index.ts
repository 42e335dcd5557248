export type { AgeBound } from "./age-bound.ts";
export { type AgeLimit, type AgeUnit, ageUnits, readAgeLimit } from "./age-limit.ts";
export {
  type AnnotatedCriterion,
  type AnnotatedKind,
  annotatedKinds,
} from "./annotation/annotated-criterion.ts";
export { conceptName } from "./annotation/concept-name.ts";
export { type LimitValue, type Operator, operators } from "./annotation/quantity.ts";
export { readAnnotated } from "./annotation/read-annotated.ts";
export type { TimeWindow } from "./annotation/time-window.ts";
export { type CalendarDay, calendarFile } from "./calendar-file.ts";
export {
  type AskedFact,
  askedFacts,
  type MotorType,
  motorTypes,
  type PastTreatment,
  type TrialChild,
} from "./child.ts";
export { type CompactLine, compactLines, wholeLines } from "./compact-criteria.ts";
export { type CompactPack, packTrials, unpackTrials } from "./compact-pack.ts";
export { type CompiledTrial, compileTrial } from "./compile-trial.ts";
export { countryCode, countryCodes } from "./country-names.ts";
export type { Criterion, CriterionKind, Sex } from "./criterion.ts";
export {
  type Arm,
  type Contact,
  type DatedEvent,
  type Measured,
  readDetails,
  type Site,
  type TrialDetails,
} from "./details.ts";
export { distanceKm, type Place } from "./distance.ts";
export { type Door, daysOfDoor, doorsOf, type Months, yearlyGainKg } from "./doors.ts";
export {
  type ComparedLine,
  type CriterionChange,
  compareEligibility,
  type EligibilityComparison,
} from "./eligibility-comparison.ts";
export { evaluate, isForTeam, type Judgement, type Verdict, verdicts } from "./evaluate.ts";
export type { Quote, TrialLine } from "./field-lines.ts";
export { ictrpExportDay } from "./ictrp-record.ts";
export { type Fit, fitOf, judgeCriteria } from "./judge-criteria.ts";
export type { Judged } from "./judged.ts";
export { type Deed, deeds, type LockOut, lockOut, type Turned } from "./lock-out.ts";
export {
  type Finding,
  matchTrial,
  matchTrials,
  type ReadyTrials,
  readyTrials,
  type TrialMatch,
} from "./match.ts";
export { type NextQuestion, nextQuestions } from "./next-question.ts";
export { oncePerTrial } from "./once-per-trial.ts";
export { orderMatches } from "./order.ts";
export {
  type OtherParticipants,
  otherParticipants,
  type Participant,
  participants,
} from "./other-participants.ts";
export { type PackChange, packChanges } from "./pack-changes.ts";
export { applyDifference, type PackDifference, packDifference } from "./pack-difference.ts";
export { monthsBetween, type PartialDate, readPartialDate } from "./partial-date.ts";
export { readCriteria, type TextCriterion } from "./read-criteria.ts";
export { readRecord } from "./read-record.ts";
export {
  openStatuses,
  readTrialSearch,
  type SearchParameter,
  type SearchProblem,
  searchParameters,
  type TrialSearchReading,
} from "./read-trial-search.ts";
export { type Reason, type ReasonCode, type ReasonValues, reasonCodes } from "./reason.ts";
export type {
  Copy,
  Country,
  Intervention,
  RecordReading,
  Trial,
} from "./record.ts";
export { type RecordAge, recordAge } from "./record-age.ts";
export { type RecordsReading, type RefusedRecord, readRecords } from "./records.ts";
export { registryNumber, registryNumbersIn, registryOf } from "./registry-number.ts";
export { longTexts, type SearchDocument, searchDocument } from "./search-document.ts";
export { type Alternative, readSearchQuery, type SearchConcept, type SearchQuery } from "./search-query.ts";
export { FirstLetters, foldedWords, type PlacedWord, placedWords } from "./search-words.ts";
export type { Section } from "./section.ts";
export { starterRecords, starterTrials } from "./starter-trials.ts";
export { groupOf, type TrialGroup, trialGroups } from "./trial-group.ts";
export {
  endsEarly,
  type FacetCount,
  type Marks,
  type Snippet,
  type TrialCard,
  type TrialHit,
  type TrialSearch,
  type TrialSearchPage,
  type TrialSite,
} from "./trial-search.ts";
export { type WatchNews, watchNews } from "./watch.ts";
export type { LimitEnd, Movement, StatedLimit } from "./what-moved.ts";
export { type Change, type Changer, type Changes, changers, whatWouldChange } from "./what-would-change.ts";
export { type PayQuote, whoPays } from "./who-pays.ts";
export type { ListedField, WhyCerebralPalsy } from "./why-cerebral-palsy.ts";
export type { WhyCordBlood } from "./why-cord-blood.ts";
export { type WordRun, wordRuns } from "./word-runs.ts";
