/** One trial's page: what stands on it without scripts, what the device adds, and that hostile words stay words. */
import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { freshPage, pageWithoutScripts, siteAndBrowser } from "./site.ts";

/** A record of our own making in the registry's shape; its title and text try to break out. */
const record = {
  protocolSection: {
    identificationModule: {
      nctId: "NCT90000001",
      briefTitle:
        'Cord blood </h1><script>document.title="broken"</script><img src=x onerror=alert(1)> \u202egnp',
    },
    statusModule: {
      overallStatus: "RECRUITING",
      lastUpdatePostDateStruct: { date: "2024-01-02" },
      completionDateStruct: { date: "2027-12-31", type: "ESTIMATED" },
    },
    sponsorCollaboratorsModule: { leadSponsor: { name: "A clinic", class: "INDUSTRY" } },
    descriptionModule: { briefSummary: "Cells by drip. Participants will be asked to pay for the infusion." },
    conditionsModule: { conditions: ["Cerebral Palsy"] },
    designModule: { studyType: "INTERVENTIONAL", phases: ["PHASE2"] },
    eligibilityModule: {
      eligibilityCriteria:
        "Inclusion Criteria:\n\n* GMFCS level II to IV\n\nExclusion Criteria:\n\n* Uncontrolled seizures\n* <b onmouseover=alert(1)>Bold</b>",
      sex: "ALL",
      minimumAge: "1 Year",
    },
    contactsLocationsModule: {
      centralContacts: [{ name: "A nurse", phone: "+1 555 0100" }],
      locations: [
        { facility: "Far", city: "Durham", country: "United States", geoPoint: { lat: 35.99, lon: -78.9 } },
        { facility: "Near", city: "Toronto", country: "Canada", geoPoint: { lat: 43.7, lon: -79.42 } },
        { facility: "Unplaced", city: "Nowhere", country: "Canada" },
      ],
    },
  },
};

const { site, browser } = await siteAndBrowser();
const address = `${site.address}/trials/NCT90000001/`;
beforeAll(() => site.load([record]));

test("without scripts it says what the trial is, how old the record is, who pays, and how each line was read", async () => {
  const [context, page] = await pageWithoutScripts(browser);
  await page.goto(address);
  const text = await page.innerText("main");
  expect(text).toContain("Phase II");
  expect(text).toContain("It is probably closed. Only the team can say.");
  expect(text).toContain("Participants will be asked to pay for the infusion.");
  const line = page.locator(".read-lines li").filter({ hasText: "GMFCS level II to IV" });
  expect(await line.innerText()).toContain("GMFCS level II, III, and IV");
  await context.close();
});

test("it says why the trial is in the list, in the words of its record", async () => {
  const [context, page] = await freshPage(browser);
  await page.goto(address);
  await page.getByText("Why it is in our list").click();
  expect(await page.getByText("Its record says").innerText()).toBe(
    "Its record says “Cerebral Palsy” (among the illnesses).",
  );
  const answer = await fetch(`${site.address}/api/trials/NCT90000001`);
  expect((await answer.json()).reasons).toMatchObject([
    { kind: "record", name: "cerebral-palsy", field: "conditions", words: "Cerebral Palsy" },
  ]);
  await context.close();
});

test("words that try to break out are shown as words", async () => {
  const [context, page] = await freshPage(browser);
  const said: string[] = [];
  page.on("dialog", (dialog) => void said.push(dialog.message()));
  page.on("pageerror", (error) => void said.push(error.message));
  await page.goto(address);
  expect(await page.innerText("h1")).toContain('<script>document.title="broken"</script>');
  expect(await page.title()).toContain("read line by line");
  expect(await page.locator("main b, main img").count()).toBe(0);
  expect(said).toEqual([]);
  await context.close();
});

test("places are sorted by a distance that is worked out on the device, and nobody is told from where", async () => {
  const [context, page] = await freshPage(browser);
  const asked: string[] = [];
  page.on("request", (request) => void asked.push(`${request.method()} ${request.url()}`));
  await page.goto(address);
  await page.getByLabel("How far is it from you?").selectOption("Toronto, Canada");
  await page.getByText("Sorted by distance from Toronto").waitFor();
  const sites = await page.locator(".sites li").allInnerTexts();
  expect(sites.map((text) => text.split(" ")[0])).toEqual(["Near", "Far", "Unplaced"]);
  expect(sites[1]).toMatch(/about 85\d km/);
  expect(sites[2]).not.toContain("km");
  expect(asked.every((line) => line.startsWith(`GET ${site.address}/`) && !line.includes("Toronto"))).toBe(
    true,
  );
  await page.reload();
  await page.getByText("Sorted by distance from Toronto").waitFor();
  await context.close();
});

test("a wrong reading becomes a file on the device that a curator can check", async () => {
  const [context, page] = await freshPage(browser);
  await page.goto(address);
  await page.getByText("This reading is wrong").click();
  await page.getByRole("button", { name: "Save the file" }).click();
  await page.getByText("Write down what is wrong first").waitFor();
  await page.getByLabel("What is wrong, in your own words").fill("It means level V too");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Save the file" }).click(),
  ]);
  const correction = JSON.parse(readFileSync((await download.path())!, "utf8"));
  expect(correction).toMatchObject({
    format: "cordwise-correction-1",
    nct: "NCT90000001",
    textOrigin: "registry-verbatim",
    eligibilityCriteria: record.protocolSection.eligibilityModule.eligibilityCriteria,
    criterion: { text: "GMFCS level II to IV", section: "inclusion", kind: "gmfcs" },
    readingShown: "GMFCS level II, III, and IV",
    note: "It means level V too",
    checked: null,
  });
  await context.close();
});

test("the call sheet prints by itself, with whom to call", async () => {
  const [context, page] = await freshPage(browser);
  await page.goto(address);
  await page.evaluate(() => document.documentElement.classList.add("print-call"));
  await page.emulateMedia({ media: "print" });
  expect(await page.getByRole("heading", { name: "Call sheet" }).isVisible()).toBe(true);
  expect(await page.getByText("+1 555 0100").isVisible()).toBe(true);
  expect(await page.getByRole("heading", { name: "Who pays" }).isVisible()).toBe(false);
  await context.close();
});

test("a number the store does not have is said not to be there", async () => {
  const [context, page] = await freshPage(browser);
  const answer = await page.goto(`${site.address}/trials/NCT00000000/`);
  expect(answer?.status()).toBe(404);
  expect(await page.innerText("h1")).not.toBe("");
  await context.close();
});
