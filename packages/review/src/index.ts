export { type ReviewMessage, type SayReview, sayReview } from "./words.ts";
