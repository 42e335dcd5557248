/**
 * PubMed and Europe PMC of the tests' own on a loopback port: the contracts of ESearch, EFetch and Europe PMC's search
 * as far as they are documented, with made-up records, and with the faults they are told to have.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

/** One answer that is not the right one. */
export type Fault =
  | { readonly status: number; readonly body?: string; readonly headers?: Readonly<Record<string, string>> }
  | "page of HTML"
  | "half an answer"
  | "hang up"
  | "empty page"
  | "history lost"
  /** Says nothing until the server is stopped. */
  | "silence";

export interface Paper {
  readonly pmid: string;
  readonly title: string;
  readonly abstract?: string;
  readonly doi?: string;
  readonly pmcid?: string;
  readonly year?: number;
  readonly nct?: string;
  readonly author?: string;
}

export interface Asked {
  readonly tool: "esearch" | "efetch" | "search";
  readonly parameters: Readonly<Record<string, string>>;
  readonly userAgent: string | undefined;
}

export interface TestLiterature {
  readonly pubmedUrl: string;
  readonly europePmcUrl: string;
  readonly asked: readonly Asked[];
  papers: readonly Paper[];
  /** By the tool and the number of the request to it, from 1, as in "efetch 2". */
  readonly faults: Map<string, Fault>;
  /** Most records in an answer, to get several pages from few papers. */
  pageSize: number;
  stop(): Promise<void>;
}

const known: Readonly<Record<Asked["tool"], readonly string[]>> = {
  esearch: [
    ...["db", "term", "usehistory", "retmode", "retmax", "datetype", "mindate", "maxdate", "tool", "email"],
  ],
  efetch: ["db", "query_key", "WebEnv", "retstart", "retmax", "retmode", "tool", "email"],
  search: ["query", "format", "resultType", "pageSize", "cursorMark"],
};

/** Titles that are told apart by their words, for the same ones would be joined. */
const subjects = [
  "gait",
  "sleep",
  "feeding",
  "speech",
  "vision",
  "hearing",
  "posture",
  "balance",
  "grip",
  "pain",
];
export const paper = (number: number, more: Partial<Paper> = {}): Paper => ({
  pmid: String(30_000_000 + number),
  title: `${subjects[number % 10]} and ${subjects[Math.floor(number / 10) % 10]} of children in cohort ${number}`,
  abstract: `Made-up abstract number ${number} about ${subjects[number % 10]}.`,
  doi: `10.5555/made-up.${number}`,
  year: 2020,
  ...more,
});

export async function startLiterature(): Promise<TestLiterature> {
  const asked: Asked[] = [];
  const counts = new Map<string, number>();
  const literature = { papers: [] as readonly Paper[], faults: new Map<string, Fault>(), pageSize: 2 };
  let histories = 0;

  function answer(request: IncomingMessage, response: ServerResponse) {
    const url = new URL(request.url ?? "/", "http://literature");
    const parameters = Object.fromEntries(url.searchParams);
    const tool = (
      {
        "/eutils/esearch.fcgi": "esearch",
        "/eutils/efetch.fcgi": "efetch",
        "/rest/search": "search",
      } as const
    )[url.pathname];
    if (!tool) return response.writeHead(404).end("not found");
    asked.push({ tool, parameters, userAgent: request.headers["user-agent"] });
    const count = (counts.get(tool) ?? 0) + 1;
    counts.set(tool, count);
    const fault = literature.faults.get(`${tool} ${count}`);
    if (fault === "silence") return undefined;
    if (fault === "hang up") return request.socket.destroy();
    if (fault === "page of HTML") {
      return response.setHeader("content-type", "text/html").end("<!doctype html><title>Moment</title>");
    }
    if (typeof fault === "object") {
      return response.writeHead(fault.status, fault.headers ?? {}).end(fault.body ?? "");
    }
    const unknown = Object.keys(parameters).find((name) => !known[tool].includes(name));
    if (unknown) return response.writeHead(400).end(`unknown parameter ${unknown}`);
    const text = { esearch, efetch, search }[tool](parameters, fault);
    response.end(fault === "half an answer" ? text.slice(0, text.length * 0.6) : text);
    return undefined;
  }

  function esearch(): string {
    const ids = literature.papers.map(({ pmid }) => pmid);
    return JSON.stringify({
      header: { type: "esearch", version: "0.3" },
      esearchresult: {
        count: String(ids.length),
        retmax: String(ids.length),
        retstart: "0",
        querykey: "1",
        webenv: `MCID_${++histories}`,
        idlist: ids,
        querytranslation: "as asked",
      },
    });
  }

  function efetch(parameters: Readonly<Record<string, string>>, fault: Fault | undefined): string {
    const head = '<?xml version="1.0" ?>\n';
    if (fault === "history lost" || parameters.WebEnv !== `MCID_${histories}`) {
      return `${head}<eFetchResult><ERROR>Unable to obtain query #1</ERROR></eFetchResult>`;
    }
    const start = Number(parameters.retstart);
    const page = literature.papers.slice(start, start + Number(parameters.retmax));
    const articles = fault === "empty page" ? "" : page.map(articleXml).join("\n");
    return `${head}<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2025//EN" "https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd">\n<PubmedArticleSet>\n${articles}\n</PubmedArticleSet>`;
  }

  function search(parameters: Readonly<Record<string, string>>, fault: Fault | undefined): string {
    const { cursorMark = "*" } = parameters;
    const start = cursorMark === "*" ? 0 : Number(/^Ao(\d+)$/.exec(cursorMark)?.[1] ?? Number.NaN);
    if (Number.isNaN(start)) return JSON.stringify({ errCode: 400, errMsg: "Unable to parse cursorMark" });
    const end = Math.min(literature.papers.length, start + literature.pageSize);
    const empty = fault === "empty page" || end === start;
    return JSON.stringify({
      version: "6.9",
      hitCount: literature.papers.length,
      // At the end the mark stays what it was.
      nextCursorMark: empty ? cursorMark : `Ao${end}`,
      resultList: { result: empty ? [] : literature.papers.slice(start, end).map(epmcResult) },
    });
  }

  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("the test literature has no port");
  const origin = `http://127.0.0.1:${address.port}`;
  return Object.assign(literature, {
    pubmedUrl: `${origin}/eutils`,
    europePmcUrl: `${origin}/rest`,
    asked,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}

const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

function articleXml({ pmid, title, abstract, doi, pmcid, year = 2020, nct, author = "Doe" }: Paper): string {
  return `<PubmedArticle><MedlineCitation Status="MEDLINE" Owner="NLM"><PMID Version="1">${pmid}</PMID>
<Article PubModel="Print"><Journal><JournalIssue CitedMedium="Print"><PubDate><Year>${year}</Year></PubDate></JournalIssue><Title>Journal of Made-up Results</Title></Journal>
<ArticleTitle>${escaped(title)}</ArticleTitle>
${abstract ? `<Abstract><AbstractText Label="BACKGROUND">${escaped(abstract)}</AbstractText></Abstract>` : ""}
<AuthorList><Author><LastName>${author}</LastName><Initials>J</Initials></Author></AuthorList>
${nct ? `<DataBankList><DataBank><DataBankName>ClinicalTrials.gov</DataBankName><AccessionNumberList><AccessionNumber>${nct}</AccessionNumber></AccessionNumberList></DataBank></DataBankList>` : ""}
<PublicationTypeList><PublicationType UI="D016428">Journal Article</PublicationType></PublicationTypeList></Article></MedlineCitation>
<PubmedData><ArticleIdList><ArticleId IdType="pubmed">${pmid}</ArticleId>${doi ? `<ArticleId IdType="doi">${doi}</ArticleId>` : ""}${pmcid ? `<ArticleId IdType="pmc">${pmcid}</ArticleId>` : ""}</ArticleIdList>
<ReferenceList><Reference><ArticleIdList><ArticleId IdType="doi">10.5555/somebody.else</ArticleId></ArticleIdList></Reference></ReferenceList></PubmedData></PubmedArticle>`;
}

const epmcResult = ({ pmid, title, abstract, doi, pmcid, year = 2020, author = "Doe" }: Paper) => ({
  id: pmid,
  source: "MED",
  pmid,
  title: `${title}.`,
  authorString: `${author} J, Roe R.`,
  pubYear: String(year),
  ...(abstract && { abstractText: `<h4>Background</h4>${abstract}` }),
  ...(doi && { doi }),
  ...(pmcid && { pmcid }),
  journalInfo: { journal: { title: "Journal of Made-up Results" } },
  pubTypeList: { pubType: ["journal article"] },
});
