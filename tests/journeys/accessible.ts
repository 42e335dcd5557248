/** What axe and a ruler find wrong on a page as it is open now. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe calls serious or critical. */
export async function seriousFindings(page: Page): Promise<string[]> {
  // The policy of the site forbids injected scripts; evaluating one through the debugger is not injecting.
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: typeof import("axe-core") }).axe.run();
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`);
  });
}

/** What is clipped, sticks out or makes the page scroll sideways at its present width. */
export const clippedParts = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found: string[] = [];
    if (document.documentElement.scrollWidth > document.documentElement.clientWidth)
      found.push(`the page is ${document.documentElement.scrollWidth} px wide`);
    for (const element of document.querySelectorAll<HTMLElement>("body *")) {
      const { overflowX, display } = getComputedStyle(element);
      if (
        display === "none" ||
        display === "inline" ||
        element.closest("svg, .skip, .file-input, option, .visually-hidden")
      )
        continue;
      const cut = element.scrollWidth > element.clientWidth + 1;
      if (cut && element.clientWidth > 0 && (overflowX === "hidden" || overflowX === "clip"))
        found.push(`clipped: ${element.outerHTML.slice(0, 100)}`);
      const { left, right } = element.getBoundingClientRect();
      if ((left < -1 || right > innerWidth + 1) && !element.closest(".scroll"))
        found.push(`sticks out: ${element.outerHTML.slice(0, 100)}`);
    }
    return found;
  });
