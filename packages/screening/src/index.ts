export { type Decision, type ExclusionReason, exclusionReasons } from "./decision.ts";
