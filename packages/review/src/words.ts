/** The sentences of the living review. Numbers come in as values; no message holds one of its own. */
import { type Locale, type Say, sayFrom } from "visit";
import english from "../messages/en.json" with { type: "json" };

export type ReviewMessage = keyof typeof english;
export type SayReview = Say<ReviewMessage>;

export const sayReview = (locale: Locale): SayReview => sayFrom(english, locale);

export const isReviewMessage = (id: string): id is ReviewMessage => Object.hasOwn(english, id);
