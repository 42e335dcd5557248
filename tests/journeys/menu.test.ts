/** The way to the main pages: a row on a wide screen, a list behind a button on a narrow one, with no script in either. */
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { clippedParts, seriousFindings } from "./accessible.ts";
import { siteAndBrowser } from "./site.ts";

const { site, browser } = await siteAndBrowser();

const open = async (path: string, width: number) => {
  const context = await browser.newContext({
    javaScriptEnabled: false,
    viewport: { width, height: 740 },
    locale: "en-US",
  });
  const page = await context.newPage();
  await page.goto(`${site.address}${path}`);
  return { context, page };
};

describe.each([
  ["left to right", "", "Menu"],
  ["right to left", "/en-xb", /Ṁ|M/],
])("%s", (_, prefix, label) => {
  test.each([320, 360])(
    "at %i px the head of the page is one row, and the list opens and closes by keyboard",
    async (width) => {
      const { context, page } = await open(`${prefix}/claims/`, width);
      const head = await page.locator(".masthead").boundingBox();
      expect(head!.height).toBeLessThan(80);
      const button = page.getByRole("navigation").getByRole("button", { name: label });
      const links = page.locator(".masthead nav a");
      expect(await links.first().isVisible()).toBe(false);
      await button.focus();
      await page.keyboard.press("Enter");
      expect(await links.count()).toBe(7);
      for (const link of await links.all()) {
        const box = (await link.boundingBox())!;
        expect(box.height).toBeGreaterThanOrEqual(44);
        expect([box.x >= 0, box.x + box.width <= width]).toEqual([true, true]);
      }
      expect(
        await page.getByRole("link", { name: /./ }).and(page.locator('[aria-current="page"]')).count(),
      ).toBe(1);
      await page.keyboard.press("Tab");
      expect(await links.first().evaluate((link) => link === document.activeElement)).toBe(true);
      if (process.env.CORDWISE_PICTURES)
        await page.screenshot({
          path: join(process.env.CORDWISE_PICTURES, `menu${prefix.slice(1)}-${width}.png`),
        });
      await page.keyboard.press("Escape");
      expect(await links.first().isVisible()).toBe(false);
      expect(await button.evaluate((one) => one === document.activeElement)).toBe(true);
      await context.close();
    },
  );

  test("on a wide screen all pages stand in the head, and there is no button", async () => {
    const { context, page } = await open(`${prefix}/claims/`, 1280);
    expect(await page.locator(".menu-button").isVisible()).toBe(false);
    expect(await page.locator(".masthead nav a").last().isVisible()).toBe(true);
    if (process.env.CORDWISE_PICTURES)
      await page.screenshot({ path: join(process.env.CORDWISE_PICTURES, `menu${prefix.slice(1)}-1280.png`) });
    await context.close();
  });

  test("with the list open, axe and the ruler find nothing", async () => {
    const context = await browser.newContext({ viewport: { width: 320, height: 740 } });
    const page = await context.newPage();
    await page.goto(`${site.address}${prefix}/claims/`);
    await page.locator(".menu-button").click();
    expect(await seriousFindings(page)).toEqual([]);
    expect(await clippedParts(page)).toEqual([]);
    await context.close();
  });
});

test("a link of the list leads to its page", async () => {
  const { context, page } = await open("/", 360);
  await page.getByRole("button", { name: "Menu" }).click();
  await page.getByRole("link", { name: "Trials", exact: true }).click();
  expect(new URL(page.url()).pathname).toBe("/trials/");
  await context.close();
});
