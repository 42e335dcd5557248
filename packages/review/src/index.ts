export type { CertaintyWords, GroupCard } from "./certainty-words.ts";
export {
  type ClaimCard,
  type ClaimFigure,
  type ClaimPage,
  type ClaimWords,
  claimCard,
  claimList,
  claimPage,
  claimStatement,
} from "./claims.ts";
export type { Disagreement } from "./disagreement.ts";
export {
  type EvidenceMapPage,
  evidenceMapPage,
  type Grid,
  type ProductMap,
} from "./evidence-map-page.ts";
export { type CsvTable, csvTables, evidenceCsv } from "./exports/csv.ts";
export { type Download, downloads, type ExportFormat, exportFormats } from "./exports/downloads.ts";
export { type EvidenceJson, evidenceJson } from "./exports/evidence-json.ts";
export { evidenceJsonSchema } from "./exports/evidence-json-schema.ts";
export { fhirBundle } from "./exports/fhir.ts";
export { rScript } from "./exports/r-script.ts";
export { bibtex, ris } from "./exports/references.ts";
export { figureWords } from "./figure-words.ts";
export { type FundedStudy, type FundingPage, fundingPage } from "./funding-page.ts";
export type { HarmPicture } from "./harm-pictures.ts";
export { type HarmRow, type HarmSection, type HarmsPage, harmsPage } from "./harms-page.ts";
export type { CellWords } from "./map-words.ts";
export {
  type BiasRow,
  type BiasTable,
  type GradeRow,
  type MethodsPage,
  methodsPage,
} from "./methods-page.ts";
export { type PairsPage, pairsPage } from "./pairs-page.ts";
export type { PoolCard } from "./pool-cards.ts";
export { type ResearchPage, researchPage } from "./research-page.ts";
export { exclusionWords, flowText, readByHand, screeningFlowChart } from "./screening-flow.ts";
export { type ScreeningPage, screeningPage } from "./screening-page.ts";
export { type SearchDocument, searchDocuments } from "./search-documents.ts";
export type { Block } from "./study-blocks.ts";
export { type CheckedRow, type StudyPage, studyPage } from "./study-page.ts";
export type { Note, Row } from "./study-words.ts";
export {
  type ChangeItem,
  type ChangesBetween,
  changeHistory,
  changesBetween,
  lastBefore,
} from "./what-changed.ts";
export { type ReviewMessage, type SayReview, sayReview } from "./words.ts";
