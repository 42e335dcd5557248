/** The claims ledger as a family meets it, with and without scripts. */
import { gzipSync } from "node:zlib";
import { claimVerdicts, dataSet, figureIndex } from "evidence";
import { expect, test } from "vitest";
import { freshPage, pageWithoutScripts, siteAndBrowser } from "./site.ts";

const { site, browser } = await siteAndBrowser();

const data = dataSet();
/** As a family sees them: words, never by colour alone. */
const verdictWords = {
  true: "True",
  "true with caveats": "True, with a but",
  partly: "Partly true",
  overstated: "Says too much",
  unproven: "Not shown",
} as const;

test("the list says each claim's verdict in words, and leads to its page and back", async () => {
  const [context, page] = await freshPage(browser);
  await page.goto(`${site.address}/`);
  await page.getByRole("link", { name: "Claims checked" }).click();
  await page.getByRole("heading", { level: 1, name: "Claims, checked" }).waitFor();
  const shown = await page
    .locator(".claim")
    .evaluateAll((claims) =>
      claims.map((claim) => [
        claim.querySelector("a")!.getAttribute("href"),
        claim.querySelector(".verdict")!.textContent.trim(),
      ]),
    );
  expect(Object.fromEntries(shown)).toEqual(
    Object.fromEntries(data.claims.map(({ id, verdict }) => [`/claims/${id}/`, verdictWords[verdict]])),
  );
  await page.getByRole("link", { name: "“Cord blood is not a cure.”" }).click();
  await page.getByRole("heading", { level: 1, name: "“Cord blood is not a cure.”" }).waitFor();
  expect(await page.locator(".verdict-card .verdict").textContent()).toContain("True");
  await page.getByRole("link", { name: "All claims" }).click();
  await page.getByRole("heading", { level: 1, name: "Claims, checked" }).waitFor();
  await context.close();
});

test("without scripts the claims of one verdict can be chosen, and all again", async () => {
  const [context, page] = await pageWithoutScripts(browser);
  await page.goto(`${site.address}/claims/`);
  const shown = () => page.locator(".claim:visible").count();
  for (const verdict of claimVerdicts) {
    await page.getByRole("link", { name: new RegExp(`^${verdictWords[verdict]} \\(`) }).click();
    expect(await shown(), verdict).toBe(data.claims.filter((claim) => claim.verdict === verdict).length);
  }
  await page.getByRole("link", { name: "All claims" }).click();
  expect(await shown()).toBe(data.claims.length);
  await context.close();
});

test("every figure of every claim leads in one step to its source and its checking status", async () => {
  const [context, page] = await freshPage(browser);
  const figures = figureIndex(data);
  for (const { id, cites, judgements } of data.claims) {
    await page.goto(`${site.address}/claims/${id}/`);
    const rows = await page.locator(".claim-figures li").evaluateAll((items) =>
      items.map((item) => {
        const target = document.querySelector(item.querySelector(".cites a")!.getAttribute("href")!);
        return {
          figure: item.getAttribute("data-figure")!,
          source: target?.textContent?.replace(/\s+/g, " ").trim() ?? "",
          checked: item.querySelector(".level")!.textContent,
        };
      }),
    );
    const restOn = judgements.flatMap((one) => data.judgements.find((row) => row.id === one)!.restsOn);
    expect(rows.map(({ figure }) => figure)).toEqual([...new Set([...Object.values(cites), ...restOn])]);
    for (const { figure, source, checked } of rows) {
      const found = figures.get(figure)!;
      const work = data.works.find((one) => one.id === found.work)!;
      expect(source).toContain(work.title.replace(/\s+/g, " "));
      expect(source).toContain(`Checked: ${found.checked}.`);
      expect(checked).toBe(found.checked);
    }
    // Told in words alone or not, something is cited.
    expect(await page.locator(".sources li").count(), id).toBeGreaterThan(0);
    expect(await page.locator(".finding .cites a").count(), id).toBeGreaterThan(0);
  }
  await context.close();
});

test("the pages of claims ship no script and read the same without", async () => {
  const [context, page] = await freshPage(browser);
  const scripts: string[] = [];
  page.on("request", (request) => {
    if (request.resourceType() === "script") scripts.push(request.url());
  });
  for (const path of ["/claims/", "/claims/is-safe/"])
    await page.goto(`${site.address}${path}`, { waitUntil: "networkidle" });
  expect(scripts).toEqual([]);
  expect(await page.locator("script").count()).toBe(0);
  await context.close();
});

test("a claim and its studies lead to each other", async () => {
  const [context, page] = await freshPage(browser);
  await page.goto(`${site.address}/claims/beats-growth/`);
  await page.getByRole("link", { name: "Sun JM 2022", exact: true }).click();
  await page.getByRole("heading", { level: 2, name: "Claims that rest on this study" }).waitFor();
  await page.getByRole("link", { name: /^“Treated children do better/ }).click();
  await page.getByRole("heading", { level: 1, name: /^“Treated children do better/ }).waitFor();
  await context.close();
});

test("a claim tells when it was checked and when it is out of date", async () => {
  const [context, page] = await freshPage(browser);
  await page.goto(`${site.address}/claims/is-safe/`);
  const text = await page.locator("main").innerText();
  expect(text).toContain("Last checked on November 26, 2026.");
  expect(text).toContain("If you read this after May 26, 2027, look for a newer version.");
  await context.close();
});

test("a reader at the keyboard finds a claim, hears how many were found, and nothing typed leaves the device", async () => {
  const [context, page] = await freshPage(browser);
  await page.goto(`${site.address}/evidence/search/`);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.getByLabel("What are you looking for?").focus();
  await page.keyboard.type("sibling saftey");
  const status = page.getByRole("status");
  await expect.poll(() => status.textContent()).toMatch(/^\d+ found$/);
  const shown = await page.locator("[data-document]:visible").count();
  expect(await status.textContent()).toBe(`${shown} found`);
  expect(shown).toBeLessThan(data.claims.length);
  await page.keyboard.press("Enter");
  expect(page.url()).toBe(`${site.address}/evidence/search/`);
  // The browser may fetch the site's mark whenever it likes.
  expect(asked.filter((url) => !url.endsWith("/mark.svg"))).toEqual([
    `${site.address}/evidence/search-index.json`,
  ]);

  await page.getByLabel("What are you looking for?").fill("xylophone");
  await expect.poll(() => status.textContent()).toContain("Nothing found.");
  await page.getByLabel("What are you looking for?").fill("not a cure");
  await expect
    .poll(() => page.locator("[data-document]:visible").first().getAttribute("data-document"))
    .toBe("claim-not-a-cure");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "“Cord blood is not a cure.”" }).waitFor();
  await context.close();
});

test("without scripts the search page is the whole list, with no field that does nothing", async () => {
  const [context, page] = await pageWithoutScripts(browser);
  await page.goto(`${site.address}/evidence/search/`);
  expect(await page.locator("[data-document]:visible").count()).toBe(
    data.claims.length + data.studies.length,
  );
  expect(await page.getByRole("searchbox").count()).toBe(0);
  await context.close();
});

test("an index that does not come is told, and the whole list stays", async () => {
  const [context, page] = await freshPage(browser);
  await page.route("**/search-index.json", (route) => route.abort());
  await page.goto(`${site.address}/evidence/search/`);
  await page.getByLabel("What are you looking for?").fill("dose");
  await expect
    .poll(() => page.getByRole("status").textContent())
    .toBe("The search could not be loaded. The whole list is below.");
  expect(await page.locator("[data-document]:visible").count()).toBe(
    data.claims.length + data.studies.length,
  );
  await context.close();
});

test("all scripts of the search page are within 15 kB, packed", async () => {
  const [context, page] = await freshPage(browser);
  const scripts: string[] = [];
  page.on("response", async (response) => {
    if (response.request().resourceType() === "script") scripts.push(await response.text());
  });
  await page.goto(`${site.address}/evidence/search/`, { waitUntil: "networkidle" });
  expect(scripts.length).toBeGreaterThan(0);
  expect(gzipSync(scripts.join("\n")).length).toBeLessThanOrEqual(15_000);
  await context.close();
});

test("what changed names each version and leads from a claim to its page", async () => {
  const [context, page] = await freshPage(browser);
  await page.goto(`${site.address}/evidence/changes/`);
  await page
    .getByRole("heading", { level: 2, name: /^Version .* set beside version/ })
    .first()
    .waitFor();
  await page.locator("summary", { hasText: "Claims" }).first().click();
  await page
    .getByRole("link", { name: /“Cord blood is safe.”/ })
    .first()
    .click();
  await page.getByRole("heading", { level: 1, name: "“Cord blood is safe.”" }).waitFor();
  await context.close();
});
