/**
 * ClinicalTrials.gov, API v2: every study that may be about cerebral palsy.
 * Source: the registry's OpenAPI description (v2.0.0) and its data API page, https://clinicaltrials.gov/data-api/api.
 */
import * as z from "zod";
import { type Ask, type Manners, politeRequests, type World } from "./polite-requests.ts";
import { SourceError } from "./source-error.ts";

export const registryUrl = "https://clinicaltrials.gov/api/v2";

/**
 * The registry's robots.txt asks for a second between requests.
 * @param userAgent who asks, with a way to reach them.
 */
export const registryManners = (userAgent: string): Manners => ({
  userAgent,
  paceMs: 1_000,
  retries: 3,
  longestWaitMs: 120_000,
  timeoutMs: 60_000,
});

/**
 * Asked one after the other, since no single one finds all: sponsors file trials under other conditions. What they
 * find too much is told apart by reading the records.
 */
export const searches = [
  { "query.cond": "cerebral palsy" },
  { "query.titles": "cerebral palsy" },
  {
    "query.term": [
      "cerebral palsy",
      "spastic diplegia",
      "spastic hemiplegia",
      "spastic quadriplegia",
      "spastic hemiparesis",
      "periventricular leukomalacia",
      "neonatal hypoxic ischemic encephalopathy",
    ]
      .map((words) => `"${words}"`)
      .join(" OR "),
  },
] as const;

export interface RegistryPage {
  /** Studies not seen on an earlier page, as they came. */
  readonly studies: readonly unknown[];
  /** The day of the registry's data, yyyy-MM-dd. */
  readonly asOf: string;
  /** Pages of this search so far and, as far as the registry says, studies in it. */
  readonly progress: { readonly search: number; readonly of: number; readonly found: number | undefined };
}

const Version = z.object({ dataTimestamp: z.string().regex(/^\d{4}-\d{2}-\d{2}/) });
const Page = z.object({
  studies: z.array(z.unknown()),
  nextPageToken: z.string().min(1).optional(),
  totalCount: z.number().int().optional(),
});
const Numbered = z.object({
  protocolSection: z.object({ identificationModule: z.object({ nctId: z.string() }) }),
});

/** Sponsors' results sections are most of a record's size and hold nothing that is asked here. */
const fields = "ProtocolSection|DerivedSection|HasResults";
const pageSize = 200;
/** A change may be posted while the pages are read, and a day be counted in another time zone. */
const overlapDays = 2;

/**
 * Walks through all searches. Studies without a readable number are passed on, so that whoever reads them can say so.
 * @param baseUrl such as `registryUrl`, without a slash at the end.
 * @throws SourceError when the registry cannot be read; pages given out before are good.
 */
export async function* cerebralPalsyStudies(
  baseUrl: string,
  world: World,
  manners: Manners,
): AsyncGenerator<RegistryPage, void, undefined> {
  const ask = politeRequests(baseUrl, world, manners);
  const dataTimestamp = async () => {
    const version = parse(Version, await ask(new URL(`${baseUrl}/version`)), baseUrl);
    return version.dataTimestamp;
  };
  const before = await dataTimestamp();
  yield* walkAll(baseUrl, ask, {}, day(before));
  const after = await dataTimestamp();
  if (after === before) return;
  // The data were refreshed on the way: what changed is asked for again.
  const since = daysBefore(day(before), overlapDays);
  const changed = { "filter.advanced": `AREA[LastUpdatePostDate]RANGE[${since},MAX]` };
  yield* walkAll(baseUrl, ask, changed, day(after));
}

async function* walkAll(
  baseUrl: string,
  ask: Ask,
  filter: Readonly<Record<string, string>>,
  asOf: string,
): AsyncGenerator<RegistryPage, void, undefined> {
  const seen = new Set<string>();
  for (const [index, search] of searches.entries()) {
    let found: number | undefined;
    for await (const page of pages(baseUrl, ask, { ...search, ...filter })) {
      found ??= page.totalCount;
      const studies = page.studies.filter((study) => isNew(study, seen));
      yield { studies, asOf, progress: { search: index + 1, of: searches.length, found } };
    }
  }
}

async function* pages(
  baseUrl: string,
  ask: Ask,
  question: Readonly<Record<string, string>>,
): AsyncGenerator<z.infer<typeof Page>, void, undefined> {
  let restarts = 0;
  for (let token: string | undefined; ; ) {
    try {
      const page = parse(Page, await ask(pageUrl(baseUrl, question, token)), baseUrl);
      yield page;
      // Its absence alone marks the last page: a page may be empty and have a successor.
      if (page.nextPageToken === undefined) return;
      token = page.nextPageToken;
    } catch (cause) {
      // A token belongs to one state of the data and can break at the daily refresh.
      const tokenBroke = token !== undefined && cause instanceof SourceError && cause.code === "refused";
      if (!tokenBroke || ++restarts > 1) throw cause;
      token = undefined;
    }
  }
}

/** All parameters but the token must stay the same from page to page. */
function pageUrl(
  baseUrl: string,
  question: Readonly<Record<string, string>>,
  token: string | undefined,
): URL {
  const url = new URL(`${baseUrl}/studies`);
  // Without a sort the order is undefined, and paging could leave studies out.
  const parameters = { ...question, fields, sort: "StudyFirstPostDate:asc", pageSize: String(pageSize) };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  if (token === undefined) url.searchParams.set("countTotal", "true");
  else url.searchParams.set("pageToken", token);
  return url;
}

function isNew(study: unknown, seen: Set<string>): boolean {
  const numbered = Numbered.safeParse(study);
  if (!numbered.success) return true;
  const { nctId } = numbered.data.protocolSection.identificationModule;
  if (seen.has(nctId)) return false;
  seen.add(nctId);
  return true;
}

function parse<Schema extends z.ZodType>(schema: Schema, json: unknown, source: string): z.infer<Schema> {
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const reason = `${issue?.path.join(".") || "answer"}: ${issue?.message}`;
  throw new SourceError("unexpected-shape", source, { reason }, { cause: parsed.error });
}

const day = (timestamp: string) => timestamp.slice(0, 10);

function daysBefore(date: string, days: number): string {
  const moved = new Date(`${date}T00:00:00Z`);
  moved.setUTCDate(moved.getUTCDate() - days);
  return moved.toISOString().slice(0, 10);
}
