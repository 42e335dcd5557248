/**
 * PubMed through the E-utilities: ESearch keeps the answer on the history server, EFetch brings it in pages as XML.
 * Source: NCBI, "Entrez Programming Utilities Help" (NBK25501), chapters 2 to 4, and the PubMed DTD.
 */
import * as z from "zod";
import type { FoundPage, Question, Resume } from "./found-page.ts";
import { type Ask, type Form, type Manners, politeRequests, type World } from "./polite-requests.ts";
import { readPubmedXml } from "./pubmed-xml.ts";
import { SourceError } from "./source-error.ts";

export const pubmedUrl = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils";

/** NCBI asks for no more than three requests a second without a key, and for the name and the address of a tool. */
export const pubmedManners = (userAgent: string): Manners => ({
  userAgent,
  paceMs: 350,
  firstWaitMs: 1_000,
  retries: 4,
  longestWaitMs: 120_000,
  timeoutMs: 60_000,
});

export interface Asker {
  readonly tool: string;
  /** Where NCBI can write before it shuts a tool out; left out where nobody gave one. */
  readonly email?: string;
}

/** PubMed gives out the first 9,999 of a search and no more. */
const mostOfPubmed = 9_999;
/** What NCBI asks to send by POST begins above 200 numbers; pages stay at that size too. */
const pageSize = 200;

const Searched = z.object({
  esearchresult: z.object({
    count: z.string().regex(/^\d+$/),
    idlist: z.array(z.string().regex(/^\d+$/)),
    webenv: z.string().min(1).optional(),
    querykey: z.string().min(1).optional(),
  }),
});

/** Also with status 200: {"error": "API rate limit exceeded"}, and ESearch's own {"esearchresult": {"ERROR": ...}}. */
const Failed = z.union([
  z.object({ error: z.string() }).transform(({ error }) => error),
  z
    .object({ esearchresult: z.object({ ERROR: z.string() }) })
    .transform(({ esearchresult }) => esearchresult.ERROR),
]);

/**
 * Walks through everything that the question finds. Pages whose records are all kept already are not asked for again.
 * @throws SourceError when PubMed cannot be read; pages given out before are good.
 */
export async function* searchPubmed(
  baseUrl: string,
  question: Question,
  asker: Asker,
  { done }: Resume,
  world: World,
  manners: Manners,
): AsyncGenerator<FoundPage, void, undefined> {
  const ask = politeRequests(baseUrl, world, manners);
  const address = (tool: string, parameters: Readonly<Record<string, string>>) => {
    const url = new URL(`${baseUrl}/${tool}.fcgi`);
    const all = { db: "pubmed", ...parameters, tool: asker.tool, ...(asker.email && { email: asker.email }) };
    for (const [name, value] of Object.entries(all)) url.searchParams.set(name, value);
    return url;
  };
  let search = await esearch(ask, address, question, baseUrl);
  const kept = new Set(done);
  for (let start = 0, renewed = false; start < search.ids.length; ) {
    const ids = search.ids.slice(start, start + pageSize);
    const due = ids.filter((id) => !kept.has(id));
    if (due.length === 0) {
      start += pageSize;
      continue;
    }
    const page = {
      query_key: search.queryKey,
      WebEnv: search.webEnv,
      retstart: String(start),
      retmax: String(pageSize),
      retmode: "xml",
    };
    const answer = await ask(address("efetch", page), articles(baseUrl));
    if (answer.status === "history-lost") {
      // The history server forgets after some hours. The order may have changed, so the walk begins anew.
      if (renewed) throw new SourceError("unexpected-shape", baseUrl, { reason: answer.said });
      search = await esearch(ask, address, question, baseUrl);
      start = 0;
      renewed = true;
      continue;
    }
    const records = answer.records.filter(({ sourceId }) => !kept.has(sourceId));
    const delivered = new Set(answer.records.map(({ sourceId }) => sourceId));
    const untitled = new Set(answer.untitled);
    yield {
      records,
      refused: [
        ...due
          .filter((id) => untitled.has(id))
          .map((sourceId) => ({ sourceId, because: "no-title" as const })),
        ...due
          .filter((id) => !delivered.has(id) && !untitled.has(id))
          .map((sourceId) => ({ sourceId, because: "not-delivered" as const })),
      ],
      found: search.count,
      mark: undefined,
    };
    for (const id of ids) kept.add(id);
    start += pageSize;
    renewed = false;
  }
}

interface Search {
  readonly count: number;
  readonly ids: readonly string[];
  readonly webEnv: string;
  readonly queryKey: string;
}

async function esearch(
  ask: Ask,
  address: (tool: string, parameters: Readonly<Record<string, string>>) => URL,
  { query, since }: Question,
  source: string,
): Promise<Search> {
  const dates = since && { datetype: "edat", mindate: since.replaceAll("-", "/"), maxdate: "3000" };
  const url = address("esearch", {
    term: query,
    usehistory: "y",
    retmode: "json",
    retmax: String(mostOfPubmed),
    ...dates,
  });
  const answer = await ask(url, searched(source));
  const parsed = Searched.safeParse(answer);
  if (!parsed.success) throw shapeError(source, parsed.error);
  const { count, idlist, webenv = "", querykey = "" } = parsed.data.esearchresult;
  if (Number(count) > mostOfPubmed) {
    throw new SourceError("too-many", source, { found: Number(count), most: mostOfPubmed });
  }
  if (idlist.length < Number(count)) {
    throw new SourceError("incomplete", source, { found: Number(count), got: idlist.length });
  }
  if (idlist.length > 0 && (webenv === "" || querykey === "")) {
    throw new SourceError("unexpected-shape", source, { reason: "esearchresult.webenv: missing" });
  }
  return { count: Number(count), ids: idlist, webEnv: webenv, queryKey: querykey };
}

const searched = (source: string): Form<unknown> => ({
  accept: "application/json",
  read(text) {
    // PubMed has sent line feeds inside of strings, in error texts.
    const answer: unknown = JSON.parse(text.replaceAll(/[\n\r\t]/g, " "));
    const failed = Failed.safeParse(answer);
    if (failed.success) throw said(source, failed.data);
    return answer;
  },
});

/** A source's own words for what failed: too many requests are told apart, for one has to wait for those. */
function said(source: string, words: string): SourceError {
  if (/rate limit/i.test(words)) return new SourceError("rate-limited", source, { seconds: 0 });
  return new SourceError("failed-to-answer", source, { answer: words.slice(0, 300) });
}

type Fetched =
  | ({ readonly status: "read" } & ReturnType<typeof readPubmedXml>)
  | { readonly status: "history-lost"; readonly said: string };

const articles = (source: string): Form<Fetched> => ({
  accept: "application/xml, text/xml",
  read(text) {
    if (text.trimStart().startsWith("{")) {
      const failed = Failed.safeParse(JSON.parse(text));
      if (failed.success) throw said(source, failed.data);
    }
    const read = readPubmedXml(text);
    if (read.error === undefined) return { status: "read", ...read };
    // "Unable to obtain query #1" and the like: the search is not there any more.
    if (/query|history|WebEnv/i.test(read.error)) return { status: "history-lost", said: read.error };
    throw said(source, read.error);
  },
});

function shapeError(source: string, error: z.ZodError): SourceError {
  const [issue] = error.issues;
  const reason = `${issue?.path.join(".") || "answer"}: ${issue?.message}`;
  return new SourceError("unexpected-shape", source, { reason }, { cause: error });
}
