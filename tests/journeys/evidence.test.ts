/** What the research shows: its fixed order, the published figure, every pool recomputed from the page, and no script. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { type ConvergedFit, fit as fitted } from "meta";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { freshPage, pageWithoutScripts, root, siteAndBrowser } from "./site.ts";

const pages = ["/evidence/", "/evidence/studies/", "/evidence/harms/", "/evidence/pairs/", "/methods/"];

const { site, browser } = await siteAndBrowser();

/** The cells of a table as a reader finds them, fold or no fold. */
const cellsOf = (page: Page, table: string): Promise<string[][]> =>
  page
    .locator(`${table} tbody tr`)
    .evaluateAll((rows) =>
      rows.map((row) => [...row.querySelectorAll("th, td")].map((cell) => cell.textContent!.trim())),
    );

const numbersIn = (text: string): number[] => (text.match(/-?\d+(\.\d+)?/g) ?? []).map(Number);

function pooled(
  effects: readonly { yi: number; vi: number }[],
  test: "z" | "adhoc",
  method = "DL" as "DL" | "EE",
) {
  const pool = fitted(effects, { method, test });
  expect(pool.status).toBe("converged");
  const { estimate, ciLow, ciHigh } = (pool as ConvergedFit).coefficients[0]!;
  return [estimate, ciLow, ciHigh].map((value) => Number(value.toFixed(2)));
}

test("the page keeps its order: question, finding, how sure, limits, date, and only then the rest", async () => {
  const [context, page] = await freshPage(browser);
  await page.goto(`${site.address}/evidence/`);
  const headings = await page.locator(".research > section > h2").allTextContents();
  expect(headings.slice(0, 5)).toEqual([
    "The question",
    "What was found",
    "How sure is it?",
    "What this does not say",
    "How fresh is this?",
  ]);
  await context.close();
});

test("the 12-month figure reads as published, and never as 498 children compared", async () => {
  const [context, page] = await freshPage(browser);
  await page.goto(`${site.address}/evidence/`);
  const finding = await page.locator("#finding .finding").textContent();
  for (const part of ["170 children", "171 who did not", "12 months", "1.42 points", "0.31 to 2.52"])
    expect(finding).toContain(part);
  for (const path of pages) {
    await page.goto(site.address + path);
    expect(await page.locator("main").textContent(), path).not.toMatch(/498 children/);
  }
  await context.close();
});

test("every pool shown is the engine's on the numbers shown beside it, and so is each way of doing it otherwise", async () => {
  const [context, page] = await freshPage(browser);
  await page.goto(`${site.address}/evidence/`);
  const ids = await page.locator(".pool:has(.pool-table)").evaluateAll((cards) => cards.map(({ id }) => id));
  expect(ids.length).toBeGreaterThanOrEqual(2);
  for (const id of ids) {
    const rows = await cellsOf(page, `[id="${id}"] .pool-table`);
    const trials = rows.filter(([, , se]) => se !== "");
    const effects = trials.map(([, difference, se]) => ({ yi: Number(difference), vi: Number(se) ** 2 }));
    const shown = rows
      .filter(([, , se]) => se === "")
      .map(([, estimate, , interval]) => [Number(estimate), ...numbersIn(interval!)]);
    expect(shown, id).toEqual([pooled(effects, "adhoc"), pooled(effects, "z")]);
    const statement = numbersIn((await page.locator(`[id="${id}"] > p`).first().textContent())!);
    for (const number of shown[0]!) expect(statement, id).toContain(number);

    const [asAbove, ...others] = await cellsOf(page, `[id="${id}"] .pool-sensitivity`);
    expect(numbersIn(asAbove!.slice(2).join(" ")), id).toEqual([
      pooled(effects, "adhoc")[0]!,
      ...pooled(effects, "adhoc").slice(1),
      ...pooled(effects, "z").slice(1),
    ]);
    const common = others.find(([label]) => label!.startsWith("Common effect"))!;
    expect(numbersIn(common.slice(2).join(" ")), id).toEqual(pooled(effects, "z", "EE"));
    for (const [name, difference] of trials) {
      const without = others.find(([label]) => label === `Without ${name}`)!;
      const left = trials.filter((trial) => trial[0] !== name);
      expect(Number(without[1]), id).toBe(left.length);
      if (left.length === 1) expect(Number(without[2]), `${id} ${difference}`).toBe(Number(left[0]![1]));
    }
  }
  await context.close();
});

test("harms are whole people out of one number, both ways round, and none seen has its upper limit", async () => {
  const [context, page] = await freshPage(browser);
  await page.goto(`${site.address}/evidence/harms/`);
  const rows = await cellsOf(page, ".harm-table");
  expect(rows.length).toBeGreaterThan(20);
  let none = 0;
  for (const [what, , , out, without] of rows) {
    expect(out, what).not.toMatch(/1 in \d/);
    const had = out!.match(/^(\d+) of 100/);
    if (had && !out!.includes(" or ")) expect(without).toBe(`${100 - Number(had[1])} of 100 did not`);
    if (out!.startsWith("none seen")) {
      none += 1;
      expect(out, what).toMatch(/up to \d+ of 100 is still possible/);
    }
  }
  expect(none).toBeGreaterThan(4);
  const denominators = new Set((await page.locator("main").textContent())!.match(/of 1,?000\b/g) ?? []);
  expect([...denominators]).toEqual([]);
  await context.close();
});

test("the hundred pairs are drawn as they are told, with both ends and no effect at half", async () => {
  const [context, page] = await freshPage(browser);
  await page.goto(`${site.address}/evidence/pairs/`);
  const [better = 0, , worse] = numbersIn((await page.locator(".finding").textContent())!);
  expect(better + worse!).toBe(100);
  const filled = await page
    .locator(".pairs-card svg circle")
    .evaluateAll((signs) => signs.filter((sign) => sign.getAttribute("fill") !== "none").length);
  // One more is the sign of the key.
  expect(filled).toBe(better + 1);
  const [low, high, half] = numbersIn((await page.locator(".finding + p").textContent())!);
  expect(low).toBeLessThan(better);
  expect(high).toBeGreaterThan(better);
  expect(half).toBe(50);
  expect(await page.locator(".pairs-card desc").textContent()).toContain(`In ${better} of 100 pairs`);
  await context.close();
});

test("a methodologist finds every study's risk of bias and every step of certainty", async () => {
  const [context, page] = await freshPage(browser);
  await page.goto(`${site.address}/methods/`);
  const studies = await page.locator(".bias tbody tr").count();
  await page.goto(`${site.address}/evidence/studies/`);
  expect(studies).toBe(await page.locator(".study").count());
  await context.close();
});

test("the pages read whole without JavaScript, and ship none", async () => {
  const [context, page] = await pageWithoutScripts(browser);
  for (const path of pages) {
    await page.goto(site.address + path);
    expect(await page.locator("main h1").isVisible(), path).toBe(true);
    expect((await page.locator("main").textContent())!.length, path).toBeGreaterThan(1000);
    const scripts = await page
      .locator("script[src]")
      .evaluateAll((all) => all.map((one) => one.getAttribute("src")!));
    const bytes = scripts
      .map((source) => gzipSync(readFileSync(join(root, "web/dist-test", source))).length)
      .reduce((sum, size) => sum + size, 0);
    expect(bytes, path).toBe(0);
  }
  await context.close();
});
