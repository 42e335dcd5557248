/** One page a study, and the rule for all of the evidence: from every figure one step to its source and its checking. */
import { dataSet, dataSetVersion } from "evidence";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { freshPage, pageWithoutScripts, siteAndBrowser } from "./site.ts";

const { site, browser } = await siteAndBrowser();

/** All pages under /evidence/ that other such pages lead to, from the first one on. */
async function evidencePages(page: Page): Promise<string[]> {
  const found = ["/evidence/"];
  for (const path of found) {
    await page.goto(site.address + path);
    const links = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLAnchorElement>("main a[href]")].map(({ href }) => href),
    );
    for (const link of links) {
      const { origin, pathname } = new URL(link);
      const ours = origin === site.address && pathname.startsWith("/evidence/") && pathname.endsWith("/");
      if (ours && !found.includes(pathname)) found.push(pathname);
    }
  }
  return found;
}

/**
 * Texts with a digit that no source stands by. What is looked at is the smallest block: a list item, a paragraph, a
 * row of a table, a pair of a definition list; failing that, the card around it. Numbers that are no figures about
 * children are marked in the page: counts of our own records (`data-counts`), labels of an axis (`data-axis`), times, results of a search (`data-document`: each is a link to the page that tells it with its sources), names and addresses of works.
 */
const unsourced = () => {
  const blocks = "li, p, tr, dd, dt, summary, figcaption, caption, h1, h2, h3";
  const named =
    /GMFM-(66|88)|PDMS-2|FHIR R5|RoB 2|(January|February|March|April|May|June|July|August|September|October|November|December) (\d+, )?\d{4}|\d+\.\d+\.\d+/g;
  const walker = document.createTreeWalker(document.querySelector("main")!, NodeFilter.SHOW_TEXT);
  const found: string[] = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const where = node.parentElement!;
    const text = node.textContent!.replace(named, "");
    if (!/\d/.test(text)) continue;
    if (
      where.closest(
        ".sources, .cites, time, svg, script, style, [data-counts], [data-axis], [translate=no]:not(.note)",
      )
    )
      continue;
    // What a search found is an excerpt, and a claim is quoted: both are links to the page that has the sources.
    if (where.closest("[data-document], [data-quoted]")?.querySelector("a[href]")) continue;
    const block = where.closest(blocks);
    const cited = (element: Element | null | undefined) =>
      element?.querySelector('.cites a[href^="#"]') != null;
    const card = where.closest(".card, .study, details, figure, table");
    if (!cited(block) && !cited(card) && !cited(card?.closest(".card, section")))
      found.push(`${text.trim().slice(0, 90)} in ${block?.outerHTML.slice(0, 120)}`);
  }
  return found;
};

/** Numbers beside figures that lead nowhere, or to something that names no work or no checking. */
const lostCites = () =>
  [...document.querySelectorAll<HTMLAnchorElement>(".cites a")].flatMap((cite) => {
    const target = document.getElementById(cite.getAttribute("href")!.slice(1));
    const told = /Read in: .+ Checked: (full text|abstract|secondary|unverified)\./.test(
      target?.textContent ?? "",
    );
    return target && told ? [] : [`${cite.getAttribute("href")}: ${target?.textContent?.slice(0, 80)}`];
  });

test("every figure on every page of the evidence leads in one step to its source and its checking", async () => {
  const [context, page] = await freshPage(browser);
  const pages = await evidencePages(page);
  expect(pages.filter((path) => /^\/evidence\/studies\/[^/]+\//.test(path)).length).toBe(
    dataSet().studies.length,
  );
  for (const path of pages) {
    await page.goto(site.address + path);
    expect((await page.evaluate(unsourced)).slice(0, 5), path).toEqual([]);
    expect(await page.evaluate(lostCites), path).toEqual([]);
  }
  await context.close();
});

test("a study's page tells its parts in the order that is the same for all, without JavaScript", async () => {
  const [context, page] = await pageWithoutScripts(browser);
  const scripts: string[] = [];
  page.on("request", (request) => {
    if (request.resourceType() === "script") scripts.push(request.url());
  });
  for (const [study, claims] of [
    ["sun-2017-autologous", ["Claims that rest on this study"]],
    ["augusta-nct01072370", []],
  ] as const) {
    await page.goto(`${site.address}/evidence/studies/${study}/`);
    expect(await page.locator(".told h2").allTextContents()).toEqual([
      "The question",
      "Who was in it",
      "What they got",
      "What was found",
      "Unwanted events",
      "How far to trust it",
      "Money and interests",
      "Where sources disagree",
      "What was checked, and how",
      ...claims,
      "Where to read more",
      "Sources",
    ]);
  }
  expect(scripts).toEqual([]);
  await context.close();
});

test("from a study's card a reader gets to its page, and from a figure there to where it was read", async () => {
  const [context, page] = await freshPage(browser);
  await page.goto(`${site.address}/evidence/studies/`);
  await page.locator("#sun-2017-autologous").getByRole("link", { name: "More about this study" }).click();
  await page.getByRole("heading", { name: "Sun JM 2017", level: 1 }).waitFor();
  const result = page.locator('[id="sun-2017-autologous.acb-v-pbo.gmfm-66.12m"]');
  await result.getByText("No clear difference.").waitFor();
  const difference = result.locator("dd", { hasText: "0.6 GMFM-66 points" });
  expect(await difference.textContent()).toContain("(95% interval -2.45 to 3.65) (worked out by us)");
  await difference.locator(".cites a").first().click();
  const source = page.locator(page.url().slice(page.url().indexOf("#")));
  expect(await source.textContent()).toContain("worked out by us");
  expect(await source.textContent()).toContain("Checked: secondary.");
  await context.close();
});

test("a study whose payer was not read says so, and one with a bank behind it names it", async () => {
  const [context, page] = await freshPage(browser);
  await page.goto(`${site.address}/evidence/studies/kang-2015-allogeneic/`);
  await page.getByText("Who paid for this study was not read.").waitFor();
  await page.goto(`${site.address}/evidence/studies/crompton-2022-sibling/`);
  const money = page.locator("#money");
  expect(await money.textContent()).toContain("Cell Care Australia");
  expect(await money.textContent()).toContain("cord blood bank");
  await context.close();
});

test("every file of the download page is there, names version and day, and weighs what is said", async () => {
  const [context, page] = await freshPage(browser);
  await page.goto(`${site.address}/evidence/download/`);
  const files = await page.locator(".downloads a[download]").evaluateAll((links) =>
    links.map((link) => ({
      address: (link as HTMLAnchorElement).href,
      said: link.parentElement!.textContent!.match(/([\d,]+) kB/)![1]!.replace(",", ""),
    })),
  );
  expect(files.length).toBeGreaterThan(15);
  for (const { address, said } of files) {
    const answer = await page.request.get(address);
    const body = await answer.text();
    expect(answer.status(), address).toBe(200);
    expect(address).toMatch(/cordwise-evidence-\d+\.\d+\.\d+-\d{4}-\d{2}-\d{2}/);
    if (!address.endsWith("schema.json")) expect(body, address).toContain(dataSetVersion.version);
    expect(Math.ceil(Buffer.byteLength(body) / 1000), address).toBe(Number(said));
  }
  await context.close();
});

test("the page about money shows every study and every conflict, with both sides", async () => {
  const [context, page] = await pageWithoutScripts(browser);
  await page.goto(`${site.address}/evidence/funding/`);
  expect(await page.locator("table.figures").first().locator("tbody tr").count()).toBe(
    dataSet().studies.length,
  );
  const sides = await page
    .locator(".conflict")
    .evaluateAll((cards) => cards.map((card) => card.querySelectorAll(".notes li").length));
  expect(sides).toEqual(dataSet().conflicts.map((conflict) => conflict.sides.length));
  await context.close();
});
