export { figureWords } from "./figure-words.ts";
export {
  type Block,
  type CheckedRow,
  type ConflictBlock,
  type Note,
  type Row,
  type StudyPage,
  studyPage,
} from "./study-page.ts";
export { type ReviewMessage, type SayReview, sayReview } from "./words.ts";
