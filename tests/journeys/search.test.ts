/** The search over all trials: a plain form, answers with the words marked, counts that narrow, faults in sentences. */
import { expect, test } from "vitest";
import { freshPage, pageWithoutScripts, siteAndBrowser } from "./site.ts";

const { site, browser } = await siteAndBrowser();

test("works with the keyboard and without scripts, from the form to a trial", async () => {
  const [context, page] = await pageWithoutScripts(browser);
  await page.goto(`${site.address}/trials/search/`);
  await page.getByLabel("Words").focus();
  await page.keyboard.type("cord blood");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: /trials were found/ }).waitFor();
  expect(new URL(page.url()).searchParams.get("words")).toBe("cord blood");
  const first = page.locator(".hits h3 a").first();
  expect(await page.locator(".hits mark").count()).toBeGreaterThan(0);
  const number = (await first.getAttribute("href"))!;
  await first.click();
  expect(new URL(page.url()).pathname).toBe(number);
  expect(await page.innerText("h1")).not.toBe("");
  await context.close();
});

test("a count narrows the search, says so, and can be taken off again", async () => {
  const [context, page] = await freshPage(browser);
  await page.goto(`${site.address}/trials/search/?words=cerebral+palsy`);
  const all = await page.innerText("#found");
  const facet = page.locator(".facets a").filter({ hasText: "Over:" });
  const count = Number((await facet.innerText()).match(/\d+/)?.[0]);
  await facet.click();
  expect(await page.innerText("#found")).toMatch(new RegExp(`^${count} trial`));
  await page.getByRole("link", { name: "Take off: Over" }).click();
  expect(await page.innerText("#found")).toBe(all);
  await context.close();
});

test("every filter stands open before anything is asked, and one in use is named when they are folded away", async () => {
  const [context, page] = await freshPage(browser);
  await page.goto(`${site.address}/trials/search/`);
  await page.getByLabel("Kind of study").selectOption("Tries something");
  await page.getByLabel("Phase").selectOption("Phase II");
  await page.getByRole("button", { name: "Search" }).last().click();
  await page.locator("#found").waitFor();
  expect(new URL(page.url()).searchParams.get("phase")).toBe("PHASE2");
  expect(await page.locator("form summary").innerText()).toBe(
    "More ways to narrow Phase II · Tries something",
  );
  expect(await page.getByLabel("Phase", { exact: true }).isVisible()).toBe(false);
  await context.close();
});

test("a trial whose record nobody has touched for years is not shown as open without saying so", async () => {
  const identificationModule = {
    nctId: "NCT90000077",
    briefTitle: "An old zoetrope trial in cerebral palsy",
  };
  const statusModule = { overallStatus: "RECRUITING", lastUpdatePostDateStruct: { date: "2021-03-04" } };
  site.load([{ protocolSection: { identificationModule, statusModule } }]);
  const [context, page] = await freshPage(browser);
  await page.goto(`${site.address}/trials/search/?words=zoetrope`);
  const facts = page.locator(".hits .facts").first();
  expect(await facts.innerText()).toContain("probably closed");
  expect(await facts.locator("[data-open]").count()).toBe(0);
  await context.close();
});

test("a field that cannot be read is named with what was expected, and what was typed stays", async () => {
  const [context, page] = await freshPage(browser);
  await page.goto(`${site.address}/trials/search/?words=cord&ageYears=nine`);
  expect(await page.getByRole("alert").innerText()).toContain(
    "ageYears was nine. It should be a number from 0 to 120.",
  );
  expect(await page.getByLabel("Words").inputValue()).toBe("cord");
  expect(await page.getByLabel("Age in years").inputValue()).toBe("nine");
  await context.close();
});

test("whatever is typed is looked up as words, and shown as words", async () => {
  const [context, page] = await freshPage(browser);
  const faults: string[] = [];
  page.on("pageerror", (error) => void faults.push(error.message));
  for (const words of [
    '"><script>alert(1)</script>',
    "'; drop table trial; --",
    "((((",
    '"',
    "\u202e\u0000x",
    "a".repeat(990),
  ]) {
    const answer = await page.goto(`${site.address}/trials/search/?words=${encodeURIComponent(words)}`);
    expect(answer?.status(), words).toBe(200);
    expect(await page.locator("#found").count(), words).toBe(1);
  }
  expect(faults).toEqual([]);
  await context.close();
});

test("the page ships no scripts, and says that what is typed here goes to the server", async () => {
  const [context, page] = await freshPage(browser);
  const scripts: string[] = [];
  page.on("request", (request) => {
    if (request.resourceType() === "script") scripts.push(request.url());
  });
  await page.goto(`${site.address}/trials/search/?words=cord`);
  expect(scripts).toEqual([]);
  expect(await page.innerText("main")).toContain("Do not write anything about a child here");
  await context.close();
});

test("where more trials match than are ranked, the last page says that the list ends and what to do", async () => {
  site.load(
    Array.from({ length: 510 }, (_, at) => ({
      protocolSection: {
        identificationModule: { nctId: `NCT${91_000_000 + at}`, briefTitle: `Zebra riding, group ${at}` },
        statusModule: { overallStatus: "RECRUITING", lastUpdatePostDateStruct: { date: "2026-11-02" } },
      },
    })),
  );
  const [context, page] = await freshPage(browser);
  const ends = page.getByText("The list ends here, after 500 trials.");
  await page.goto(`${site.address}/trials/search/?words=zebra`);
  expect(await page.innerText("#found")).toContain("More than 500 trials were found");
  expect(await ends.count()).toBe(0);
  await page.goto(`${site.address}/trials/search/?words=zebra&page=999`);
  expect(await ends.innerText()).toContain("narrow the search");
  expect(await page.innerText(".pages")).toContain("Page 25 of 25");
  const api = await (await fetch(`${site.address}/api/trials?words=zebra&page=25`)).json();
  expect(api).toMatchObject({ page: 25, lastPage: 25, note: expect.stringContaining("The list ends here") });
  const first = await (await fetch(`${site.address}/api/trials?words=zebra`)).json();
  expect(first).not.toHaveProperty("note");
  await context.close();
});
