export {
  type Child,
  type ChildFile,
  type ChildReading,
  childJsonSchema,
  childSchema,
  readChild,
} from "./child.ts";
export { factRows } from "./child-facts.ts";
export { criterionWords } from "./criterion-words.ts";
export type { DosePart } from "./dose-part.ts";
export { changeWords, movementWords } from "./eligibility-change-words.ts";
export { type EvidencePart, evidenceOverview, routeWords } from "./evidence-part.ts";
export type { FactRow } from "./fact-row.ts";
export { type InputProblem, inputProblemCodes } from "./input-problem.ts";
export { countryWords, dateWords, listWords, monthsWords, numberWords } from "./local-words.ts";
export { toMarkdown } from "./markdown.ts";
export {
  type MatchingFact,
  matchingFactNames,
  operationKinds,
  treatedPlaces,
  trialChild,
} from "./matching-facts.ts";
export { type MethodPlot, methodPlots } from "./method-plots.ts";
export { problemWords } from "./problem-words.ts";
export { searchProblemWords } from "./search-problem-words.ts";
export { toHtml, toSheet } from "./sheet.ts";
export { sheetStyle } from "./sheet-style.ts";
export { type Ground, type SourceList, type SourceRow, type Statement, sourceList } from "./sources.ts";
export { givenWords, type StudyCard, type StudyGroup, studyList } from "./study-cards.ts";
export { studyLabel, studyName } from "./study-name.ts";
export { type Packs, summarise, type VisitSummary } from "./summary.ts";
export {
  mainWordsNote,
  reasonWords,
  type TrialLine as TrialLineWords,
  type TrialRow,
  type TrialSet,
  trialLine,
} from "./trials-part.ts";
export {
  directionOf,
  type Locale,
  locales,
  type MessageId,
  type Say,
  say,
  sayFrom,
  type Values,
} from "./words.ts";
