/**
 * Search over all trials.
 *
 * One index holds words and filters, so that both are intersected before a row is read. Common words would still match
 * a fifth of a registry, and ranking a fifth of a registry takes seconds; so no more than `mostRanked` trials are ever
 * ranked. Where more match, they are the newest ones that match, and the newest ones that have the words in their
 * title, conditions or interventions: counts tell beforehand how many days or months that takes. The answer then says
 * "more than".
 */
import { type Kysely, type RawBuilder, sql } from "kysely";
import {
  type Alternative,
  type FacetCount,
  longTexts,
  readSearchQuery,
  type SearchQuery,
  type Snippet,
  type TrialCard,
  type TrialHit,
  type TrialSearch,
  type TrialSearchPage,
} from "trials";
import type { Database } from "./database.ts";
import { lexemesOf } from "./lexemes.ts";
import { prepared } from "./prepared.ts";
import { marksIn, placed, type Sought, snippetOf, sought, wordsToKnow } from "./search-marked.ts";
import { kilometresOfDegree, markKinds, marksAsked, wordKinds } from "./search-marks.ts";
import {
  byChance,
  type Counts,
  countsFor,
  countsVersion,
  either,
  forgetCounts,
  inUsualForms,
  newestMarks,
  type Share,
  shareOfPhrase,
  shareOfTerm,
  together,
} from "./search-plan.ts";
import {
  allOf,
  anyOf,
  groupsOf,
  isOneLexeme,
  quoted,
  type Scope,
  type Term,
  termOf,
  termText,
} from "./search-terms.ts";
import { recordJson } from "./trial-search-rows.ts";

/** Results that are ranked, and so as far as anybody can page. */
const mostRanked = 500;
/** Among as many of the newest, and those that have the words in their titles, one page of good ones will be. */
const enoughRanked = 100;
/** With fewer trials that have all of three or more words, those that lack one of them are added. */
const fewMatches = 10;
const facetLetters = sql.lit(
  `{${(["status", "phase", "country", "studyType"] as const).map((kind) => markKinds[kind].charCodeAt(0)).join()}}`,
);

export async function searchTrials(db: Kysely<Database>, search: TrialSearch): Promise<TrialSearchPage> {
  const pageSize = Math.min(Math.max(1, Math.trunc(search.pageSize) || 1), 100);
  const lastPage = Math.ceil(mostRanked / pageSize);
  const page = Math.min(Math.max(1, Math.trunc(search.page) || 1), lastPage);
  const asked = { ...search, page, pageSize };
  let question = await questionOf(db, asked);
  let answer = await answered(db, question, asked);
  if (answer.version !== question.counts.version) {
    forgetCounts(db);
    question = await questionOf(db, asked);
    answer = await answered(db, question, asked);
  }
  const count = answer.found > mostRanked ? mostRanked : answer.found;
  const isExact = answer.found <= mostRanked && answer.isComplete;
  return {
    total: { count, isExact },
    matching: answer.matching,
    hits: await hitsOf(db, question, answer.hits),
    facets: {
      countedTrials: count,
      statuses: facet(answer.marks, "status"),
      phases: facet(answer.marks, "phase"),
      countries: facet(answer.marks, "country"),
      studyTypes: facet(answer.marks, "studyType"),
    },
    page,
    pageSize,
    lastPage: Math.max(1, Math.ceil(count / pageSize)),
    ignoredWords: question.ignored,
  };
}

interface Question {
  /** Words that a trial should have, anywhere. */
  readonly required: readonly Term[];
  /** Words that it must have in its conditions or interventions. */
  readonly scoped: readonly Term[];
  readonly excluded: readonly Term[];
  readonly ignored: readonly string[];
  readonly marks: readonly (readonly string[])[];
  readonly counts: Counts;
}

async function questionOf(db: Kysely<Database>, search: TrialSearch): Promise<Question> {
  const typed: readonly (readonly [SearchQuery, Scope])[] = [
    [readSearchQuery(search.words ?? ""), ""],
    [readSearchQuery(search.condition ?? ""), "AB"],
    [readSearchQuery(search.intervention ?? ""), "AC"],
  ];
  const lexemes = await lexemesOf(
    db,
    typed.flatMap(([{ required, excluded }]) =>
      [...required, ...excluded]
        .flat()
        .flatMap(({ words, token, group }) => [
          ...words,
          ...(token ? [token] : []),
          ...(group ? [group] : []),
        ]),
    ),
  );
  const ignored = typed.flatMap((query) => query[0].ignored);
  const terms = (which: "required" | "excluded") =>
    typed.flatMap(([query, scope]) =>
      query[which].flatMap((concept) => {
        const term = termOf(concept, lexemes, scope);
        if (term === undefined) ignored.push(asTyped(concept));
        return term ?? [];
      }),
    );
  const required = terms("required");
  const marks = marksAsked(search);
  return {
    required: required.filter(({ scope }) => scope === ""),
    scoped: required.filter(({ scope }) => scope !== ""),
    excluded: terms("excluded"),
    ignored,
    marks,
    counts: await countsFor(db, required, marks),
  };
}

const asTyped = (concept: readonly Alternative[]) =>
  concept
    .filter(({ isSynonym }) => !isSynonym)
    .map(({ words }) => words.join(" "))
    .join(" ");

interface Answer {
  readonly hits: readonly FoundRow[];
  /** As many as were found, at most one more than are ranked. */
  readonly found: number;
  readonly isComplete: boolean;
  readonly marks: Readonly<Record<string, number>>;
  /** Of the counts there are by now. */
  readonly version: string;
  readonly matching: "all" | "some";
}

interface FoundRow {
  readonly registry_id: string;
  readonly card: TrialCard;
  readonly nearest: NearestSite | null;
}

interface NearestSite {
  readonly name: string | null;
  readonly city: string | null;
  readonly country_name: string | null;
  readonly country_code: string | null;
  readonly status: string | null;
  readonly latitude: number;
  readonly longitude: number;
  readonly kilometres: number;
}

async function answered(db: Kysely<Database>, question: Question, search: TrialSearch): Promise<Answer> {
  const { required, scoped, marks, counts } = question;
  const shares = required.map((term) => shareOfTerm(term, counts));
  const inHead = scoped
    .map((term) => shareOfTerm(term, counts).head)
    .map((head): Share => ({ head, body: head }));
  const marked = marks
    .map((list) => either(list.map((one) => counts.of.get(one) ?? { head: 0, body: 0 })).body)
    .map((body): Share => ({ head: body, body }));
  const asked = (wanted: Asked["wanted"], share: Share, favoured?: string) =>
    widening(db, question, { search, wanted, favoured }, byChance([together([share, ...inHead]), ...marked]));

  const all = await asked(allOf, together(shares));
  const isEnough = required.length < 3 ? all.found > 0 : all.found >= fewMatches;
  if (isEnough || required.length < 2) return { ...all, matching: "all" };
  const leavingOut = <Item>(items: readonly Item[]) =>
    items.map((_, left) => items.filter((_, at) => at !== left));
  const most = await asked(
    (terms) =>
      leavingOut(terms)
        .map((rest) => `(${allOf(rest)})`)
        .join(" | "),
    either(leavingOut(shares).map(together)),
    allOf(required),
  );
  if (most.found > all.found) return { ...most, matching: "some" };
  if (all.found > 0) return { ...all, matching: "all" };
  const any = await asked((terms) => terms.map(termText).join(" | "), either(shares), allOf(required));
  return { ...any, matching: "some" };
}

interface Asked {
  readonly search: TrialSearch;
  /** The text search query for the required terms; empty where there are none. */
  wanted(terms: readonly Term[]): string;
  /** Trials that match this one, if given, count for more. */
  readonly favoured: string | undefined;
}

/** Asks for as many of the newest months as should do, and for more when the counts promised too much. */
async function widening(
  db: Kysely<Database>,
  question: Question,
  asked: Asked,
  share: Share,
): Promise<Omit<Answer, "matching">> {
  const { trials } = question.counts;
  // Where enough trials have the words in their titles, the best of all are among them, and the long texts, which
  // hold most of the index, need not be asked.
  if (!isByDate(question, asked.search) && question.required.length > 0 && share.body * trials > mostRanked) {
    const head = newestMarks(question.counts, share.head, mostRanked);
    const answer =
      share.head * trials < enoughRanked ? undefined : await ranked(db, question, asked, { head });
    if (answer && answer.found >= enoughRanked) return { ...answer, isComplete: false };
  }
  for (let factor = 1; ; factor *= 6) {
    const body = newestMarks(question.counts, share.body, mostRanked * factor);
    const head = body && newestMarks(question.counts, share.head, mostRanked * factor);
    const answer = await ranked(db, question, asked, { body, head });
    if (body === undefined || answer.found >= enoughRanked)
      return { ...answer, isComplete: body === undefined };
  }
}

/** Marks of the days, months or years to look in, undefined for all there are; without `body` the titles and the like alone. */
interface Newest {
  readonly body?: readonly string[] | undefined;
  readonly head: readonly string[] | undefined;
}

const isByDate = ({ required, scoped }: Question, { sort }: TrialSearch) =>
  sort === "newest" || required.length + scoped.length === 0;

async function ranked(
  db: Kysely<Database>,
  question: Question,
  { search, wanted, favoured }: Asked,
  newest: Newest,
): Promise<Omit<Answer, "matching" | "isComplete">> {
  const byDate = isByDate(question, search);
  const { required, counts } = question;
  const usual = required.map((term) => inUsualForms(term, counts));
  const isHeadOnly = !("body" in newest);
  const candidates = (column: "head" | "body", months: readonly string[] | undefined, most: number) => sql`
    select registry_id, head, marks, updated, card, nearest
    from trial_search ${near(search)}
    where ${sql.join(conditions(question, search, column, wanted(months ? usual : required), months), sql` and `)}
    order by updated collate "C" desc, registry_id collate "C" limit ${sql.lit(most)}`;
  const offset = (search.page - 1) * search.pageSize;
  const order = byDate
    ? sql`updated collate "C" desc, registry_id collate "C"`
    : sql`${score(question)} ${
        favoured === undefined
          ? sql``
          : sql`+ case when registry_id in (select registry_id from favoured) then ${sql.lit(allWordsCount)} else 0 end`
      } desc, updated collate "C" desc, registry_id collate "C"`;
  const { rows } = await sql<Omit<Answer, "hits" | "isComplete" | "matching"> & { hits: FoundRow[] | null }>`
    ${prepared} with ${
      favoured === undefined
        ? sql``
        : sql`favoured as materialized (select registry_id from trial_search where body @@ ${favoured}::tsquery limit 100),`
    } counted as materialized (${isHeadOnly ? candidates("head", newest.head, mostRanked) : candidates("body", newest.body, mostRanked + 1)}),
    candidate as (
      select * from counted
      ${
        !byDate && !isHeadOnly && required.length > 0
          ? sql`union all select * from (${candidates("head", newest.head, mostRanked)}) as titled
        -- Not "exists": that would be joined by the planner, which expects few rows of such searches and gets hundreds.
        where registry_id not in (select registry_id from counted) ${
          // Those with the words in their titles are among all there are.
          newest.body === undefined ? sql`and (select count(*) from counted) > ${sql.lit(mostRanked)}` : sql``
        }`
          : sql``
      }
    ),
    paged as (
      select registry_id, card, nearest, row_number() over () as place
      from (select * from candidate order by ${order} limit ${search.pageSize} offset ${offset}) as page
    )
    select (select count(*)::integer from counted) as found, ${countsVersion} as version,
      (select coalesce(json_object_agg(mark, count), '{}') from (
        select mark, count(*) from (select unnest(marks) as mark from counted) as each where ascii(mark) = any(${facetLetters}::integer[]) group by mark
      ) as facet) as marks,
      (select json_agg(json_build_object('registry_id', registry_id, 'card', card::json, 'nearest', nearest) order by place)
        from paged) as hits`.execute(db);
  return { ...rows[0]!, hits: rows[0]!.hits ?? [] };
}

/** A value that the planner does not see, so that one plan serves every search of a form. It has no better one for any. */
const unseen = (value: unknown, type: "tsquery" | "text[]") => sql`(select ${value}::${sql.raw(type)})`;

/** Whether marks stand among the words of the body. */
const areWords = (marks: readonly string[]) => marks.every((mark) => wordKinds.includes(mark[0]!));

function conditions(
  { scoped, excluded, marks }: Question,
  { ageMonths }: TrialSearch,
  column: "head" | "body",
  wanted: string,
  months: readonly string[] | undefined,
): RawBuilder<unknown>[] {
  // In the query itself, for the index knows what is absent without looking into the text.
  const words = [
    ...(wanted === "" ? [] : [`(${wanted})`]),
    ...excluded.filter(({ scope }) => scope === "").map((term) => `!${termText(term)}`),
  ];
  const [few, long] = [marks.filter(areWords), marks.filter((list) => !areWords(list))];
  const filters = few.map((list) => `(${list.map(quoted).join(" | ")})`);
  const of = (column: "head" | "body", parts: readonly string[]) =>
    parts.length === 0 ? [] : [sql`${sql.ref(column)} @@ ${unseen(parts.join(" & "), "tsquery")}`];
  return [
    ...(column === "body"
      ? of("body", [...words, ...filters])
      : [...of("head", words), ...of("body", filters)]),
    ...[...long, ...(months ? [months] : [])].map((list) => sql`marks && ${unseen(list, "text[]")}`),
    // Where a word stands is not in the index, so that a condition on it has each row checked against all of the
    // search, its long vector too. The index is asked for the word alone, and its place is looked at beside that.
    ...scoped.flatMap((term) => [
      sql`head @@ ${unseen(termText({ ...term, scope: "" }), "tsquery")}`,
      sql`(head @@ ${termText(term)}::tsquery) is true`,
    ]),
    ...excluded
      .filter(({ scope }) => scope !== "")
      .map((term) => sql`(head @@ ${`!${termText(term)}`}::tsquery) is true`),
    ...(ageMonths === undefined
      ? []
      : [
          sql`coalesce(minimum_months, 0) <= ${ageMonths}`,
          sql`coalesce(maximum_months, 100000) >= ${ageMonths}`,
        ]),
    sql`true`,
  ];
}

/** The nearest site within the distance; trials without one drop out. */
function near({ near }: TrialSearch): RawBuilder<unknown> {
  if (near === undefined) return sql`cross join (select null::json as nearest) as anywhere`;
  const { latitude, longitude, kilometres } = near;
  const halfHeight = kilometres / kilometresOfDegree + 0.01;
  return sql`
    cross join lateral (
      select json_build_object('name', name, 'city', city, 'country_name', country_name, 'country_code', country_code,
        'status', status, 'latitude', latitude, 'longitude', longitude, 'kilometres', kilometres) as nearest
      from (
        select *, 2 * 6371.0088 * asin(least(1, sqrt(
          sin(radians(latitude - ${latitude}) / 2) ^ 2
          + cos(radians(${latitude})) * cos(radians(latitude)) * sin(radians(longitude - ${longitude}) / 2) ^ 2
        ))) as kilometres
        from trial_site
        where trial_site.registry_id = trial_search.registry_id
          and latitude between ${latitude - halfHeight} and ${latitude + halfHeight}
      ) as site
      where kilometres <= ${kilometres}
      order by kilometres, place limit 1
    ) as nearby`;
}

/** Weights of D, C, B and A in the head: names, interventions, conditions, titles. */
const headWeights = sql`'{0.1, 0.5, 0.7, 1.0}'::float4[]`;
const synonymsCount = 0.6;
/** What it adds to have all the words, where that is asked of no trial. */
const allWordsCount = 1;
const bodyCounts = 0.12;

/**
 * Each term counts by how rare it is and by where it stands, as in BM25F; in the body it counts a little. Words that
 * stand together in the title count once more; being open, and being new, only break ties.
 */
function score({ required, scoped, counts }: Question): RawBuilder<unknown> {
  const terms = [...required, ...scoped].map((term) => {
    const { body } = either(term.own.map((phrase) => shareOfPhrase(phrase, counts)));
    const rarity = Math.log(1 + 1 / Math.max(body, 1 / Math.max(counts.trials, 100)));
    const synonyms = groupsOf(term);
    const parts = [
      rankOf(anyOf(term.own, ""), term.own.every(isOneLexeme)),
      ...(synonyms === undefined ? [] : [sql`${sql.lit(synonymsCount)} * ${rankOf(synonyms, true)}`]),
      sql.lit(bodyCounts),
    ];
    return sql`${rarity}::float8 * greatest(${sql.join(parts)})`;
  });
  return sql`(${sql.join(terms, sql` + `)})`;
}

/** What has none of several lexemes has the rank 0; of a phrase, something counts that is near to it. */
function rankOf(text: string, isOfLexemes: boolean): RawBuilder<unknown> {
  const rank = sql`ts_rank(${headWeights}, head, ${text}::tsquery)`;
  return isOfLexemes ? rank : sql`case when head @@ ${text}::tsquery then ${rank} else 0 end`;
}

function facet(
  marks: Readonly<Record<string, number>>,
  kind: "status" | "phase" | "country" | "studyType",
): FacetCount[] {
  const start = `${markKinds[kind]}:`;
  return Object.entries(marks)
    .filter(([mark]) => mark.startsWith(start))
    .map(([mark, count]) => ({ value: mark.slice(start.length), count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}

async function hitsOf(
  db: Kysely<Database>,
  { required, scoped }: Question,
  rows: readonly FoundRow[],
): Promise<TrialHit[]> {
  const wanted = sought([...required, ...scoped].flatMap(({ own, synonyms }) => [...own, ...synonyms]));
  const texts = rows.map(({ card: { title, lead } }) => [
    placed("title", title, wanted),
    ...(lead === undefined ? [] : [placed("summary", lead, wanted)]),
  ]);
  const lexemes = await lexemesOf(db, wordsToKnow(texts.flat(), wanted));
  const marked = texts.map((parts) => parts.map((part) => snippetOf(part, marksIn(part, wanted, lexemes))));
  const unmarked = rows
    .filter((_, at) => wanted.phrases.length > 0 && marked[at]!.every(({ marks }) => marks.length === 0))
    .map(({ registry_id }) => registry_id);
  const deeper = await deeperSnippets(db, unmarked, wanted);
  return rows.map(({ registry_id, card: { lead: _, ...card }, nearest }, at) => {
    const extra = deeper.get(registry_id);
    return {
      registryId: registry_id,
      ...card,
      snippets: [...marked[at]!, ...(extra ? [extra] : [])],
      ...(nearest && { nearest: nearestSite(nearest) }),
    };
  });
}

/** Where neither title nor lead has a word of the search, it stands further down in the record. */
async function deeperSnippets(
  db: Kysely<Database>,
  ids: readonly string[],
  wanted: Sought,
): Promise<ReadonlyMap<string, Snippet>> {
  const found = new Map<string, Snippet>();
  if (ids.length === 0) return found;
  const { rows } = await sql<{ registry_id: string; record: string }>`
    ${prepared} select registry_id, record from trial where registry_id = any(${ids}::text[])`.execute(db);
  const texts = rows.map(({ record }) =>
    longTexts(recordJson(record)).map(([from, text]) => placed(from, text, wanted)),
  );
  // All at once, for each asking is a way to the database and back.
  const lexemes = await lexemesOf(db, wordsToKnow(texts.flat(), wanted));
  for (const [at, { registry_id }] of rows.entries()) {
    for (const part of texts[at]!) {
      const marks = marksIn(part, wanted, lexemes);
      if (marks.length === 0) continue;
      found.set(registry_id, snippetOf(part, marks));
      break;
    }
  }
  return found;
}

function nearestSite(site: NearestSite): NonNullable<TrialHit["nearest"]> {
  const { name, city, country_name, country_code, status, latitude, longitude, kilometres } = site;
  return {
    ...(name && { name }),
    ...(city && { city }),
    ...(country_name && { country: { name: country_name, ...(country_code && { code: country_code }) } }),
    ...(status && { status }),
    position: { latitude, longitude },
    kilometres,
  };
}
