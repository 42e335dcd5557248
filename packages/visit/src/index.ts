export {
  type Child,
  type ChildFile,
  type ChildReading,
  childJsonSchema,
  childSchema,
  readChild,
} from "./child.ts";
export { type FactRow, factRows } from "./child-facts.ts";
export { type InputProblem, inputProblemCodes } from "./input-problem.ts";
export { problemWords } from "./problem-words.ts";
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
