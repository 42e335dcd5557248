/** Every page there is, for the journeys that read or measure all of them. `pages.test.ts` tells when one is missing. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { dataSet } from "evidence";
import { root } from "./site.ts";

export const filesIn = (folder: string, ending: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => file.endsWith(ending));

/** What was built, but for other locales, whose pages are the same. */
export const builtPages = (): string[] =>
  filesIn("web/dist-test/client", "index.html")
    .filter((file) => !file.startsWith("en-xb/"))
    .map((file) => `/${file.slice(0, -"index.html".length)}`);

/** The child's form, step by step. */
const childSteps = [
  "/child/",
  "/child/#moving",
  "/child/#body",
  "/child/#unit",
  "/child/#check",
  "/child/#more",
] as const;

const onDemandPages = [
  "/trials/NCT05423171/",
  "/trials/search/",
  "/trials/search/?words=cord+blood&country=US",
] as const;

/** Looked at by axe, at 320 px, for what is pressed, and for the catalogue; one of each kind made from records. */
export const measuredPages = [
  "/",
  ...childSteps,
  "/summary/",
  "/trials/",
  "/evidence/",
  "/evidence/map/",
  "/evidence/studies/",
  "/evidence/harms/",
  "/evidence/pairs/",
  "/evidence/funding/",
  "/evidence/download/",
  "/evidence/studies/sun-2017-autologous/",
  "/evidence/studies/duke-eap/",
  "/evidence/studies/cha-nct01639404/",
  "/evidence/changes/",
  "/evidence/search/",
  "/evidence/screening/",
  "/claims/",
  "/claims/six-to-fifteen/",
  "/methods/",
  ...onDemandPages,
  "/about/",
] as const;

const data = dataSet();

/** Read at grade 7 and SMOG 8, and held to the rules about numbers. */
export const familyPages: readonly string[] = [
  "/",
  ...childSteps,
  "/summary/",
  "/about/",
  "/trials/",
  ...onDemandPages,
  "/evidence/",
  "/evidence/harms/",
  "/evidence/pairs/",
  "/evidence/map/",
  "/evidence/funding/",
  "/evidence/search/",
  "/claims/",
  ...data.claims.map(({ id }) => `/claims/${id}/`),
];

/** Held to the rules about numbers, and not to a reading level. */
export const exemptPages: readonly { readonly path: string; readonly because: string }[] = [
  { path: "/methods/", because: "for methodologists" },
  { path: "/evidence/changes/", because: "a log of versions, for those who look one up" },
  { path: "/evidence/download/", because: "for those who work with data" },
  { path: "/evidence/screening/", because: "for those who screen studies" },
  { path: "/evidence/studies/", because: "a list of studies by their names" },
  ...data.studies.map(({ id }) => ({ path: `/evidence/studies/${id}/`, because: "the record of a study" })),
];
