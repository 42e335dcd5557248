import fc from "fast-check";
import { compileTrial, readDetails, starterTrials, type Trial, whoPays } from "trials";
import { expect, test } from "vitest";
import { wordsFor } from "../page/locale.ts";
import { lineGroups, markedText } from "./trial-lines.ts";
import { callQuestions, dateRows, inShort, openness } from "./trial-summary.ts";

const pageOf = (trial: Trial, json: unknown = {}) => {
  const details = readDetails(json);
  return { ...compileTrial(trial), details, pays: whoPays(trial, details), reasons: [] };
};
const { t, say } = wordsFor("en");

test("the marked text is the whole text, once, whatever it holds", () => {
  const [starter] = starterTrials;
  const words = fc.constantFrom(
    "Inclusion Criteria:",
    "\n* ",
    "GMFCS I-III",
    "\\>5 years",
    " or ",
    "seizures",
    "\u202e",
    "<script>",
  );
  fc.assert(
    fc.property(fc.array(words, { maxLength: 30 }), (parts) => {
      const eligibility = parts.join("");
      const page = pageOf({ ...starter!, eligibility });
      expect(
        markedText(page)
          .map(({ text }) => text)
          .join(""),
      ).toBe(eligibility);
    }),
  );
  for (const trial of starterTrials)
    expect(
      markedText(pageOf(trial))
        .map(({ text }) => text)
        .join(""),
    ).toBe(trial.eligibility);
});

test("every line of a trial but its status stands in one group, and none twice", () => {
  for (const trial of starterTrials) {
    const page = pageOf(trial);
    const shown = lineGroups(page, t, say, "en").flatMap(({ lines }) => lines.map(({ id }) => id));
    expect(shown.sort()).toEqual(
      page.lines
        .map(({ id }) => id)
        .filter((id) => id !== "status")
        .sort(),
    );
  }
});

test("a summary is made from fields alone and says what the record does not", () => {
  const [trial] = starterTrials;
  const page = pageOf(
    {
      ...trial!,
      studyType: "INTERVENTIONAL",
      phases: ["PHASE2"],
      enrollment: { count: 40, type: "ESTIMATED" },
    },
    {
      protocolSection: {
        armsInterventionsModule: {
          armGroups: [
            { label: "Cells", type: "EXPERIMENTAL" },
            { label: "Sham", type: "SHAM_COMPARATOR" },
          ],
        },
        designModule: { designInfo: { allocation: "RANDOMIZED" } },
      },
    },
  );
  const sentences = inShort(page, t, say, "en")
    .map(({ text }) => text)
    .join(" ");
  expect(sentences).toMatch(
    /Phase II: .* only looks real.* A draw decides .* The record does not say who knows who gets what\. It plans to take 40 people/,
  );
});

test("on the call cells are asked about where some are given, a second group where there can be one", () => {
  const [trial] = starterTrials;
  const training = { ...trial!, title: "Arm training", studyType: "OBSERVATIONAL", interventions: [] };
  expect(callQuestions(pageOf(training))).not.toContain("cells");
  expect(callQuestions(pageOf(training))).not.toContain("group");
  const cells = { ...training, title: "Own cord blood", studyType: "INTERVENTIONAL" };
  expect(callQuestions(pageOf(cells))).toEqual(expect.arrayContaining(["cells", "group", "open"]));
});

test("a record that nobody changed for two years is said to be probably closed, unless it has ended anyway", () => {
  const [trial] = starterTrials;
  const old = { ...trial!, status: "RECRUITING", lastUpdatePosted: "2024-01-10" };
  expect(openness(pageOf(old), "2026-11-26", t, "en")).toMatchObject({ age: "probably-closed" });
  expect(openness(pageOf({ ...old, status: "COMPLETED" }), "2026-11-26", t, "en")).toMatchObject({
    age: "recent",
  });
});

test("an unknown value of the registry is shown as it is", () => {
  const [trial] = starterTrials;
  const page = pageOf({ ...trial!, status: "PAUSED_BY_MOON", phases: ["PHASE9"] });
  expect(openness(page, "2026-11-26", t, "en").status).toContain("PAUSED_BY_MOON");
  expect(inShort(page, t, say, "en").some(({ text }) => text.includes("PHASE9"))).toBe(true);
  expect(dateRows(page, t, "en")).toEqual([]);
});
