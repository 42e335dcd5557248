/**
 * ClinicalTrials.gov, API v2, as far as it is asked here.
 * Source: the registry's OpenAPI description (v2.0.0) and its data API page, https://clinicaltrials.gov/data-api/api.
 */
import * as z from "zod";
import { type Manners, politeRequests, type World } from "./polite-requests.ts";
import { SourceError } from "./source-error.ts";

export const registryUrl = "https://clinicaltrials.gov/api/v2";

/**
 * The registry's robots.txt asks for a second between requests.
 * @param userAgent who asks, with a way to reach them.
 */
export const registryManners = (userAgent: string): Manners => ({
  userAgent,
  paceMs: 1_000,
  firstWaitMs: 1_000,
  retries: 3,
  longestWaitMs: 120_000,
  timeoutMs: 60_000,
});

/** A copy of the registry on this very machine is nobody's to be considerate of. */
export const ownMachineManners = (userAgent: string): Manners => ({
  ...registryManners(userAgent),
  paceMs: 0,
  firstWaitMs: 5,
});

export const scopes = ["conditions", "all"] as const;
/** What is kept up with: trials that may matter to a child with cerebral palsy, or the registry as a whole. */
export type Scope = (typeof scopes)[number];

export interface Search {
  /** Under which the store notes what the search finds. */
  readonly name: string;
  readonly query: Readonly<Record<string, string>>;
}

const anyOf = (words: readonly string[]) => words.map((one) => `"${one}"`).join(" OR ");
const cordBlood = ["cord blood", "umbilical cord blood", "placental blood"];

/**
 * Asked one after the other, since no single one finds all: sponsors file trials under other conditions. What they
 * find too much is told apart by reading the records.
 */
export const searches: Readonly<Record<Scope, readonly Search[]>> = {
  conditions: [
    { name: "condition", query: { "query.cond": "cerebral palsy" } },
    { name: "title", query: { "query.titles": "cerebral palsy" } },
    {
      name: "words",
      query: {
        "query.term": anyOf([
          "cerebral palsy",
          "spastic diplegia",
          "spastic hemiplegia",
          "spastic quadriplegia",
          "spastic hemiparesis",
          "periventricular leukomalacia",
          "neonatal hypoxic ischemic encephalopathy",
        ]),
      },
    },
    { name: "cord-blood-treatment", query: { "query.intr": anyOf(cordBlood) } },
    {
      name: "cord-blood-words",
      query: {
        "query.term": `(${anyOf(cordBlood)}) AND (${anyOf([
          "brain injury",
          "brain damage",
          "encephalopathy",
          "developmental delay",
          "developmental disability",
          "birth asphyxia",
        ])})`,
      },
    },
  ],
  all: [{ name: "all", query: {} }],
};

/** Sponsors' results sections are most of a record's size and hold nothing that is asked here. */
export const wholeRecord = ["ProtocolSection", "DerivedSection", "HasResults"];
/** What tells whether a copy is still the newest. */
export const recordState = ["NCTId", "LastUpdatePostDate", "OverallStatus"];
export const largestPage = 1_000;
/** As many numbers as fit into an address without being too long for anything on the way. */
export const mostIds = 100;

export interface PageQuestion {
  readonly query: Readonly<Record<string, string>>;
  readonly fields: readonly string[];
  /** yyyy-MM-dd: only what the registry posted an update of since. */
  readonly updatedSince?: string | undefined;
  /** May differ from page to page, as nothing else may. */
  readonly pageSize: number;
  readonly token?: string | undefined;
}

export interface RegistryPage {
  /** As they came, which may be none although there are further pages. */
  readonly studies: readonly unknown[];
  /** Its absence alone marks the last page. */
  readonly nextToken?: string;
  /** With the first page. */
  readonly total?: number;
}

export interface Registry {
  /** The moment of the registry's data, yyyy-MM-ddThh:mm:ss, in UTC. */
  dataTimestamp(): Promise<string>;
  /** @throws SourceError `field-unknown`: asking for a field the registry does not have makes it fail each time. */
  requireFields(fields: readonly string[]): Promise<void>;
  page(question: PageQuestion): Promise<RegistryPage>;
  /** Records of trials by number, at most `mostIds`; those it does not have are left out. */
  byNumber(ids: readonly string[]): Promise<readonly unknown[]>;
  /** One record, which is another trial's where the number is an alias; undefined where there is none. */
  one(id: string): Promise<unknown>;
}

const Version = z.object({ dataTimestamp: z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/) });
const Page = z.object({
  studies: z.array(z.unknown()),
  nextPageToken: z.string().min(1).optional(),
  totalCount: z.number().int().optional(),
});
const Numbered = z.object({
  protocolSection: z.object({ identificationModule: z.object({ nctId: z.string() }) }),
});
interface FieldNode {
  readonly piece?: string;
  readonly name: string;
  readonly children?: readonly FieldNode[] | undefined;
}
const FieldNode: z.ZodType<FieldNode> = z.object({
  piece: z.string().optional(),
  name: z.string(),
  get children() {
    return z.array(FieldNode).optional();
  },
}) as z.ZodType<FieldNode>;
const FieldTree = z.array(FieldNode);

/**
 * The registry behind an address. What it answers is checked for its shape, study by study for nothing: whoever reads
 * the records says what is wrong with one.
 * @param baseUrl such as `registryUrl`, without a slash at the end.
 */
export function registryAt(baseUrl: string, world: World, manners: Manners): Registry {
  const ask = politeRequests(baseUrl, world, manners);
  const url = (path: string, parameters: Readonly<Record<string, string>> = {}) => {
    const address = new URL(`${baseUrl}${path}`);
    for (const [name, value] of Object.entries(parameters)) address.searchParams.set(name, value);
    return address;
  };
  const studies = async (parameters: Readonly<Record<string, string>>): Promise<RegistryPage> => {
    const page = parse(Page, await ask(url("/studies", parameters)), baseUrl);
    return {
      studies: page.studies,
      ...(page.nextPageToken !== undefined && { nextToken: page.nextPageToken }),
      ...(page.totalCount !== undefined && { total: page.totalCount }),
    };
  };
  return {
    async dataTimestamp() {
      return parse(Version, await ask(url("/version")), baseUrl).dataTimestamp;
    },
    async requireFields(fields) {
      const tree = parse(FieldTree, await ask(url("/studies/metadata")), baseUrl);
      const known = new Set(namesIn(tree));
      const field = fields.find((name) => !known.has(name.toLowerCase()));
      if (field !== undefined) throw new SourceError("field-unknown", baseUrl, { field });
    },
    page({ query, fields, updatedSince, pageSize, token }) {
      return studies({
        ...query,
        ...(updatedSince && { "filter.advanced": `AREA[LastUpdatePostDate]RANGE[${updatedSince},MAX]` }),
        fields: fields.join("|"),
        // Without a sort the order is undefined, and paging could leave studies out.
        sort: "StudyFirstPostDate:asc",
        pageSize: String(pageSize),
        ...(token === undefined ? { countTotal: "true" } : { pageToken: token }),
      });
    },
    async byNumber(ids) {
      const fields = wholeRecord.join("|");
      const parameters = { "filter.ids": ids.join("|"), fields, pageSize: String(ids.length) };
      const found: unknown[] = [];
      let token: string | undefined;
      do {
        const page = await studies({ ...parameters, ...(token !== undefined && { pageToken: token }) });
        found.push(...page.studies);
        token = page.nextToken;
      } while (token !== undefined);
      return found;
    },
    async one(id) {
      try {
        const study = await ask(url(`/studies/${encodeURIComponent(id)}`, { fields: wholeRecord.join("|") }));
        // Anything else than a study is a fault, and no sign that the registry does not have it.
        parse(Numbered, study, baseUrl);
        return study;
      } catch (cause) {
        if (cause instanceof SourceError && cause.values.status === 404) return undefined;
        throw cause;
      }
    },
  };
}

/** Fields may be asked for by piece or by name; the registry takes the piece in any capitals it uses itself. */
function namesIn(tree: readonly FieldNode[]): string[] {
  return tree.flatMap(({ name, piece, children = [] }) => [
    name.toLowerCase(),
    ...(piece === undefined ? [] : [piece.toLowerCase()]),
    ...namesIn(children),
  ]);
}

function parse<Schema extends z.ZodType>(schema: Schema, json: unknown, source: string): z.infer<Schema> {
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const reason = `${issue?.path.join(".") || "answer"}: ${issue?.message}`;
  throw new SourceError("unexpected-shape", source, { reason }, { cause: parsed.error });
}
