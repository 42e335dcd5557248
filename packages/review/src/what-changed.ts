/** What changed between two versions of the evidence, in words. */
import {
  claimSources,
  compareVersions,
  type DataSet,
  type EvidenceChange,
  type EvidenceRelease,
  evidenceChanges,
  figureIndex,
  type ReleasedCertainty,
} from "evidence";
import {
  dateWords,
  type Ground,
  type Locale,
  type Say,
  type SourceList,
  type SourceRow,
  type Statement,
  sourceList,
  studyName,
} from "visit";
import { claimStatement } from "./claims.ts";
import { figureWords, slotWords } from "./figure-words.ts";
import type { SayReview } from "./words.ts";

/** Its sources are those of what stands now; what is gone from the data set has none there. */
export interface ChangeItem extends Statement {
  readonly of: EvidenceChange["of"];
  readonly id: string;
}

export interface ChangesBetween {
  readonly version: string;
  readonly before: string;
  readonly heading: string;
  readonly lead: string;
  /** In the order of what weighs most; a kind with no change is left out. */
  readonly groups: readonly {
    readonly of: EvidenceChange["of"];
    readonly heading: string;
    readonly count: string;
    readonly items: readonly ChangeItem[];
  }[];
}

export interface ChangeHistory {
  /** The newest first. */
  readonly versions: readonly ChangesBetween[];
  readonly sources: readonly SourceRow[];
}

export interface ChangeWords {
  readonly say: Say;
  readonly review: SayReview;
  readonly locale: Locale;
}

/** The version that the present one is to be compared with: the last released before it. */
export function lastBefore(
  now: { readonly version: string },
  releases: readonly EvidenceRelease[],
): EvidenceRelease | undefined {
  return releases.findLast(({ version }) => compareVersions(version, now.version) < 0);
}

/** Each version against the one before it. */
export function changeHistory(
  now: EvidenceRelease,
  releases: readonly EvidenceRelease[],
  data: DataSet,
  words: ChangeWords,
): ChangeHistory {
  const sources = sourceList(data.works, words.say);
  const versions = [...releases.filter(({ version }) => version !== now.version), now];
  return {
    versions: versions
      .slice(1)
      .map((after, place) => changesBetween(versions[place]!, after, data, words, sources))
      .reverse(),
    sources: sources.rows,
  };
}

const kinds = ["certainty", "claim", "study", "estimate", "conflict", "checking", "figure"] as const;

export function changesBetween(
  before: EvidenceRelease,
  after: EvidenceRelease,
  data: DataSet,
  words: ChangeWords,
  sources: SourceList = sourceList(data.works, words.say),
): ChangesBetween {
  const { review, locale } = words;
  const changes = evidenceChanges(before, after);
  const moved = (kind: EvidenceChange["of"]) =>
    changes.filter(({ of, was, is }) => of === kind && was !== undefined && is !== undefined).length;
  return {
    version: after.version,
    before: before.version,
    heading: review("change.between", {
      version: after.version,
      date: dateWords(after.date, locale),
      before: before.version,
      beforeDate: dateWords(before.date, locale),
    }),
    lead: review("change.lead", {
      certainty: moved("certainty"),
      estimates: moved("estimate"),
      studies: changes.filter(({ of, was }) => of === "study" && was === undefined).length,
    }),
    groups: kinds.flatMap((kind) => {
      const items = changes
        .filter(({ of }) => of === kind)
        .map((change) => itemOf(change, data, words, sources));
      if (items.length === 0) return [];
      const heading = review(`change.heading.${kind}`);
      return [{ of: kind, heading, count: review("change.count", { count: items.length }), items }];
    }),
  };
}

function itemOf(change: EvidenceChange, data: DataSet, words: ChangeWords, sources: SourceList): ChangeItem {
  const { of, id, was, is } = change;
  const code = was === undefined ? "change.came" : is === undefined ? "change.went" : "change.moved";
  const text = words.review(code, partsOf(change, data, words));
  return { of, id, ...sources.state(text, groundsOf(change, data)) };
}

/** What it rests on as of now. */
function groundsOf({ of, id }: EvidenceChange, data: DataSet): readonly Ground[] {
  const figures = figureIndex(data);
  const found = (ids: readonly string[]) => ids.flatMap((figure) => figures.get(figure) ?? []);
  switch (of) {
    case "certainty":
      return found(data.judgements.find((row) => row.id === id)?.restsOn ?? []);
    case "claim": {
      const claim = data.claims.find((row) => row.id === id);
      return claim ? claimSources(claim, data) : [];
    }
    case "study":
      return data.studies.flatMap((study) => (study.id === id ? [study.identity] : []));
    case "conflict":
      return data.conflicts.flatMap((row) => (row.id === id ? row.sides.map(({ source }) => source) : []));
    case "estimate":
    case "checking":
    case "figure":
      return found([id]);
  }
}

/** `was` and `is` are "none" where there was nothing, or where what it is about says it all. */
type Parts = Readonly<Record<"about" | "was" | "is", string>>;

function partsOf(change: EvidenceChange, data: DataSet, { say, review, locale }: ChangeWords): Parts {
  switch (change.of) {
    case "study":
    case "conflict":
      return { about: change.is ?? change.was ?? change.id, was: "none", is: "none" };
    case "certainty":
      return parts(change, certaintyAbout((change.is ?? change.was)!, say, review), ({ level }) =>
        say(`certainty.${level}`),
      );
    case "claim":
      return parts(change, claimAbout(change.id, data, review), ({ verdict, certainty }) =>
        review("change.claim.is", {
          verdict: review(`claim.verdict.${verdict}`),
          level: say(`certainty.${certainty}`),
        }),
      );
    case "checking":
      return parts(change, figureAbout(change.id, data, review), ({ checked }) =>
        say(`source.checked.${checked}`),
      );
    case "estimate":
    case "figure":
      return parts(change, figureAbout(change.id, data, review), (figure) =>
        figureWords(figure, review, locale),
      );
  }
}

function parts<Thing>(
  { was, is }: { readonly was?: Thing; readonly is?: Thing },
  about: string,
  tell: (thing: Thing) => string,
): Parts {
  const told = (thing: Thing | undefined) => (thing === undefined ? "none" : tell(thing));
  return { about, was: told(was), is: told(is) };
}

function certaintyAbout(
  { group, outcome, month = 0 }: ReleasedCertainty,
  say: Say,
  review: SayReview,
): string {
  return review("change.certainty.about", {
    group: say(`evidence.group.${group}`),
    outcome: outcome === "serious event" ? "serious" : "measure",
    measure: outcome,
    month,
  });
}

/** The statement of a claim that still is in the ledger, and the id of one that is not. */
function claimAbout(id: string, { claims }: DataSet, review: SayReview): string {
  const claim = claims.find((one) => one.id === id);
  return claim ? review("claim.statement", { statement: claimStatement(claim, review) }) : id;
}

/** Whose figure it is and what it is of, as far as the present data set knows. */
function figureAbout(id: string, data: DataSet, review: SayReview): string {
  const [record, slot] = id.split("/") as [string, string];
  const result = [...data.outcomes, ...data.pooled].find((row) => row.id === record);
  const part = [...data.arms, ...data.outcomes, ...data.harms].find((row) => row.id === record);
  const study = data.studies.find((row) => row.id === (part?.study ?? record));
  const of = study?.work ?? data.pooled.find((row) => row.id === record)?.work;
  const work = data.works.find((row) => row.id === of);
  return review("change.figure.about", {
    name: work ? (work.firstAuthor === undefined ? work.title : studyName(work)) : "none",
    measure: result?.measure ?? "none",
    month: result?.month ?? 0,
    slot: slotWords(slot, review) ?? slot,
    id,
  });
}
