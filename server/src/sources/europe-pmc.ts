/**
 * Europe PMC's search, which also has preprints and what PubMed does not take in.
 * Source: its RESTful web service reference, https://europepmc.org/RestfulWebService (search, cursorMark, resultType).
 */
import { readDoi, readPmcid, readPmid, registryNumbersIn } from "screening";
import * as z from "zod";
import type { FoundPage, Question, Resume } from "./found-page.ts";
import { type Form, type Manners, politeRequests, type World } from "./polite-requests.ts";
import { SourceError } from "./source-error.ts";

export const europePmcUrl = "https://www.ebi.ac.uk/europepmc/webservices/rest";

/** No figure is published; one request a second is what other public services ask for. */
export const europePmcManners = (userAgent: string): Manners => ({
  userAgent,
  paceMs: 1_000,
  firstWaitMs: 1_000,
  retries: 4,
  longestWaitMs: 120_000,
  timeoutMs: 60_000,
});

const pageSize = 100;
const first = "*";

const text = z.string().optional();
const Result = z.object({
  id: z.string(),
  source: z.string(),
  title: text,
  abstractText: text,
  authorString: text,
  pubYear: text,
  doi: text,
  pmid: text,
  pmcid: text,
  journalTitle: text,
  journalInfo: z.object({ journal: z.object({ title: text }).optional() }).optional(),
  pubTypeList: z.object({ pubType: z.array(z.string()) }).optional(),
});
const Page = z.object({
  hitCount: z.number().int().nonnegative(),
  nextCursorMark: z.string().min(1).optional(),
  resultList: z.object({ result: z.array(z.unknown()) }),
});
/** With status 200, too. */
const Failed = z.object({ errCode: z.union([z.number(), z.string()]).optional(), errMsg: z.string() });

/**
 * Walks through everything that the question finds, from where it was broken off.
 * @throws SourceError when Europe PMC cannot be read, or gives out fewer records than it says it has.
 */
export async function* searchEuropePmc(
  baseUrl: string,
  question: Question,
  { mark, done }: Resume,
  world: World,
  manners: Manners,
): AsyncGenerator<FoundPage, void, undefined> {
  const ask = politeRequests(baseUrl, world, manners);
  const seen = new Set(done);
  let cursor = mark ?? first;
  let restarted = false;
  for (;;) {
    let page: z.infer<typeof Page>;
    try {
      page = await ask(pageUrl(baseUrl, question, cursor), pages(baseUrl));
    } catch (cause) {
      // A cursor from before a restart of the search engine may be unknown; what is kept is not given out twice.
      const cursorBroke =
        cause instanceof SourceError && ["refused", "failed-to-answer"].includes(cause.code);
      if (!cursorBroke || cursor === first || restarted) throw cause;
      cursor = first;
      restarted = true;
      continue;
    }
    const { records, refused } = read(page.resultList.result, baseUrl);
    const fresh = records.filter(({ sourceId }) => !seen.has(sourceId));
    for (const { sourceId } of [...records, ...refused]) seen.add(sourceId);
    const next = page.nextCursorMark;
    const last = next === undefined || next === cursor || page.resultList.result.length === 0;
    if (fresh.length > 0 || refused.length > 0 || last) {
      yield { records: fresh, refused, found: page.hitCount, mark: last ? cursor : next };
    }
    if (last) {
      if (seen.size >= page.hitCount) return;
      // The mark leads past what was left out, so the next search begins at the beginning.
      throw new SourceError("incomplete", baseUrl, { found: page.hitCount, got: seen.size });
    }
    cursor = next;
  }
}

function pageUrl(baseUrl: string, { query, since }: Question, cursor: string): URL {
  const url = new URL(`${baseUrl}/search`);
  const all = {
    query: since ? `(${query}) AND (FIRST_IDATE:[${since} TO 3000-12-31])` : query,
    format: "json",
    resultType: "core",
    pageSize: String(pageSize),
    cursorMark: cursor,
  };
  for (const [name, value] of Object.entries(all)) url.searchParams.set(name, value);
  return url;
}

const pages = (source: string): Form<z.infer<typeof Page>> => ({
  accept: "application/json",
  read(answer) {
    const json: unknown = JSON.parse(answer);
    const failed = Failed.safeParse(json);
    if (failed.success) {
      throw new SourceError("failed-to-answer", source, { answer: failed.data.errMsg.slice(0, 300) });
    }
    const parsed = Page.safeParse(json);
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    const reason = `${issue?.path.join(".") || "answer"}: ${issue?.message}`;
    throw new SourceError("unexpected-shape", source, { reason }, { cause: parsed.error });
  },
});

function read(results: readonly unknown[], source: string): Pick<FoundPage, "records" | "refused"> {
  const all = results.map((result, index) => {
    const parsed = Result.safeParse(result);
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    const reason = `resultList.result.${index}.${issue?.path.join(".")}: ${issue?.message}`;
    throw new SourceError("unexpected-shape", source, { reason }, { cause: parsed.error });
  });
  const titled = (result: z.infer<typeof Result>) => plain(result.title) !== "";
  return {
    records: all.filter(titled).map(foundRecord),
    refused: all
      .filter((result) => !titled(result))
      .map((result) => ({ sourceId: sourceIdOf(result), because: "no-title" as const })),
  };
}

const sourceIdOf = ({ source, id }: z.infer<typeof Result>) => `${source}/${id}`;

function foundRecord(result: z.infer<typeof Result>): FoundPage["records"][number] {
  const doi = readDoi(result.doi);
  const pmid = readPmid(result.pmid);
  const pmcid = readPmcid(result.pmcid);
  const abstract = plain(result.abstractText);
  const author = result.authorString?.split(",")[0]?.replace(/\.$/, "").trim();
  const journal = result.journalInfo?.journal?.title ?? result.journalTitle;
  const year = /^\d{4}$/.exec(result.pubYear ?? "")?.[0];
  return {
    source: "europe-pmc",
    sourceId: sourceIdOf(result),
    title: plain(result.title),
    abstract,
    registry: registryNumbersIn(abstract),
    kinds: result.pubTypeList?.pubType ?? [],
    ...(doi !== undefined && { doi }),
    ...(pmid !== undefined && { pmid }),
    ...(pmcid !== undefined && { pmcid }),
    ...(author && { firstAuthor: author }),
    ...(journal && { journal }),
    ...(year !== undefined && { year: Number(year) }),
  };
}

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** Titles and abstracts come with tags of HTML; headings become words before a colon. */
function plain(html: string | undefined): string {
  return (html ?? "")
    .replace(/<h4>(.*?)<\/h4>/g, " $1: ")
    .replace(/<\/?[a-z][^<>]*>/gi, "")
    .replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => entities[name]!)
    .replaceAll(/\s+/g, " ")
    .trim();
}
