/** The import rule of ARCHITECTURE.md: imports point to a lower rank, never to a neighbour, and form no circle. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { expect, test } from "vitest";

const contract = "server/src/api/contract.ts";
const ranks = [
  ["packages/meta", "packages/screening"],
  ["packages/motor"],
  ["packages/evidence", "packages/trials", "packages/charts"],
  ["packages/visit"],
  ["packages/review"],
  [contract],
  ["server/src/sources", "server/src/store"],
  ["server/src/ingest", "server/src/answers"],
  ["server/src/api", "server/src/jobs", "server/src/cli"],
  ["server/src/main.ts"],
  ["web"],
];
/** What each place may take from outside the repository; a place that is not named takes nothing. */
const outside: Record<string, RegExp> = {
  "packages/trials": /^diff$/,
  "packages/visit": /^(zod\/mini|intl-messageformat|@formatjs\/icu-messageformat-parser)$/,
  [contract]: /^(zod|@hono\/zod-openapi)/,
  web: /^(astro|preact|idb|minisearch|@fontsource|node:|vite)/,
};

const places = ranks.flat().sort((a, b) => b.length - a.length);
const placeOf = (file: string) => places.find((place) => file === place || file.startsWith(`${place}/`));
const rankOf = (place: string) => ranks.findIndex((rank) => rank.includes(place));

/** Where an import leads inside this repository, or undefined when it leaves it. */
function target(from: string, specifier: string): string | undefined {
  if (specifier === "server/contract") return contract;
  if (specifier.startsWith(".")) return normalize(join(dirname(from), specifier));
  const place = `packages/${specifier.split("/")[0]}`;
  return placeOf(place) && join(place, "src/index.ts");
}

const files = ["packages", "server", "web"]
  .filter((top) => existsSync(top))
  .flatMap((top) => readdirSync(top, { recursive: true, encoding: "utf8" }).map((path) => join(top, path)))
  .filter((path) => /[^/]\.(ts|tsx|astro)$/.test(path) && !/node_modules|\/\.astro|\/dist/.test(path));
const statement =
  /^\s*(?:import|export)\b[^;"']*?\bfrom\s*["']([^"'\n]+)["']|^\s*import\s*["']([^"'\n]+)["']|\bimport\(\s*["']([^"'\n]+)["']/gm;
const specifiers = new Map(
  files.map((file) => {
    const code = readFileSync(file, "utf8");
    return [file, [...code.matchAll(statement)].map(([, from, bare, dynamic]) => (from ?? bare ?? dynamic)!)];
  }),
);
const imports = new Map(
  [...specifiers].map(([file, named]) => [file, named.flatMap((specifier) => target(file, specifier) ?? [])]),
);

test("the files the rule is about are found", () => {
  expect(files.length).toBeGreaterThan(20);
});

test("imports point to a lower rank or stay in their place", () => {
  const wrong = [...imports].flatMap(([file, targets]) =>
    targets
      .filter((to) => {
        const here = placeOf(file);
        const there = placeOf(to);
        if (!here || here === there) return false;
        const pastTheContract = here === "web" && there?.startsWith("server") && there !== contract;
        return !there || rankOf(there) >= rankOf(here) || pastTheContract;
      })
      .map((to) => `${file} -> ${to}`),
  );
  expect(wrong).toEqual([]);
});

test("no imports form a circle", () => {
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (file: string, path: string[]) => {
    if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(" -> "));
    else if (!done.has(file)) for (const to of imports.get(file) ?? []) visit(to, [...path, file]);
    done.add(file);
  };
  for (const file of files) visit(file, []);
  expect(circles).toEqual([]);
});

test("pure packages take nothing from outside but what the table names", () => {
  const wrong = [...specifiers].flatMap(([file, named]) => {
    const place = placeOf(file);
    const source = place && (place.startsWith("packages") ? file.startsWith(`${place}/src/`) : true);
    if (!place || !source || file.includes(".test.") || (place.startsWith("server") && place !== contract))
      return [];
    return named
      .filter((specifier) => !target(file, specifier) && !outside[place]?.test(specifier))
      .map((specifier) => `${file} -> ${specifier}`);
  });
  expect(wrong).toEqual([]);
});
