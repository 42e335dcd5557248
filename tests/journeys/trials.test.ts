/** Trials for a child: matched on the device, in a real browser against a real server. */
import { readFileSync } from "node:fs";
import ICAL from "ical.js";
import type { Locator, Page } from "playwright-core";
import { expect, test } from "vitest";
import { seriousFindings } from "./accessible.ts";
import { chooseNine, freshPage, siteAndBrowser } from "./site.ts";

const { site, browser } = await siteAndBrowser();

test("a treatment without its date is an answer, and a date that is none leads to where it is put right", async () => {
  const [context, page] = await freshPage(browser);
  await chooseNine(page, site.address);
  await openTrials(page);
  const question = await askedAbout(page, "Has your child had operations?");
  await question.getByLabel("Yes").check();
  await question.getByRole("button", { name: "Next question" }).waitFor();
  expect(await question.innerText()).not.toContain("not understood");
  await question.getByLabel("Date: year").fill("20x6");
  await question.getByText("the date 20x6 was not understood").waitFor();
  for (const place of ["/trials/", "/summary/"]) {
    await page.goto(`${site.address}${place}`);
    await page.getByRole("heading", { name: "One of your answers needs another look first" }).waitFor();
    await page.getByRole("link", { name: /the date 20x6 was not understood/ }).click();
    await page.getByRole("heading", { name: "More for trial matching" }).waitFor();
  }
  await context.close();
});

async function openTrials(page: Page): Promise<void> {
  await page.goto(`${site.address}/trials/`);
  await page.waitForSelector(".trial-card");
}
/** The question that helps most, once it is the one of these words. */
async function askedAbout(page: Page, words: string): Promise<Locator> {
  const question = page.getByRole("region", { name: "The question that helps most" });
  for (let skips = 0; skips < 12; skips++) {
    if (await question.getByText(words).isVisible()) break;
    await question.getByRole("button", { name: "Skip this question" }).click();
  }
  return question;
}

/** The verdicts of a trial's lines by their words, as shown. */
const verdicts = (page: Page, trial: string) =>
  page
    .locator(`[data-trial="${trial}"]`)
    .evaluate((card) =>
      Object.fromEntries(
        [...card.querySelectorAll<HTMLElement>(".trial-lines > li")].map((line) => [
          line.querySelector("q")?.textContent ?? "",
          line.dataset.verdict,
        ]),
      ),
    );

/** Loads a registry record of a trial that takes children like the one of the tests. */
function loadTrial(id: string, title: string, status: string, rules: string): void {
  const protocolSection = {
    identificationModule: { nctId: id, briefTitle: title },
    statusModule: {
      overallStatus: status,
      lastUpdatePostDateStruct: { date: new Date().toISOString().slice(0, 10) },
      completionDateStruct: { date: "2039-06-30" },
    },
    conditionsModule: { conditions: ["Cerebral Palsy"] },
    eligibilityModule: {
      sex: "ALL",
      minimumAge: "2 Years",
      maximumAge: "17 Years",
      eligibilityCriteria: rules,
    },
    contactsLocationsModule: { locations: [{ country: "United States" }] },
  };
  site.load([{ protocolSection }]);
}
const rules =
  "Inclusion Criteria:\n\n* GMFCS level I to III\n\nExclusion Criteria:\n\n* Botulinum toxin injection within 6 months";

test("without facts about a child the page leads to the questions", async () => {
  const [context, page] = await freshPage(browser);
  await page.goto(`${site.address}/trials/`);
  await page.getByText("There are no facts about a child on this device yet.").waitFor();
  await page.getByRole("link", { name: "Enter your child’s facts" }).click();
  await page.getByRole("heading", { name: "How old is your child?" }).waitFor();
  await context.close();
});

test("an answer flips a verdict and moves the trial, and nothing typed leaves the device", async () => {
  loadTrial("NCT90000001", "A trial one question away", "RECRUITING", rules);
  const [context, page] = await freshPage(browser);
  const requests: { method: string; url: string; body: string | null }[] = [];
  context.on("request", (request) =>
    requests.push({ method: request.method(), url: request.url(), body: request.postData() }),
  );
  await chooseNine(page, site.address);
  await openTrials(page);
  const card = page.locator('[data-trial="NCT90000001"]');
  expect(await card.getAttribute("data-group")).toBe("one-question");
  const line = "Botulinum toxin injection within 6 months";
  expect((await verdicts(page, "NCT90000001"))[line]).toBe("unknown");

  const question = await askedAbout(page, "botulinum toxin injections");
  expect(await question.innerText()).toMatch(/This one answer settles \d+ of 36 trials/);
  await question.getByLabel("Yes").check();
  await question.getByLabel("Date: year").fill(String(new Date().getFullYear()));
  await question.getByLabel("Date: month").selectOption({ index: Math.max(1, new Date().getMonth() + 1) });
  await page.locator('[data-trial="NCT90000001"][data-group="later"]').waitFor({ state: "attached" });
  expect((await verdicts(page, "NCT90000001"))[line]).toBe("not-met");
  await question.getByLabel("No", { exact: true }).check();
  await page.locator('[data-trial="NCT90000001"][data-group="open"]').waitFor({ state: "attached" });
  expect((await verdicts(page, "NCT90000001"))[line]).toBe("met");

  // The answer is kept: the page opens with it the next time.
  await openTrials(page);
  expect(await card.getAttribute("data-group")).toBe("open");
  await page.locator("#deed").getByLabel("A botulinum toxin injection").check();
  await page.getByText(/It would close \d+ trials?/).waitFor();
  expect(await page.locator(".turned").first().innerText()).toContain("A trial one question away");

  const wholePacks = /^\/api\/packs\/cerebral-palsy\/[0-9a-f]{64}(?:-[0-9a-f]{64})?\.json$/;
  expect(requests.length).toBeGreaterThan(10);
  for (const { method, url, body } of requests) {
    const { origin, search, pathname } = new URL(url);
    if (url.startsWith("blob:")) continue;
    expect([origin, search, method, body], url).toEqual([site.address, "", "GET", null]);
    const expected =
      /^\/(?:_astro\/.+|child\/|trials\/|sheet\.css|offline\.js|examples\/.+|mark\.svg)$/.test(pathname) ||
      pathname === "/api/packs/cerebral-palsy/index.json" ||
      wholePacks.test(pathname);
    expect(expected, pathname).toBe(true);
  }
  expect(site.said()).not.toMatch(/botulinum/i);
  await context.close();
});

test("a trial that is open stays where it is while answers come in, until the family asks for the order", async () => {
  loadTrial("NCT90000006", "A trial that is being read", "RECRUITING", rules);
  const [context, page] = await freshPage(browser);
  await chooseNine(page, site.address);
  await openTrials(page);
  const question = await askedAbout(page, "botulinum toxin injections");
  const card = page.locator('[data-trial="NCT90000006"]');
  const place = () => card.evaluate((one) => [...one.parentElement!.children].indexOf(one));
  await card.locator("summary").first().click();
  const before = await place();

  await question.getByLabel("Yes").check();
  await question.getByLabel("Date: year").fill(String(new Date().getFullYear()));
  const month = question.getByLabel("Date: month");
  await month.focus();
  await month.selectOption({ index: new Date().getMonth() + 1 });
  await page.locator('[data-trial="NCT90000006"][data-group="later"]').waitFor();
  expect(await place()).toBe(before);
  expect(await card.getAttribute("open")).not.toBeNull();
  expect(await card.locator('[data-verdict="not-met"]').innerText()).toContain("Botulinum toxin");
  expect(await month.evaluate((box) => box === document.activeElement)).toBe(true);
  await page.getByRole("status").getByText("The list stays as it was").waitFor();
  expect(await seriousFindings(page)).toEqual([]);

  await page.getByRole("button", { name: "Put the list in order" }).press("Enter");
  await page.waitForFunction(() => document.activeElement?.id === "trial-list");
  expect(await place()).toBeGreaterThan(before);
  expect(await card.getAttribute("open")).not.toBeNull();
  expect(await page.getByRole("button", { name: "Put the list in order" }).count()).toBe(0);
  await context.close();
});

test("by keyboard alone a family answers, filters and opens a trial", async () => {
  const [context, page] = await freshPage(browser);
  await chooseNine(page, site.address);
  await openTrials(page);
  const tabTo = async (wanted: string) => {
    for (let stops = 0; stops < 60; stops++) {
      if (await page.evaluate((selector) => document.activeElement?.matches(selector), wanted)) return;
      await page.keyboard.press("Tab");
    }
    throw new Error(`no tab stop at ${wanted}`);
  };
  await tabTo('.next-question input[type="radio"]');
  await page.keyboard.press("ArrowUp");
  await tabTo(".next-question .button-row .button");
  await page.keyboard.press("Enter");
  await tabTo('input[name="filter"]');
  for (let presses = 0; presses < 5; presses++) await page.keyboard.press("ArrowDown");
  await page.getByText(/Showing \d+ of \d+/).waitFor();
  // A list on the way there may be empty, and all of nothing is anything.
  await page.waitForFunction(() => {
    const cards = [...document.querySelectorAll<HTMLElement>(".trial-card")];
    return cards.length > 0 && cards.every(({ dataset }) => dataset.group === "closed");
  });
  await tabTo(".trial-card > summary");
  await page.keyboard.press("Enter");
  // The worker sends the lines of a trial when it is opened.
  await page.locator(".trial-card[open] .trial-lines > li").nth(2).waitFor();
  await context.close();
});

test("after the first visit the page opens and matches without a connection", async () => {
  const [context, page] = await freshPage(browser);
  await chooseNine(page, site.address);
  await openTrials(page);
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  const count = await page.locator(".trial-card").count();
  await context.setOffline(true);
  await page.reload();
  await page.waitForSelector(".trial-card");
  await page.getByText("There is no connection.").waitFor();
  expect(await page.locator(".trial-card").count()).toBe(count);
  await context.close();
});

test("a watched trial whose record changes is news on the next visit, until it is marked as seen", async () => {
  loadTrial("NCT90000002", "A watched trial", "RECRUITING", rules);
  const [context, page] = await freshPage(browser);
  await chooseNine(page, site.address);
  await openTrials(page);
  await page.getByLabel("Watch all trials").check();
  await page.getByText(/You watch \d+ trials/).waitFor();
  await openTrials(page);
  expect(await page.locator(".news").count()).toBe(0);

  loadTrial("NCT90000002", "A watched trial", "COMPLETED", rules);
  await openTrials(page);
  const news = page.getByRole("region", { name: /One watched trial changed/ });
  await news.waitFor();
  const words = await news.innerText();
  expect(words).toContain("A watched trial");
  expect(words).toMatch(/Its status changed: before Takes new people, now Over/);
  expect(words).toMatch(/it was: One question away\. Now: Closed for now/);
  await news.getByRole("button", { name: "I have seen this" }).click();
  await openTrials(page);
  await page.getByText(/You watch \d+ trials/).waitFor();
  expect(await page.locator(".news").count()).toBe(0);
  await context.close();
});

test("a difference that does not lead to the pack it names is not believed: the whole pack is fetched", async () => {
  const [context, page] = await freshPage(browser);
  await chooseNine(page, site.address);
  await openTrials(page);
  loadTrial("NCT90000005", "A trial that came later", "RECRUITING", rules);
  const asked: string[] = [];
  context.on("request", (request) => asked.push(new URL(request.url()).pathname));
  const emptied = { format: 2, removed: ["NCT90000001"], put: undefined };
  await context.route(/[0-9a-f]{64}-[0-9a-f]{64}\.json$/, async (route) => {
    const { put } = await (await route.fetch()).json();
    await route.fulfill({ json: { ...emptied, put } });
  });
  await openTrials(page);
  await page.locator('[data-trial="NCT90000005"]').waitFor({ state: "attached" });
  expect(asked.some((path) => /[0-9a-f]{64}-[0-9a-f]{64}\.json$/.test(path))).toBe(true);
  expect(asked.some((path) => /\/[0-9a-f]{64}\.json$/.test(path))).toBe(true);
  await context.close();
});

test("dates that are ticked go into a calendar file made on the device", async () => {
  loadTrial("NCT90000003", "A trial; with, signs", "RECRUITING", rules);
  const [context, page] = await freshPage(browser);
  await chooseNine(page, site.address);
  await openTrials(page);
  const card = page.locator('[data-trial="NCT90000003"]');
  await card.locator("summary").first().click();
  await card.getByLabel(/The record says that the trial ends/).check();
  // A date stays ticked when its trial is not among those shown any more.
  await page.getByLabel(/^Closed for now/).check();
  await card.waitFor({ state: "detached" });
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Save 1 date as a calendar file" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("trial-dates.ics");
  const file = readFileSync(await download.path(), "utf8");
  const [event] = new ICAL.Component(ICAL.parse(file)).getAllSubcomponents("vevent");
  const { uid, summary, startDate } = new ICAL.Event(event!);
  expect([uid, summary, startDate.toString()]).toEqual([
    "NCT90000003-planned-end@trials.cordwise",
    "May close: A trial; with, signs",
    "2039-06-30",
  ]);
  await context.close();
});

test("a hostile record is shown inert", async () => {
  const hostile = `<img src=x onerror="document.title='owned'">`;
  loadTrial("NCT90000004", `Hostile ${hostile}`, "RECRUITING", `Inclusion Criteria:\n\n* ${hostile}`);
  const [context, page] = await freshPage(browser);
  const complaints: string[] = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  await chooseNine(page, site.address);
  await openTrials(page);
  await page
    .locator('[data-trial="NCT90000004"]')
    .getByText("Hostile <img")
    .first()
    .waitFor({ state: "attached" });
  expect(await page.locator(".matching img, .matching script").count()).toBe(0);
  expect(await page.title()).not.toBe("owned");
  expect(complaints).toEqual([]);
  await context.close();
});
