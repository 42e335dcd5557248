/** What a claim of the ledger rests on, whether that is still what it was at the review, and which studies it is about. */
import type { CitedFigure, Figure, Source } from "./figure.ts";
import { figureIndex } from "./figure-index.ts";
import { textWithValues } from "./figured-text.ts";
import type { Judgement } from "./grade.ts";
import type { Claim } from "./records.ts";
import type { DataSet } from "./tables.ts";

/** A part of a claim's ground that is not what it was at the review; undefined where it was not there or is no more. */
export interface GroundChange {
  readonly id: string;
  readonly was: string | undefined;
  readonly is: string | undefined;
}

export interface ClaimStanding {
  readonly expired: boolean;
  readonly changes: readonly GroundChange[];
}

/** @param today yyyy-MM-dd */
export function claimStanding(claim: Claim, data: DataSet, today: string): ClaimStanding {
  const now = claimGround(claim, data);
  const ids = [...new Set([...Object.keys(claim.restedOn), ...Object.keys(now)])];
  const changes = ids
    .map((id) => ({ id, was: claim.restedOn[id], is: now[id] }))
    .filter(({ was, is }) => was !== is);
  return { expired: today > claim.expiresOn, changes };
}

/** What a claim rests on as of now, by id, in words that a curator can compare. */
export function claimGround(claim: Claim, data: DataSet): Readonly<Record<string, string>> {
  const figures = figureIndex(data);
  const ground: Record<string, string> = {};
  for (const id of Object.values(claim.cites)) {
    const figure = figures.get(id);
    if (figure) ground[id] = figureInBrief(figure);
  }
  for (const id of claim.judgements) {
    const judgement = data.judgements.find((one) => one.id === id);
    if (judgement) ground[id] = judgementInBrief(judgement);
  }
  for (const id of claim.restsOn) {
    const told = toldInWords(id, data);
    if (told) ground[id] = textWithValues(told.statement, id, figures);
  }
  for (const id of claim.conflicts) {
    const conflict = data.conflicts.find((one) => one.id === id);
    if (conflict)
      ground[id] = conflict.sides.map(({ says }) => textWithValues(says, id, figures)).join(" / ");
  }
  return ground;
}

/** "1.42 (0.31 to 2.52) GMFM-66 points, published, abstract" */
function figureInBrief({
  value,
  ciLow,
  ciHigh,
  relation,
  unit,
  nature,
  checked,
}: Omit<Figure, "work">): string {
  const interval = ciLow === undefined || ciHigh === undefined ? "" : ` (${ciLow} to ${ciHigh})`;
  return `${relation ? `${relation} ` : ""}${value}${interval} ${unit}, ${nature}, ${checked}`;
}

const judgementInBrief = ({ level, phrase }: Judgement) => `${level}: ${phrase}`;

/** A record that says something in words, with the sources of it. */
function toldInWords(
  id: string,
  { facts, outcomes, pooled }: DataSet,
): { readonly statement: string; readonly sources: readonly Source[] } | undefined {
  const fact = facts.find((one) => one.id === id);
  if (fact)
    return { statement: fact.statement, sources: [...fact.sources, ...Object.values<Figure>(fact.figures)] };
  const result = [...outcomes, ...pooled].find((one) => one.id === id);
  if (result?.statement === undefined || result.source === undefined) return undefined;
  return { statement: result.statement, sources: [result.source] };
}

/** Every figure and source that a claim rests on: what its page has to cite. */
export function claimSources(claim: Claim, data: DataSet): readonly (CitedFigure | Source)[] {
  const figures = figureIndex(data);
  return [
    ...Object.values(claim.cites).flatMap((id) => figures.get(id) ?? []),
    ...claim.restsOn.flatMap((id) => toldInWords(id, data)?.sources ?? []),
    ...claim.judgements.flatMap((id) =>
      (data.judgements.find((one) => one.id === id)?.restsOn ?? []).flatMap(
        (figure) => figures.get(figure) ?? [],
      ),
    ),
  ];
}

/** Ids of the studies a claim rests on: those its figures belong to, and those whose work it cites. */
export function studiesOfClaim(claim: Claim, data: DataSet): readonly string[] {
  const works = new Set(claimSources(claim, data).map(({ work }) => work));
  const records = new Set(Object.values(claim.cites).map((id) => id.split("/")[0]!));
  const owners = new Set(
    [...data.arms, ...data.outcomes, ...data.harms]
      .filter(({ id }) => records.has(id))
      .map(({ study }) => study),
  );
  return data.studies
    .filter(({ id, work }) => records.has(id) || owners.has(id) || works.has(work))
    .map(({ id }) => id);
}

export const claimsOfStudy = (study: string, data: DataSet): readonly Claim[] =>
  data.claims.filter((claim) => studiesOfClaim(claim, data).includes(study));
