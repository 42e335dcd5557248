/**
 * What the pages say, read as a family sees them: the fourteen rules about numbers on every page, and the years of
 * school that a page for families asks for.
 */
import { gradeLevels } from "evidence";
import { beforeAll, describe, expect, test } from "vitest";
import { numberRules, type Screen } from "../number-rules.ts";
import { longWords, readingLevel } from "../reading-level.ts";
import { exemptPages, familyPages } from "./pages.ts";
import { chooseNine, freshPage, siteAndBrowser } from "./site.ts";

/** Grade 7 and SMOG 8: what plain-language guides ask of health texts for the public. */
const most = { fleschKincaid: 7, smog: 8 };
/** SMOG was made for 30 sentences; on fewer a page alone can be off by much, so such pages are also read as one text. */
const enoughForSmog = 30;

const { site, browser } = await siteAndBrowser();
const [, page] = await freshPage(browser);
beforeAll(() => chooseNine(page, site.address));

/** What is there once the device has made its part of a page. */
const ready: Readonly<Record<string, string>> = {
  "/child/": ".form h1",
  "/summary/": ".sheet",
  "/trials/": ".trial-card",
};

interface Read extends Screen {
  /** Sentences only: no headings, tables, labels, names of works. */
  readonly prose: readonly string[];
}

async function read(path: string): Promise<Read> {
  await page.goto(`${site.address}${path}`);
  await page.waitForSelector(ready[path.replace(/#.*/, "")] ?? "h1");
  if (path === "/trials/") await page.locator(".trial-card > summary").first().click();
  return page.evaluate((grades: readonly string[]) => {
    const inside = "p, li, dd, dt, td, th, caption, figcaption, summary, h1, h2, h3, h4, label, legend";
    const prose: string[] = [];
    const blocks: { text: string; level?: string }[] = [];
    const told = (element: Element, without: string) => {
      const copy = element.cloneNode(true) as HTMLElement;
      for (const part of copy.querySelectorAll(without)) part.remove();
      return copy.textContent.replace(/\s+/g, " ").trim();
    };
    const aside = ".cites, [translate=no], svg, script, style";
    const levelOf = (element: Element) => element.closest("[data-level]")?.getAttribute("data-level") ?? "";
    for (const element of document.querySelectorAll<HTMLElement>(`main :is(${inside})`)) {
      if (element.closest("[translate=no], .sources, svg, nav")) continue;
      // What stands in blocks of its own is told there.
      const text = told(element, `${aside}, ${inside}`);
      if (text === "") continue;
      const level = levelOf(element);
      blocks.push({ text, ...(grades.includes(level) && { level }) });
      if (element.matches("p, li, dd, figcaption") && /[.!?:”]$/.test(text)) prose.push(text);
    }
    const judged = [...document.querySelectorAll("main [data-level]")]
      .map((card) => ({ text: told(card, aside), level: levelOf(card) }))
      .filter(({ level }) => grades.includes(level));
    const pictures = [...document.querySelectorAll("main svg")].map((svg) => svg.outerHTML);
    return { prose, pictures, blocks, judged };
  }, gradeLevels) as Promise<Read>;
}

describe("the rules about numbers", () => {
  test.each([...familyPages, ...exemptPages.map(({ path }) => path)].filter((path) => !path.includes("#")))(
    "are kept by %s",
    async (path) => {
      const screen = await read(path);
      // What an article says is quoted to be checked, and keeps no rule.
      const blocks = screen.blocks.filter(({ text }) => !/^“.*”$/.test(text));
      const broken = numberRules.flatMap(({ id, broken: of }) =>
        of({ ...screen, blocks }).map((text) => `${id}: ${text.slice(0, 200)}`),
      );
      expect(broken).toEqual([]);
    },
  );
});

describe("the reading level of a page for families", () => {
  const short: string[] = [];

  test.each(familyPages)(
    "%s is at most grade 7, and SMOG 8 where it is long enough for that",
    async (path) => {
      const { prose } = await read(path);
      const level = readingLevel(prose);
      if (level.sentences < enoughForSmog) short.push(...prose);
      const told = `${path}: ${JSON.stringify(level)}; long words: ${longWords(prose).slice(0, 12).join(" ")}`;
      expect(level.fleschKincaid, told).toBeLessThanOrEqual(most.fleschKincaid);
      if (level.sentences >= enoughForSmog) expect(level.smog, told).toBeLessThanOrEqual(most.smog);
    },
  );

  test("pages too short for SMOG by themselves are at most SMOG 8 as one text", () => {
    const level = readingLevel(short);
    const told = `${JSON.stringify(level)}; long words: ${longWords(short).slice(0, 20).join(" ")}`;
    expect(level.sentences).toBeGreaterThanOrEqual(enoughForSmog);
    expect(level.smog, told).toBeLessThanOrEqual(most.smog);
  });

  test("a page is for families, or is exempt for a reason", () => {
    for (const { because } of exemptPages) expect(because).toMatch(/\w+ \w+/);
  });
});
