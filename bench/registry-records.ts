/**
 * A registry of any size for the benchmark, made from the shared records where they are present, else from the
 * starter trials: parts of several records are mixed in each new one, sites, dates and ages are drawn like a
 * registry's, and names that exist once or rarely are added, so that the vocabulary has the long tail of a real one.
 * Nothing in it is a real trial.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { starterRecords } from "trials";

export const shared = new URL("../../shared/registry/", import.meta.url);

interface Study {
  readonly protocolSection: Record<string, Record<string, unknown> | undefined>;
}

/** Every shared record, or the starter records where there are none. */
export function sourceRecords(): { readonly from: string; readonly texts: readonly string[] } {
  if (!existsSync(shared)) {
    return { from: "the starter trials", texts: starterRecords.map(({ record }) => JSON.stringify(record)) };
  }
  const texts = readdirSync(shared)
    .filter((name) => name.startsWith("studies-"))
    .flatMap((name) =>
      gunzipSync(readFileSync(new URL(name, shared)))
        .toString()
        .split("\n"),
    )
    .filter((line) => line !== "");
  return { from: `${texts.length} shared records`, texts };
}

/** Mulberry32: small, seeded, good enough to mix texts. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const syllables =
  "ba be bo ca ce co da de di do fa fe fi ga go ka ki la le li lo lu ma me mi mo na ne ni no nu pa pe po ra re ri ro sa se si so ta te ti to va ve vi vo xa za ze zi zo".split(
    " ",
  );
const endings = ["mab", "nib", "stat", "pril", "cel", "vir", "zole", "tide", "gene", "stim"];

/** The same name for the same number: numbers near 0 are drawn often, the rest hardly ever. */
function inventedName(number: number): string {
  const random = randomFrom(number * 7919 + 13);
  const length = 2 + Math.floor(random() * 3);
  const stem = Array.from({ length }, () => syllables[Math.floor(random() * syllables.length)]).join("");
  return stem + endings[Math.floor(random() * endings.length)];
}

const statuses: readonly (readonly [string, number])[] = [
  ["COMPLETED", 0.53],
  ["UNKNOWN", 0.14],
  ["RECRUITING", 0.12],
  ["TERMINATED", 0.06],
  ["NOT_YET_RECRUITING", 0.05],
  ["ACTIVE_NOT_RECRUITING", 0.04],
  ["WITHDRAWN", 0.03],
  ["ENROLLING_BY_INVITATION", 0.02],
  ["SUSPENDED", 0.01],
];
const ages = ["18 Years", "18 Years", "18 Years", "2 Years", "6 Months", "12 Years", "40 Years", "1 Day"];
const limits = [undefined, undefined, "65 Years", "75 Years", "17 Years", "80 Years", "12 Years", "5 Years"];

/** @returns a function that writes the record with a number, always the same for the same number. */
export function recordMaker(texts: readonly string[]): (number: number) => string {
  const all = texts.map((text) => (JSON.parse(text) as Study).protocolSection);
  const having = (module: string, field: string) =>
    all.flatMap((protocol) => {
      const value = protocol[module]?.[field];
      return value === undefined || value === "" ? [] : [value];
    });
  const criteria = having("eligibilityModule", "eligibilityCriteria") as string[];
  const descriptions = having("descriptionModule", "detailedDescription") as string[];
  const outcomes = having("outcomesModule", "primaryOutcomes") as unknown[][];
  const arms = having("armsInterventionsModule", "armGroups") as unknown[][];
  const sponsors = having("sponsorCollaboratorsModule", "leadSponsor");
  const titles = having("identificationModule", "briefTitle") as string[];
  const sites = (having("contactsLocationsModule", "locations") as unknown[][]).flat();
  const designs = all.flatMap(({ designModule }) => (designModule ? [designModule] : []));
  const sentences = descriptions
    .flatMap((text) => text.split(/(?<=\.)\s+/))
    .filter(({ length }) => length > 30);

  return (number) => {
    const random = randomFrom(number + 1);
    const one = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!;
    const base = one(all);
    const invented = () => inventedName(Math.floor(200_000 * random() ** 4));
    const title = String(base.identificationModule?.briefTitle ?? one(titles));
    const other = one(titles).split(" ");
    const registryId = `NCT${String(90_000_000 - number).padStart(8, "0")}`;
    const drug = invented();
    const updated = dayBack(random() ** 1.7 * 7_300);
    // Cut and mixed to the mean length of whole records in the registry, 1,205 characters.
    const lines = [...beginning(one(criteria), 1_300), ...beginning(one(criteria), 350)];
    const more = Array.from({ length: 6 + Math.floor(random() * 14) }, () => one(sentences) ?? "");
    return JSON.stringify({
      protocolSection: {
        identificationModule: {
          nctId: registryId,
          orgStudyIdInfo: { id: `${invented().slice(0, 4).toUpperCase()}-${number}` },
          briefTitle: `${title}${random() < 0.5 ? ` With ${drug}` : ""}`.slice(0, 300),
          officialTitle: `${title}, ${other.slice(0, 2 + Math.floor(random() * 6)).join(" ")}`,
        },
        statusModule: {
          overallStatus: drawn(statuses, random()),
          startDateStruct: { date: dayBack(random() * 7_000).slice(0, random() < 0.17 ? 7 : 10) },
          lastUpdatePostDateStruct: { date: updated, type: "ACTUAL" },
        },
        sponsorCollaboratorsModule: { leadSponsor: one(sponsors) ?? { name: `${invented()} Institute` } },
        descriptionModule: {
          briefSummary: base.descriptionModule?.briefSummary ?? `${title}. ${one(sentences)}`,
          detailedDescription: [...more, `Centers use ${invented()} and ${invented()}, code ${number}.`].join(
            " ",
          ),
        },
        conditionsModule: base.conditionsModule ?? { conditions: [other.slice(-2).join(" ")] },
        designModule: { studyType: "INTERVENTIONAL", ...one(designs) },
        armsInterventionsModule: {
          ...(random() < 0.6 ? { armGroups: one(arms) } : {}),
          interventions: [
            { type: "DRUG", name: drug, description: one(sentences) ?? "" },
            ...((base.armsInterventionsModule?.interventions as unknown[]) ?? []),
          ],
        },
        outcomesModule: { primaryOutcomes: one(outcomes) ?? [] },
        eligibilityModule: {
          eligibilityCriteria: lines.join("\n"),
          sex: random() < 0.85 ? "ALL" : random() < 0.6 ? "FEMALE" : "MALE",
          minimumAge: one(ages),
          maximumAge: one(limits),
        },
        contactsLocationsModule: {
          locations: Array.from({ length: Math.floor(1 / (random() * 0.97 + 0.03) ** 0.8) }, () =>
            one(sites),
          ).filter(Boolean),
        },
      },
    });
  };
}

const beginning = (text: string, length: number) => text.slice(0, length).split("\n").slice(0, -1);

const today = Date.UTC(2026, 10, 22);
const dayBack = (days: number) => new Date(today - Math.floor(days) * 86_400_000).toISOString().slice(0, 10);

function drawn(shares: readonly (readonly [string, number])[], at: number): string {
  let left = at;
  for (const [value, share] of shares) {
    if (left < share) return value;
    left -= share;
  }
  return shares[0]![0];
}
