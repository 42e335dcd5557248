/** The evidence map in a browser: whole without a script, marked for the family's own child with it. */
import { gzipSync } from "node:zlib";
import { dataSet, evidenceMap } from "evidence";
import { expect, test } from "vitest";
import { chooseNine, freshPage, pageWithoutScripts, siteAndBrowser } from "./site.ts";

const { site, browser } = await siteAndBrowser();

test("every square shown holds what the data set says of it, without JavaScript", async () => {
  const [context, page] = await pageWithoutScripts(browser);
  await page.goto(`${site.address}/evidence/map/`);
  const shown = await page.locator('[data-product="cord-blood"] .grid').evaluateAll((grids) =>
    grids.flatMap((grid) =>
      [...grid.querySelectorAll<HTMLElement>("td[data-state]")].map((cell) => ({
        route: (grid as HTMLElement).dataset.route,
        donor: (grid as HTMLElement).dataset.donor,
        band: cell.closest("tr")!.dataset.band,
        level: cell.dataset.level,
        state: cell.dataset.state,
        number: Number(/(\d+) child(ren)? counted/.exec(cell.dataset.words!)?.[1] ?? 0),
      })),
    ),
  );
  const expected = evidenceMap(dataSet(), "cord blood").cells.map((cell) => ({
    route: cell.route,
    donor: cell.donor,
    band: cell.band ?? "all",
    level: cell.level ?? "all",
    state: cell.state,
    number: cell.counted,
  }));
  expect(shown).toEqual(expected);
  expect(shown.some(({ state }) => state === "no one")).toBe(true);
  await context.close();
});

test("a square where no one was studied holds no number and no 0", async () => {
  const [context, page] = await freshPage(browser);
  await page.goto(`${site.address}/evidence/map/`);
  const texts = await page.locator('td[data-state="no one"]').allTextContents();
  expect(texts.length).toBeGreaterThan(50);
  for (const text of texts) expect(text).not.toMatch(/\d/);
  await context.close();
});

test("the choices put grids away, also without JavaScript, and never show two products at once", async () => {
  const [context, page] = await pageWithoutScripts(browser);
  await page.goto(`${site.address}/evidence/map/`);
  const visible = () => page.locator(".grid:visible").count();
  expect(await page.locator(".product:visible").count()).toBe(1);
  const all = await visible();
  await page.getByLabel("the child’s own").check();
  expect(await visible()).toBe(all / 3);
  await page.getByLabel("into the spine").check();
  expect(await visible()).toBe(1);
  await page.getByLabel("Cells grown from cord tissue").check();
  expect(await page.locator(".product:visible h2").allTextContents()).toEqual([
    "Cells grown from cord tissue",
  ]);
  await context.close();
});

test("from a square a reader gets to the study, and from there to its figures", async () => {
  const [context, page] = await freshPage(browser);
  await page.goto(`${site.address}/evidence/map/`);
  const grid = page.locator(
    '[data-product="cord-blood"] .grid[data-route="intravenous"][data-donor="unrelated"]',
  );
  await grid.locator('tr[data-band="2-to-5"] td[data-level="all"] a').click();
  await grid.getByRole("link", { name: "Sun JM 2022" }).click();
  await page.getByRole("heading", { name: "Sun JM 2022", level: 1 }).waitFor();
  await context.close();
});

test("the family's own child is marked from what this device keeps, can be unmarked, and is told to no one", async () => {
  const [context, page] = await freshPage(browser);
  const requests: string[] = [];
  page.on("request", (request) => requests.push(`${request.url()} ${request.postData() ?? ""}`));
  await page.goto(`${site.address}/evidence/map/`);
  await page.getByText("this page marks the place").waitFor();
  await chooseNine(page, site.address);
  requests.length = 0;
  await page.goto(`${site.address}/evidence/map/`);
  await page.locator("td[data-own-place]").first().waitFor({ state: "attached" });
  const marked = await page
    .locator("td[data-own-place]")
    .evaluateAll((cells) =>
      cells.map((cell) => `${cell.closest("tr")!.dataset.band} ${(cell as HTMLElement).dataset.level}`),
    );
  expect(new Set(marked)).toEqual(new Set(["6-to-9 II"]));
  expect(await page.locator("[data-own-list] li").count()).toBe(await page.locator(".grid:visible").count());
  await page.getByLabel("Mark our child’s place").uncheck();
  expect(await page.locator("td[data-own-place]").count()).toBe(0);
  expect(await page.locator("[data-own-list] li").count()).toBe(0);
  for (const request of requests) expect(request).not.toMatch(/[?]|gmfcs|ageYears|6-to-9/i);
  await context.close();
});

test("the page's scripts weigh no more than 15 kB as sent", async () => {
  const [context, page] = await freshPage(browser);
  const scripts: Promise<Buffer>[] = [];
  page.on("response", (response) => {
    if (response.request().resourceType() === "script") scripts.push(response.body());
  });
  await page.goto(`${site.address}/evidence/map/`, { waitUntil: "networkidle" });
  const bytes = (await Promise.all(scripts)).reduce((sum, body) => sum + gzipSync(body).length, 0);
  expect(scripts.length).toBeGreaterThan(0);
  expect(bytes).toBeLessThan(15 * 1024);
  await context.close();
});
