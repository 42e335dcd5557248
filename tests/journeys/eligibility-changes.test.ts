/** A trial whose rules changed, as its page shows it: from a real store that saw both versions. */
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { readingLevel } from "../reading-level.ts";
import { clippedParts, seriousFindings } from "./accessible.ts";
import { freshPage, pageWithoutScripts, siteAndBrowser } from "./site.ts";

const number = "NCT90000002";
const recordOf = (eligibilityCriteria: string) => ({
  protocolSection: {
    identificationModule: { nctId: number, briefTitle: "Own cord blood for children" },
    statusModule: { overallStatus: "RECRUITING", lastUpdatePostDateStruct: { date: "2026-11-02" } },
    conditionsModule: { conditions: ["Cerebral Palsy"] },
    designModule: { studyType: "INTERVENTIONAL" },
    eligibilityModule: { eligibilityCriteria },
  },
});
const versions = [
  [
    "2026-09-01",
    "Inclusion Criteria:\n\n* Age 2 to 6 years\n* GMFCS level II to IV\n\nExclusion Criteria:\n\n* Botulinum toxin within 6 months before the infusion\n* Epilepsy that is not controlled",
  ],
  [
    "2026-11-03",
    "Inclusion Criteria:\n\n* Age 2 to 12 years\n* GMFCS level II to IV\n* A stored unit of the child's own cord blood\n\nExclusion Criteria:\n\n* Botulinum toxin within 3 months before the infusion\n* </ins><script>document.title='broken'</script><b>\u202egnp",
  ],
] as const;

const { site, browser } = await siteAndBrowser();
beforeAll(() => {
  for (const [day, text] of versions) site.load([recordOf(text)], "--as-of", day);
});

test("without scripts it says what moved, with the days and the words of both versions", async () => {
  const [context, page] = await pageWithoutScripts(browser);
  await page.goto(`${site.address}/trials/${number}/#changed`);
  await page.getByRole("heading", { name: "Between September 1, 2026 and November 3, 2026" }).waitFor();
  const changes = page.locator(".changes > li");
  expect(await changes.count()).toBe(5);
  const age = changes.filter({ hasText: "Age 2 to 6 years" });
  expect(await age.innerText()).toContain("the highest was 6 years. It became 12 years.");
  expect(await age.locator("del").allInnerTexts()).toEqual(["6"]);
  expect(await age.locator("ins").allInnerTexts()).toEqual(["12"]);
  expect(await age.innerText()).toMatch(/Words taken out: “6”\s+Words put in: “12”/);
  const window = changes.filter({ hasText: "Botulinum" });
  expect(await window.innerText()).toMatch(
    /in the last 6 months before the infusion\. It became in the last 3/,
  );
  expect(await changes.filter({ hasText: "Epilepsy" }).innerText()).toMatch(/Line taken out.*\(not there\)/s);
  expect(await page.locator("section", { has: page.locator("#changed") }).innerText()).toContain(
    "1 line stayed as it was.",
  );
  const prose = await page
    .locator("section:has(#changed) p")
    .evaluateAll((all) =>
      all.filter((one) => !one.querySelector("[translate=no]")).map((one) => one.textContent!),
    );
  expect(readingLevel(prose).fleschKincaid, prose.join("\n")).toBeLessThanOrEqual(7);
  await context.close();
});

test("words that try to break out of their mark stay words", async () => {
  const [context, page] = await freshPage(browser);
  await page.goto(`${site.address}/trials/${number}/`);
  expect(await page.locator(".changes ins").last().innerText()).toContain("<script>");
  expect(await page.title()).not.toBe("broken");
  expect(await page.locator(".changes b, .changes script").count()).toBe(0);
  await context.close();
});

describe.each([
  ["left to right", ""],
  ["right to left", "/en-xb"],
])("%s", (_, prefix) => {
  test.each([
    ["side by side on a wide screen", 1280],
    ["one under the other on a narrow one", 320],
  ])("the two versions stand %s, and axe and the ruler find nothing", async (_where, width) => {
    const [context, page] = await freshPage(browser, { width, height: 900 });
    await page.goto(`${site.address}${prefix}/trials/${number}/`);
    await page.evaluate(() => document.fonts.ready);
    const [before, after] = await page
      .locator(".changes .sides")
      .first()
      .locator("> div")
      .evaluateAll((sides) => sides.map((side) => side.getBoundingClientRect()));
    if (width > 1000) {
      expect(after!.top).toBe(before!.top);
      expect(after!.left > before!.left).toBe(prefix === "");
    } else expect(after!.top).toBeGreaterThan(before!.bottom);
    expect(await seriousFindings(page)).toEqual([]);
    expect(await clippedParts(page)).toEqual([]);
    if (process.env.CORDWISE_PICTURES)
      await page
        .locator("section", { has: page.locator("#changed") })
        .screenshot({ path: join(process.env.CORDWISE_PICTURES, `changes${prefix.slice(1)}-${width}.png`) });
    await context.close();
  });
});
