/** A family's way through the site, in a real browser against a real server. */
import { readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { chooseNine, freshPage, root, siteAndBrowser } from "./site.ts";

const { site, browser } = await siteAndBrowser();

const problemText = (page: Page) => page.getByRole("alert").textContent();

test("a child of 9, GMFCS II, 30 kg, with 600 million cells gets the sheet the issue asks for", async () => {
  const [context, page] = await freshPage(browser);
  await chooseNine(page, site.address);
  await page.getByRole("button", { name: "Show the visit summary" }).click();
  await page.waitForSelector(".sheet");
  const sheet = await page.locator(".sheet").innerText();
  expect(sheet).toContain("20 million cells per kg, before thawing");
  expect(sheet).toMatch(/No one has reported results for trial children of 6 to 15 years/);
  const trials = page.locator("details.trial");
  expect(await trials.count()).toBeGreaterThanOrEqual(20);
  for (const trial of await trials.all()) {
    expect(await trial.locator("[data-verdict]").count()).toBeGreaterThan(0);
    expect(await trial.locator("[data-verdict] p:nth-child(2):empty").count()).toBe(0);
  }
  await context.close();
});

test("facts typed in small steps reach the sheet, by keyboard alone", async () => {
  const [context, page] = await freshPage(browser);
  await page.goto(`${site.address}/child/`);
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const tabTo = async (id: string) => {
    for (let stops = 0; stops < 40; stops++) {
      if (await page.evaluate((wanted) => document.activeElement?.id === wanted, id)) return;
      await press("Tab");
    }
    throw new Error(`no tab stop at ${id}`);
  };
  const tabToRadio = async (name: string) => {
    for (let stops = 0; stops < 40; stops++) {
      if (
        await page.evaluate((wanted) => (document.activeElement as HTMLInputElement)?.name === wanted, name)
      )
        return;
      await press("Tab");
    }
    throw new Error(`no tab stop at ${name}`);
  };
  await page.getByRole("heading", { name: "How old is your child?" }).waitFor();
  await tabTo("birthMonth");
  await page.keyboard.type("March");
  await tabTo("birthYear");
  await page.keyboard.type(String(new Date().getFullYear() - 9));
  await press("Enter");
  await page.getByRole("heading", { name: "How does your child move?" }).waitFor();
  await tabToRadio("gmfcs");
  // The last answer, "I do not know", is chosen at first; from there the arrow goes round to the first.
  for (const level of ["I", "II"]) {
    await press("ArrowDown");
    await page.locator(`#gmfcs input[value="${level}"]:checked`).waitFor();
  }
  await tabTo("score");
  await press("Enter");
  await page.getByRole("heading", { name: "what does your child weigh" }).waitFor();
  await tabTo("weightKg");
  await page.keyboard.type("28,5");
  await press("Enter");
  await page.getByRole("heading", { name: "Is cord blood stored?" }).waitFor();
  await tabToRadio("own");
  await press("ArrowDown");
  await tabTo("cells");
  await page.keyboard.type("570");
  await press("Enter");
  await page.getByRole("heading", { name: "Check your answers" }).waitFor();
  expect(await page.locator(".facts").innerText()).toMatch(/II\b[\s\S]*28\.5 kg[\s\S]*570 million/);
  for (let stops = 0; stops < 40; stops++) {
    await press("Tab");
    if (await page.evaluate(() => document.activeElement?.textContent === "Show the visit summary")) break;
  }
  await press("Enter");
  await page.waitForSelector(".sheet");
  expect(await page.locator(".sheet-dose .answer").innerText()).toContain("come to 20 million cells per kg");
  await context.close();
});

test("no request carries a fact about the child, and none leaves the site", async () => {
  const [context, page] = await freshPage(browser);
  const requests: { method: string; url: string; body: string | null; headers: string }[] = [];
  page.on("request", (request) => {
    // The site's own port is a number too, and may happen to hold one of the child's.
    const headers = JSON.stringify(request.headers()).replaceAll(site.address, "");
    requests.push({ method: request.method(), url: request.url(), body: request.postData(), headers });
  });
  await page.goto(`${site.address}/child/`);
  await page.getByLabel("By age in years").check();
  await page.getByLabel("Age in years", { exact: true }).fill("13");
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByLabel("Level IV").check();
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByLabel("Weight now").fill("37.25");
  await page.getByLabel("Country").selectOption("NZ");
  await page.getByRole("button", { name: "Continue" }).click();
  await page.locator("#own").getByLabel("It is stored").check();
  await page.getByLabel("Number of cells").fill("471.5");
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("button", { name: "Show the visit summary" }).click();
  await page.waitForSelector(".sheet");
  await page.goto(`${site.address}/about/`);

  expect(requests.length).toBeGreaterThan(10);
  for (const { method, url, body, headers } of requests) {
    const { origin, search, pathname } = new URL(url);
    expect(origin, url).toBe(site.address);
    expect(search, url).toBe("");
    expect(method, url).toBe("GET");
    expect(body, url).toBeNull();
    for (const fact of ["37.25", "471", "ageYears", "gmfcs", "NZ"])
      expect(`${decodeURI(pathname)} ${headers}`).not.toContain(fact);
  }
  const names = new Set(
    requests.map(({ url }) =>
      new URL(url).pathname.replace(/^\/_astro\/.*/, "/_astro/").replace(/[0-9a-f]{64}/, "HASH"),
    ),
  );
  // The browser asks for the mark of the site when it pleases.
  names.delete("/mark.svg");
  expect([...names].sort()).toEqual([
    "/_astro/",
    "/about/",
    "/api/packs/cerebral-palsy/HASH.json",
    "/api/packs/cerebral-palsy/index.json",
    "/api/packs/evidence.json",
    "/child/",
    "/sheet.css",
    "/summary/",
  ]);
  expect(site.said()).not.toMatch(/37\.25|471\.5/);
  await context.close();
});

test("a weight of 900 kg is told, and nothing entered is lost", async () => {
  const [context, page] = await freshPage(browser);
  await chooseNine(page, site.address);
  await page.goto(`${site.address}/child/#body`);
  await page.getByLabel("Weight now").fill("900");
  await page.getByRole("button", { name: "Continue" }).click();
  expect(await problemText(page)).toMatch(/900 .* from 2 to 150 kilograms.*All that you typed is still here/);
  expect(await page.evaluate(() => document.activeElement?.className)).toContain("error-summary");
  await page.reload();
  await page.waitForFunction(
    () => (document.querySelector("#weightKg") as HTMLInputElement)?.value === "900",
  );
  await page.getByLabel("Weight now").fill("30");
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("heading", { name: "Is cord blood stored?" }).waitFor();
  expect(await page.getByLabel("Number of cells").inputValue()).toBe("600");
  await context.close();
});

test("a count of 4.7 single cells is told with what was probably meant", async () => {
  const [context, page] = await freshPage(browser);
  await chooseNine(page, site.address);
  await page.goto(`${site.address}/child/#unit`);
  await page.getByLabel("Number of cells").fill("4.7");
  await page.getByLabel("Counted in").selectOption("one");
  await page.getByRole("button", { name: "Continue" }).click();
  expect(await problemText(page)).toContain("470 million");
  await context.close();
});

test("facts go into a file and come back from it; another file is refused and loses nothing", async () => {
  const [context, page] = await freshPage(browser);
  await chooseNine(page, site.address);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Save these facts as a file" }).click(),
  ]);
  const saved = await download.path();
  expect(JSON.parse(readFileSync(saved, "utf8"))).toEqual(
    JSON.parse(readFileSync(join(root, "examples", "age-9-gmfcs-2.json"), "utf8")),
  );
  const wrong = join(tmpdir(), `cordwise-not-a-child-${process.pid}.json`);
  writeFileSync(wrong, "{ not json");
  await page.getByLabel("Open a saved file").setInputFiles(wrong);
  await page.getByText("What you had entered is still here").waitFor();
  expect(await page.locator(".facts").innerText()).toContain("600 million");
  await page.getByRole("button", { name: "Erase everything" }).click();
  await page.getByRole("button", { name: "Yes, erase" }).click();
  await page.getByText("All facts were erased from this device.").waitFor();
  await page.goto(`${site.address}/summary/`);
  await page.getByText("There are no facts about a child on this device yet.").waitFor();
  await page.goto(`${site.address}/child/`);
  await page.getByLabel("Open a saved file").setInputFiles(saved);
  await page.getByRole("heading", { name: "Check your answers" }).waitFor();
  expect(await page.locator(".facts").innerText()).toContain("600 million");
  await context.close();
});

test("a made-up child chosen by a slip gives back what was typed before", async () => {
  const [context, page] = await freshPage(browser);
  await page.goto(`${site.address}/child/`);
  await page.getByLabel("By age in years").check();
  await page.getByLabel("Age in years", { exact: true }).fill("7");
  await page.getByRole("button", { name: "Age 15, GMFCS level V" }).click();
  await page.getByRole("button", { name: "Bring back what I had entered" }).click();
  await page.goto(`${site.address}/child/#age`);
  expect(await page.getByLabel("Age in years", { exact: true }).inputValue()).toBe("7");
  await context.close();
});

test("when the packs cannot be had, the facts stay and trying again works", async () => {
  const [context, page] = await freshPage(browser);
  await chooseNine(page, site.address);
  await context.route("**/api/packs/**", (route) => route.abort());
  await page.goto(`${site.address}/summary/`);
  await page.getByText("What you entered is still on this device").waitFor();
  await context.unroute("**/api/packs/**");
  await page.getByRole("button", { name: "Try again" }).click();
  await page.waitForSelector(".sheet");
  await context.close();
});

test("the sheet prints on one page of A4 and of Letter for every made-up child", async () => {
  const [context, page] = await freshPage(browser);
  for (const name of ["Age 6", "Age 9", "Age 12", "Age 14", "Age 15"]) {
    await page.goto(`${site.address}/child/`);
    await page.getByRole("button", { name: new RegExp(`^${name},`) }).click();
    await page.getByRole("heading", { name: "Check your answers" }).waitFor();
    await page.goto(`${site.address}/summary/`);
    await page.waitForSelector(".sheet");
    for (const format of ["A4", "Letter"])
      expect(pagesOf(await page.pdf({ format })), `${name}, ${format}`).toBe(1);
  }
  await page.getByLabel("Also print every trial, line by line").check();
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  expect(pagesOf(await page.pdf({ format: "A4" }))).toBeGreaterThan(3);
  await context.close();
});

/** Chromium writes each page as an object of type Page, in the clear. */
const pagesOf = (pdf: Buffer) => pdf.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g)?.length;

test("the start page loads no more than 60 kB of JavaScript and 20 kB of CSS, compressed", async () => {
  const [context, page] = await freshPage(browser);
  const sizes = { script: 0, stylesheet: 0 };
  page.on("response", async (response) => {
    const kind = response.request().resourceType();
    if (kind === "script" || kind === "stylesheet") sizes[kind] += gzipSync(await response.body()).length;
  });
  await page.goto(`${site.address}/`, { waitUntil: "networkidle" });
  expect(sizes.script).toBeLessThanOrEqual(60_000);
  expect(sizes.stylesheet).toBeGreaterThan(0);
  expect(sizes.stylesheet).toBeLessThanOrEqual(20_000);
  await page.goto(`${site.address}/child/`, { waitUntil: "networkidle" });
  expect(sizes.script).toBeGreaterThan(0);
  expect(sizes.script).toBeLessThanOrEqual(60_000);
  await context.close();
});

test("a hostile record loaded into the store is shown inert", async () => {
  const hostile = `<img src=x onerror="document.title='owned'"><script>document.title='owned'</script>`;
  const record = {
    protocolSection: {
      identificationModule: { nctId: "NCT99999999", briefTitle: `Hostile ${hostile}` },
      statusModule: { overallStatus: "RECRUITING" },
      conditionsModule: { conditions: ["Cerebral Palsy"] },
      eligibilityModule: {
        eligibilityCriteria: `Inclusion Criteria:\n\n* ${hostile}`,
        minimumAge: "2 Years",
      },
    },
  };
  site.load([record]);
  const [context, page] = await freshPage(browser);
  const complaints: string[] = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  await chooseNine(page, site.address);
  await page.goto(`${site.address}/summary/`);
  await page.waitForSelector(".sheet");
  await page.getByText("Hostile <img").first().waitFor({ state: "attached" });
  expect(await page.locator(".sheet img, .sheet script").count()).toBe(0);
  expect(await page.title()).not.toBe("owned");
  expect(complaints).toEqual([]);
  await context.close();
});
