/**
 * Words of a record that make the family pay. Most trials charge nothing and say nothing; some lawful programmes
 * charge, and so do clinics that call a sale a trial, so the words are shown and nothing is concluded from them.
 */

import type { TrialDetails } from "./details.ts";
import type { Trial } from "./record.ts";

export interface PayQuote {
  readonly field: "briefSummary" | "detailedDescription" | "eligibilityCriteria";
  /** The registry's sentence. */
  readonly text: string;
}

const people = `(?:you|patients?|participants?|subjects?|famil(?:y|ies)|parents?|caregivers?|guardians?|volunteers?|they|he or she)`;
const pays = [
  String.raw`${people}\W+(?:\w+\W+){0,5}?pays?\b(?! attention)`,
  String.raw`${people}\W+(?:\w+\W+){0,3}?(?:be|are|is) (?:charged|billed)\b`,
  String.raw`${people}\W+(?:\w+\W+){0,4}?(?:cover|bear|meet|fund|finance)s? (?:\w+ ){0,3}?(?:costs?|expenses?|fees?)\b`,
  String.raw`(?:study|trial|protocol|clinic|program(?:me)?|registry)\W+(?:\w+\W+){0,8}?charges? (?:a|an|the)?\s?(?:\w+ )?fee\b`,
  String.raw`(?:fee|fees|cost|costs|price) (?:of|for) (?:\w+ ){0,4}?(?:treatment|procedure|infusion|injection|participation|cells)\W+(?:\w+\W+){0,6}?(?:by|to) (?:the )?${people}\b`,
  String.raw`(?:does|do|will) not (?:cover|pay for|include) (?:the )?(?:cost|costs|price|treatment|travel|procedure)\b`,
  String.raw`\b(?:patient|self|participant|family)[- ](?:funded|paid|pay|paying)\b`,
  String.raw`\bat (?:their|his or her|your|the (?:patient|participant|family)(?:'s|’s|s'|s’)?) own (?:cost|expense)\b`,
  String.raw`\bat own (?:cost|expense)\b`,
  String.raw`${people}\W+(?:\w+\W+){0,4}?responsible for\W+(?:\w+\W+){0,5}?(?:costs?|expenses?|fees?|payments?|charges?)\b`,
  String.raw`(?:costs?|expenses?|fees?|charges?)\W+(?:\w+\W+){0,6}?(?:borne|paid|covered|met) by (?:the |their )?${people}\b`,
  String.raw`(?:participation|treatment|enroll?ment|infusion)\W+(?:\w+\W+){0,3}?(?:requires?|involves?)\W+(?:\w+\W+){0,3}?(?:payment|fee)\b`,
  String.raw`\b(?:fee|charge|cost) (?:for|to) (?:participat\w+|take part|taking part|join\w*|enroll?\w*)\b`,
  String.raw`\bout of pocket\b`,
];
const payment = new RegExp(pays.join("|"), "i");
/** What says the opposite, or speaks of money the other way round. */
const free =
  /\b(?:not|never|no one|nobody|without)\b[^.]{0,40}\b(?:pay|charged|billed|cost|fee)|\bfree of charge\b|\bno (?:cost|charge|fee)|\bpaid (?:\w+ ){0,3}?(?:by|to|for)\b|self[- ]funded study|\bself[- ]pay(?:ing|ment) (?:behavio|cost)|\bearn|\bwill be (?:paid|reimbursed|compensated)|insurance compan(?:y|ies)\b[^.]{0,30}\bpay|cost[- ]of[- ]illness|out[- ]of[- ]pocket (?:costs|expenses|spending|service)/i;

/** Longer than any sentence a person writes; what is longer is left alone, so that time stays linear. */
const longestSentence = 1_000;

export function whoPays(trial: Pick<Trial, "eligibility">, details: TrialDetails): PayQuote[] {
  const fields = [
    ["briefSummary", details.briefSummary],
    ["detailedDescription", details.detailedDescription],
    ["eligibilityCriteria", trial.eligibility],
  ] as const;
  return fields.flatMap(([field, words = ""]) =>
    sentences(words)
      .filter(
        (sentence) => payment.test(sentence) && (!free.test(sentence) || /does not cover/i.test(sentence)),
      )
      .map((sentence) => ({ field, text: sentence })),
  );
}

function sentences(text: string): string[] {
  return text
    .split(/(?<=[.!?])\s+(?=[A-Z0-9*])|\n+/)
    .map((sentence) => sentence.replace(/^[*\s\-–•]+/, "").trim())
    .filter(({ length }) => length > 0 && length <= longestSentence);
}
