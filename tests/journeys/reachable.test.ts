import { afterAll, expect, test } from "vitest";
import { builtPages } from "./pages.ts";
import { startSite } from "./site.ts";

const site = await startSite();
afterAll(() => site.stop());

test("every page can be reached from the start page by links in the pages themselves", async () => {
  const seen = new Set(["/"]);
  for (const path of seen) {
    const answer = await fetch(site.address + path);
    expect(answer.status, path).toBe(200);
    if (!answer.headers.get("content-type")?.startsWith("text/html")) continue;
    for (const [, link] of (await answer.text()).matchAll(/<a\s[^>]*href="([^"]+)"/g)) {
      const { origin, pathname } = new URL(link!.replaceAll("&amp;", "&"), site.address + path);
      if (origin === site.address && pathname.endsWith("/")) seen.add(pathname);
    }
  }
  expect([...builtPages(), "/trials/search/"].filter((path) => !seen.has(path))).toEqual([]);
});
