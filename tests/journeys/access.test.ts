/** For everyone: every page in both directions of text, at 320 px and wide, checked by axe, catalogue and ruler. */
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { clippedParts, seriousFindings } from "./accessible.ts";
import { measuredPages as pages } from "./pages.ts";
import { chooseNine, freshPage, siteAndBrowser } from "./site.ts";

const locales = [
  { name: "English, left to right", prefix: "" },
  { name: "the pseudo-locale, right to left", prefix: "/en-xb" },
];

/** The longest a test may take that opens every page: it grows with their number. */
const patience = 15_000 * pages.length;

const { site, browser } = await siteAndBrowser();

/** A page with a child's facts on it, as a family would see it, and with the first trial unfolded. */
async function open(page: Page, path: string): Promise<void> {
  await page.goto(`${site.address}${path}`);
  if (path.includes("/child/")) await page.waitForSelector(".form h1");
  if (path.endsWith("/trials/")) {
    await page.waitForSelector(".trial-card");
    await page.locator(".trial-card > summary").first().click();
  }
  if (path.includes("/summary/")) {
    await page.waitForSelector(".sheet");
    await page
      .locator("details.trial")
      .first()
      .evaluate((trial) => trial.setAttribute("open", ""));
  }
  await page.evaluate(() => document.fonts.ready);
}

describe.each(locales)("in $name", ({ prefix }) => {
  test(
    "axe finds nothing serious or critical on any page",
    async () => {
      const [context, page] = await freshPage(browser);
      await chooseNine(page, site.address);
      for (const path of [...pages, "/no-such-page/"]) {
        await open(page, prefix + path);
        const found = await seriousFindings(page);
        expect(found, path).toEqual([]);
      }
      await context.close();
    },
    patience,
  );

  test(
    "nothing is clipped and nothing scrolls sideways at 320 px",
    async () => {
      const [context, page] = await freshPage(browser, { width: 320, height: 640 });
      await chooseNine(page, site.address);
      for (const path of pages) {
        await open(page, prefix + path);
        const wrong = await clippedParts(page);
        expect(wrong, path).toEqual([]);
      }
      await context.close();
    },
    patience,
  );

  test(
    "everything to press is at least 24 px high and wide",
    async () => {
      const [context, page] = await freshPage(browser, { width: 360, height: 740 });
      await chooseNine(page, site.address);
      for (const path of pages) {
        await open(page, prefix + path);
        const small = await page.evaluate(() =>
          [
            ...document.querySelectorAll<HTMLElement>(
              "button, summary, select, input:not(.file-input), .button, nav a, .cites a",
            ),
          ]
            .map((element) => ({
              element,
              box: (element.closest("label") ?? element).getBoundingClientRect(),
            }))
            .filter(({ box }) => box.width > 0 && (box.width < 24 || box.height < 24))
            .map(({ element, box }) => `${box.width} x ${box.height}: ${element.outerHTML.slice(0, 90)}`),
        );
        expect(small, path).toEqual([]);
      }
      await context.close();
    },
    patience,
  );
});

test(
  "every sentence comes from the message catalogue",
  async () => {
    const [context, page] = await freshPage(browser);
    await chooseNine(page, site.address);
    for (const path of pages) {
      await open(page, `/en-xb${path}`);
      const strangers = await page.evaluate(() => {
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        const found: string[] = [];
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          const text = node.textContent?.trim() ?? "";
          const where = node.parentElement!;
          const ours = /^⟦.*⟧$/s.test(text) || !/\p{L}{2}/u.test(text);
          const svg = where.closest("svg");
          if (!ours && !svg && !where.closest("[translate=no], script, style, noscript"))
            found.push(text.slice(0, 80));
        }
        for (const element of document.querySelectorAll("[aria-label], [alt], [title], [placeholder]"))
          for (const name of ["aria-label", "alt", "title", "placeholder"]) {
            const text = element.getAttribute(name);
            if (text && !/^⟦.*⟧$/s.test(text) && !element.closest("svg[aria-labelledby]"))
              found.push(`${name}=${text}`);
          }
        return found;
      });
      expect(strangers, path).toEqual([]);
    }
    await context.close();
  },
  patience,
);

test("the pseudo-locale is right to left and its pages say so", async () => {
  const [context, page] = await freshPage(browser);
  await page.goto(`${site.address}/en-xb/`);
  expect(
    await page.evaluate(() => [document.documentElement.dir, getComputedStyle(document.body).direction]),
  ).toEqual(["rtl", "rtl"]);
  await context.close();
});

test("styles name no left and no right, so that they turn with the text", async () => {
  const [context, page] = await freshPage(browser);
  const styles: string[] = [];
  page.on("response", async (response) => {
    if (response.request().resourceType() === "stylesheet") styles.push(await response.text());
  });
  for (const path of ["/", "/child/", "/summary/"])
    await page.goto(`${site.address}${path}`, { waitUntil: "networkidle" });
  expect(styles.length).toBeGreaterThan(2);
  for (const style of styles)
    expect(style).not.toMatch(
      /(?:margin|padding|border)-(?:left|right)|(?:^|[;{\s])(?:left|right)\s*:|text-align\s*:\s*(?:left|right)|float\s*:\s*(?:left|right)/,
    );
  await context.close();
});
