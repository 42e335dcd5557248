/**
 * A real server on a free loopback port with a store of its own, and a real browser, for the tests beside this file.
 * The browser is the one CHROME_PATH names, else the machine's own, else the one that npm brought.
 */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import sparticuz from "@sparticuz/chromium";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { afterAll } from "vitest";

export const root = fileURLToPath(new URL("../..", import.meta.url));

const ofTheMachine = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

export async function launchBrowser(): Promise<Browser> {
  const own = [process.env.CHROME_PATH, ...ofTheMachine].find((path) => path && existsSync(path));
  if (own) return chromium.launch({ executablePath: own, args: ["--no-sandbox"] });
  if (process.platform !== "linux")
    throw new Error(
      "No Chromium or Chrome was found. Install one, or name it in CHROME_PATH, then run the tests again.",
    );
  // In a single process, closing one context ends the browser.
  const args = sparticuz.args.filter((arg) => arg !== "--single-process");
  return chromium.launch({ executablePath: await sparticuz.executablePath(), args });
}

export interface Site {
  readonly address: string;
  /** Everything the server said on standard error, for a test that asks what it logs. */
  readonly said: () => string;
  /**
   * Loads registry records as a person would, from the command line.
   * @throws when one of them is refused.
   */
  readonly load: (records: readonly unknown[], ...options: readonly string[]) => void;
  stop(): Promise<void>;
}

/** A server and a browser for the tests of one file, ended after the last of them. */
export async function siteAndBrowser(): Promise<{ readonly site: Site; readonly browser: Browser }> {
  // One after the other: where there is no browser, no server is to be left running.
  const browser = await launchBrowser();
  afterAll(() => browser.close());
  const site = await startSite();
  afterAll(() => site.stop());
  return { site, browser };
}

/** Starts the server as `npx cordwise serve` does, on the pages that the test run built. */
export async function startSite(): Promise<Site> {
  const folder = mkdtempSync(join(tmpdir(), "cordwise-site-"));
  const env = {
    ...process.env,
    CORDWISE_DATA: join(folder, "data"),
    CORDWISE_PAGES: join(root, "web", "dist-test"),
    CORDWISE_LOG: "requests",
    DATABASE_URL: "",
  };
  const server = spawn(process.execPath, ["server/src/main.ts", "serve", "--port", "0"], {
    cwd: root,
    env,
  });
  let said = "";
  server.stderr.on("data", (chunk) => {
    said += chunk;
  });
  const address = await addressOf(server, () => said);
  return {
    address,
    said: () => said,
    load(records, ...options) {
      const file = join(folder, "records.ndjson");
      writeFileSync(file, records.map((record) => JSON.stringify(record)).join("\n"));
      const { status, stderr } = spawnSync(
        process.execPath,
        ["server/src/main.ts", "trials", "load", file, ...options],
        { cwd: root, env, encoding: "utf8" },
      );
      if (status !== 0 || /refused/.test(stderr)) throw new Error(`not loaded: ${stderr}`);
    },
    async stop() {
      const ended = new Promise((resolve) => server.once("exit", resolve));
      server.kill("SIGTERM");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function addressOf(server: ChildProcess, said: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    let out = "";
    server.stdout?.on("data", (chunk) => {
      out += chunk;
      const found = out.match(/http:\/\/127\.0\.0\.1:\d+/);
      if (found) resolve(found[0]);
    });
    server.once("exit", (code) => reject(new Error(`the server ended with ${code}: ${out}${said()}`)));
    // Tests wait for the server while they are read, where no time limit of theirs counts yet.
    AbortSignal.timeout(120_000).addEventListener("abort", () =>
      reject(new Error(`no address: ${out}${said()}`)),
    );
  });
}

/** A browser of nobody: no facts are kept from one context to the next. */
export async function freshPage(
  browser: Browser,
  size = { width: 1280, height: 900 },
): Promise<[BrowserContext, Page]> {
  const context = await browser.newContext({ viewport: size, locale: "en-US" });
  return [context, await context.newPage()];
}

/** A page of a browser in which scripts are switched off. */
export async function pageWithoutScripts(browser: Browser): Promise<[BrowserContext, Page]> {
  const context = await browser.newContext({
    javaScriptEnabled: false,
    viewport: { width: 1280, height: 900 },
  });
  return [context, await context.newPage()];
}

/** Fills in the made-up child of 9 years and waits until it is kept. */
export async function chooseNine(page: Page, address: string): Promise<void> {
  await page.goto(`${address}/child/`);
  await page.getByRole("button", { name: "Age 9, GMFCS level II", exact: true }).click();
  await page.getByRole("heading", { name: "Check your answers" }).waitFor();
}
