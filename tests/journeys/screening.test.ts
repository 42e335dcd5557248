/** The page on how new studies are looked for: what it draws is what the data set and the published counts say. */
import { dataSet, publishedScreening } from "evidence";
import { readByHand } from "review";
import { exclusionReasons, searchStrategy } from "screening";
import { expect, test } from "vitest";
import { freshPage, siteAndBrowser } from "./site.ts";

const { site, browser } = await siteAndBrowser();

test("the flow's table counts the works that were read, and says whether a search was run", async () => {
  const [context, page] = await freshPage(browser);
  await page.goto(`${site.address}/evidence/screening/`);
  const { works, studies, reportsOfStudies } = readByHand(dataSet());
  await page
    .locator("details", { has: page.locator("table") })
    .first()
    .locator("summary")
    .click();
  const table = await page.locator("table.twin").first().innerText();
  expect(table).toContain(`${works} works read`);
  expect(table).toContain(`${reportsOfStudies} reports of studies`);
  expect(table).toContain(`${studies} studies in this review`);
  const unsearched = publishedScreening.searches.length === 0;
  expect((await page.locator("main").innerText()).includes("has not been run yet")).toBe(unsearched);
  await context.close();
});

test("one drawing is shown on a narrow screen and one on a wide one, and the page loads no script", async () => {
  const [context, page] = await freshPage(browser);
  for (const [width, shown] of [
    [360, "narrow"],
    [1280, "wide"],
  ] as const) {
    await page.setViewportSize({ width, height: 900 });
    await page.goto(`${site.address}/evidence/screening/`);
    expect(await page.locator(".screening-flow:visible").count()).toBe(1);
    expect(await page.locator(`.screening-flow.${shown}`).isVisible()).toBe(true);
  }
  expect(await page.locator("script").count()).toBe(0);
  await context.close();
});

test("each search is there to the letter, and each reason to leave a report out", async () => {
  const [context, page] = await freshPage(browser);
  await page.goto(`${site.address}/evidence/screening/`);
  const queries = await page.locator(".query code").allTextContents();
  expect(queries).toEqual(searchStrategy.searches.map(({ query }) => query));
  expect(await page.locator("ol li").count()).toBe(exclusionReasons.length);
  await context.close();
});
