/** A word of certainty comes from a judgement, through the one table of phrases, and agrees with its level. */
import { certaintyPhrases, dataSet, gradeLevels } from "evidence";
import { claimPage, sayReview } from "review";
import { say } from "visit";
import { expect, test } from "vitest";
import { messages, readings } from "./catalogues.ts";
import { certaintiesOf } from "./certainty-words.ts";

const data = dataSet();
const words = { say: say("en"), review: sayReview("en"), locale: "en", today: "2026-11-26" } as const;

test.each(
  gradeLevels.flatMap((level) =>
    Object.values(certaintyPhrases[level]).map((phrase) => [phrase, level] as const),
  ),
)("the words of %s speak for %s certainty", (phrase, level) => {
  expect(certaintiesOf(words.say(`evidence.phrase.${phrase}`))).toEqual([level]);
});

test.each(gradeLevels)("the words for grave events speak for %s certainty", (level) => {
  expect(certaintiesOf(words.review(`review.group.seriousWords.${level}`))).toEqual([level]);
});

test.each(data.claims.map((claim) => [claim.id, claim] as const))(
  "the words of %s claim no other certainty than its judgement",
  (id, claim) => {
    const level = data.judgements.find((one) => one.id === claim.judgements[0])?.level;
    expect(certaintiesOf(claimPage(id, data, words).careful)).toEqual(level === undefined ? [] : [level]);
  },
);

/** Where a word of certainty may stand by itself, and why. */
const elsewhere: readonly { id: RegExp; because: string }[] = [
  { id: /^evidence\.phrase\./, because: "the table of phrases itself" },
  { id: /^review\.group\.seriousWords\./, because: "the same table for grave events" },
  { id: /^methods\.grade\.text$/, because: "tells which word stands for which level" },
  { id: /^claim\..+\.says$/, because: "what articles say, which is being checked" },
  { id: /^start\.who\.text$/, because: "what families were told, not what we say" },
];

test.each(
  messages
    .filter(({ id }) => !elsewhere.some((one) => one.id.test(id)))
    .map(({ catalogue, id, text }) => [`${catalogue}: ${id}`, text]),
)("%s takes its certainty from a judgement or speaks for none", (_, text) => {
  expect(readings(text, "¤").flatMap(certaintiesOf)).toEqual([]);
});

test.each([
  ["Cord blood improves how children move.", ["high"]],
  ["It works.", ["high"]],
  ["Cord blood probably helps.", ["moderate"]],
  ["For this age, cord blood may improve how they move a little.", ["low"]],
  ["We do not know if cord blood improves how they move.", ["very low"]],
  ["Children move. The test took an hour.", []],
])("%j is read as %j", (text, levels) => {
  expect(certaintiesOf(text)).toEqual(levels);
});
