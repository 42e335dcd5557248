/** Every page there is, for the journeys that read or measure all of them. `pages.test.ts` tells when one is missing. */
import { dataSet } from "evidence";

/** Looked at by axe, at 320 px, for what is pressed, and for the catalogue; one of each kind made from records. */
export const measuredPages = [
  "/",
  "/child/",
  "/child/#moving",
  "/child/#body",
  "/child/#unit",
  "/child/#check",
  "/child/#more",
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
  "/trials/NCT05423171/",
  "/trials/search/?words=cord+blood&country=US",
  "/about/",
] as const;

const data = dataSet();

/** Read at grade 7 and SMOG 8, and held to the rules about numbers. */
export const familyPages: readonly string[] = [
  "/",
  "/child/",
  "/child/#moving",
  "/child/#body",
  "/child/#unit",
  "/child/#check",
  "/child/#more",
  "/summary/",
  "/about/",
  "/trials/",
  "/trials/NCT05423171/",
  "/trials/search/?words=cord+blood&country=US",
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
