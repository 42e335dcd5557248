import { dataSet, figureIndex } from "evidence";
import { say } from "visit";
import { describe, expect, test } from "vitest";
import { studyPage } from "./study-page.ts";

const data = dataSet();
const page = (id: string) => studyPage(id, say("en"), "en", data);
const pages = data.studies.map(({ id }) => page(id));
const statements = ({ who, got, arms, found, harms, trust, backers, interests }: (typeof pages)[number]) => [
  ...[who, got, trust, backers, interests].flat(),
  ...[...arms, ...found, ...harms].flatMap((block) => [...block.statements, ...block.rows, ...block.notes]),
];

test("there is a page for every study", () => {
  expect(pages.map(({ id }) => id)).toEqual(data.studies.map(({ id }) => id));
});

describe.each(pages.map((told) => [told.id, told] as const))("the page of %s", (id, told) => {
  test("lists every figure of the study with where it was read and how far it was checked", () => {
    const own = [...figureIndex(data).keys()].filter(
      (figure) => figure.startsWith(`${id}/`) || figure.startsWith(`${id}.`),
    );
    // A fact or pool may begin with a study's id; what belongs to its records is what its page must hold.
    const records = [data.studies, data.arms, data.outcomes, data.harms].flat();
    const expected = own.filter((figure) => records.some((record) => figure.startsWith(`${record.id}/`)));
    expect(told.checked.map(({ name }) => name).length).toBe(expected.length);
    for (const { value, where, how } of told.checked) {
      expect(value.sources.length).toBeGreaterThan(0);
      expect(where).not.toBe("");
      expect(how).not.toBe("");
    }
  });

  test("gives every statement with a digit a source that its own list holds", () => {
    const numbers = new Set(told.sources.map(({ number }) => number));
    for (const { text, sources } of statements(told)) {
      if (/\d/.test(text.replace(/GMFM-(66|88)|RoB 2/g, ""))) expect(sources.length, text).toBeGreaterThan(0);
      for (const number of sources) expect(numbers.has(number)).toBe(true);
    }
  });

  test("leaves out a difference whose interval was not read, and says so", () => {
    for (const outcome of data.outcomes.filter(({ study }) => study === id)) {
      const block = told.found.find((candidate) => candidate.id === outcome.id)!;
      const { difference } = outcome.figures;
      if (difference === undefined) continue;
      const shown = block.rows.some(({ label }) => label === "Difference");
      expect(shown).toBe(difference.ciLow !== undefined);
      expect(block.statements.some(({ text }) => text.includes("left out"))).toBe(
        difference.ciLow === undefined,
      );
    }
  });

  test("says that who paid was not read rather than nothing", () => {
    expect(told.backers.length > 0).toBe(data.studies.find((study) => study.id === id)!.backers.length > 0);
  });
});

test("none seen comes with what could still be", () => {
  // Hanley & Lippman-Hand (1983), JAMA 249(13):1743-5: about 3/n, so near 48 in 1,000 of 63; exact 46.4.
  const [harm] = page("sun-2017-autologous").harms;
  expect(harm!.statements.map(({ text }) => text).join(" ")).toContain("Up to 47 in 1,000");
});

test("a change in one group alone is never shown without saying that growing up is in it", () => {
  const block = page("saitoh-2025-sibling").found[0]!;
  expect(block.statements.map(({ text }) => text).join(" ")).toContain("Growing up is in this change");
});

test("sources that disagree both stand, with their figures", () => {
  const [enrolment] = page("kang-2015-allogeneic").conflicts;
  expect(enrolment!.sides.map(({ text }) => text)).toEqual(["36", "37"]);
  for (const side of enrolment!.sides) expect(side.sources.length).toBeGreaterThan(0);
});

test("a study that is not there is refused by name", () => {
  expect(() => page("no-such-study")).toThrow("no study no-such-study");
});

test("one group against another comes before what a group did by itself", () => {
  const [first] = page("sun-2017-autologous").found;
  expect(first!.id).toBe("sun-2017-autologous.acb-v-pbo.gmfm-66.12m");
});
