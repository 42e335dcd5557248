/**
 * Reads one line of an eligibility text. A line counts as read only when the whole of it is understood. Where
 * a clause of it is surely understood and surely asked of every child ("Cerebral palsy, diagnosis confirmed,
 * with GMFCS level IV or V"), the clause is read and the line still goes to a person. In doubt nothing is read.
 */
import { ageWords } from "./age-words.ts";
import { cordBloodWords } from "./cord-blood-words.ts";
import { negate, type ReadCriterion } from "./criterion.ts";
import { gmfcsWords, speaksOfGmfcs } from "./gmfcs-words.ts";
import { sexWords } from "./sex-words.ts";
import { type Token, tokensOf } from "./tokens.ts";

export interface LinePart {
  readonly criterion: ReadCriterion;
  /** Places in the line's text, `to` exclusive. */
  readonly from: number;
  readonly to: number;
}

export interface LineReading {
  readonly parts: readonly LinePart[];
  /** Nothing of the line is left over. */
  readonly whole: boolean;
}

/** Without one of these a line holds nothing that could be read so far; most lines end here. */
const worthReading =
  /\d\s?-?(?:y|m|w|d|h)|years?|months?|gmfc|gross motor|cord blood|\bucb\b|\btncs?\b|nucleated|male|\bm[ae]n\b|wom[ae]n|boy|girl|gender|sex|none|not applicable|^\s*n\W?a\W*$/i;

const nothingRead: LineReading = { parts: [], whole: false };

/** @param text one line without its bullet, at most some thousand characters. */
export function readLine(text: string, section: "inclusion" | "exclusion"): LineReading {
  if (!worthReading.test(text)) return nothingRead;
  const tokens = tokensOf(text);
  if (isNone(tokens))
    return { parts: [{ criterion: { kind: "nothing" }, from: 0, to: text.length }], whole: true };
  const segments = segmentsOf(tokens);
  if (segments.length > 1 && !standsApart(segments, section)) return nothingRead;
  const readings = segments.map((segment) => readSegment(segment, section));
  const parts = readings.flatMap((reading) => reading.parts);
  const whole = readings.length > 0 && readings.every((reading) => reading.whole);
  // The whole line is the clearest quotation of its only part.
  if (whole && parts.length === 1) return { parts: [{ ...parts[0]!, from: 0, to: text.length }], whole };
  return { parts, whole };
}

function isNone(tokens: readonly Token[]): boolean {
  const words = tokens
    .filter(({ kind }) => kind === "word")
    .map(({ text }) => text)
    .join(" ");
  return (
    tokens.length <= 4 && ["none", "n a", "not applicable", "none known", "none specified"].includes(words)
  );
}

/** Between semicolons outside brackets. */
function segmentsOf(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const segments: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (token.text === "(") depth++;
    else if (token.text === ")") depth = Math.max(0, depth - 1);
    if (token.text === ";" && depth === 0) segments.push([]);
    else segments.at(-1)!.push(token);
  }
  return segments.filter((segment) => segment.length > 0);
}

/** A condition before one semicolon can govern what comes after it, and "or" can tie the whole together. */
function standsApart(segments: readonly (readonly Token[])[], section: "inclusion" | "exclusion"): boolean {
  const scoping = segments.some((segment) =>
    segment.some(({ text }) => text === ":" || governingWords.has(text)),
  );
  if (scoping) return false;
  const tied = segments.some((segment) => segment[0]!.text === "or" || segment.at(-1)!.text === "or");
  return section === "exclusion" || !tied;
}

/** A stretch of tokens that was read, or one token that was not. */
type Piece =
  | { readonly read: ReadCriterion; readonly bareTime: boolean; readonly first: Token; readonly last: Token }
  | { readonly token: Token; readonly gmfcs: boolean };

function piecesOf(tokens: readonly Token[]): readonly Piece[] {
  const pieces: Piece[] = [];
  for (let at = 0; at < tokens.length; ) {
    const aged = ageWords(tokens, at);
    const found =
      gmfcsWords(tokens, at) ?? cordBloodWords(tokens, at) ?? (aged ? undefined : sexWords(tokens, at));
    const next = found?.next ?? aged?.next;
    if (next === undefined) {
      pieces.push({ token: tokens[at]!, gmfcs: speaksOfGmfcs(tokens, at) });
      at++;
      continue;
    }
    const read = found?.value ?? aged!.value.criterion;
    const bareTime = found === undefined && !aged!.value.saysAge;
    pieces.push({ read, bareTime, first: tokens[at]!, last: tokens[next - 1]! });
    at = next;
  }
  return pieces;
}

const words = (list: string): ReadonlySet<string> => new Set(list.split(" "));

const personWords = words(
  "child children patient patients participant participants subject subjects individual individuals people person persons adolescent adolescents adult adults infant infants toddler toddlers kids youth teenagers",
);
const plainWords = words(
  "a an the of and at in as on by to from is are be being has have having been who that which with both classified classification according functional function level levels motor gross sex gender pediatric paediatric young , . : ( ) - / & * \" ' ;",
);
const askingWords = words("must should shall will eligible included enrolled can may");
const palsyWords = words(
  "cerebral palsy cp ucp bcp spastic dyskinetic ataxic hypertonic unilateral bilateral diplegic diplegia hemiplegic hemiplegia quadriplegic quadriplegia tetraplegic tetraplegia hemiparesis congenital diagnosis diagnosed confirmed clinical type",
);
/** Words that may govern a whole line from any place in it. */
const governingWords = words(
  "unless except excepting if when whenever where only group groups cohort cohorts control controls either phase stage part",
);
/** Words after which a clause may be about other people, other times, other cases, or no condition at all. */
const scopeWords = words(
  "unless except excepting excluding excluded exclude excludes if when whenever where while only group groups cohort cohorts arm arms control controls either one phase part parts stage eg e g such preferably ideally preferred not no non nor neither other than previous previously formerly birth later may might could should expected parent parents caregiver caregivers carer carers guardian guardians mother mothers father fathers sibling siblings donor donors partner spouse healthy typical typically volunteer volunteers equivalent similar comparable matched match estimated change changes changed improvement improve improved increase decrease deterioration deterioration worsening prior history ever onset since after before during until per reference any some most mean average median least corresponding for whose about approximately gestational gestation postmenstrual menstrual bone mental developmental development term without",
);

function readSegment(tokens: readonly Token[], section: "inclusion" | "exclusion"): LineReading {
  const pieces = piecesOf(tokens);
  const read = pieces.flatMap((piece) => ("read" in piece ? [piece] : []));
  if (read.length === 0) return nothingRead;
  const kinds = read.map((piece) => piece.read.kind);
  // Two ages in one line belong to two kinds of participants.
  if (new Set(kinds).size < kinds.length) return nothingRead;
  const whole = understood(pieces, section);
  if (section === "exclusion") {
    // What excludes by several things at once, or by any of them, is for a person to take apart.
    const telling = read.filter((piece) => !(piece.read.kind === "sex" && piece.read.sexes.length === 2));
    if (!whole || telling.length !== 1) return nothingRead;
    const left = negate(telling[0]!.read);
    return leavesNobody(left) ? nothingRead : { parts: [partOf(telling[0]!, left)], whole };
  }
  if (whole) return { parts: read.map((piece) => partOf(piece, piece.read)), whole };
  return { parts: clausesOf(pieces), whole: false };
}

/** "GMFCS I-V" under the exclusions stands in the wrong place. */
function leavesNobody(criterion: ReadCriterion): boolean {
  if (criterion.kind === "gmfcs") return criterion.levels.length === 0;
  return criterion.kind === "sex" && criterion.sexes.length === 0;
}

function partOf(piece: { readonly first: Token; readonly last: Token }, criterion: ReadCriterion): LinePart {
  return { criterion, from: piece.first.from, to: piece.last.to };
}

function understood(pieces: readonly Piece[], section: "inclusion" | "exclusion"): boolean {
  const person = pieces.some((piece) =>
    "token" in piece ? personWords.has(piece.token.text) : piece.read.kind === "sex",
  );
  return pieces.every((piece) => {
    if ("read" in piece) return person || !piece.bareTime;
    if (piece.gmfcs) return false;
    const { text } = piece.token;
    return (
      personWords.has(text) || plainWords.has(text) || (section === "inclusion" && askingWords.has(text))
    );
  });
}

/** Clauses of an inclusion line that bind every child whatever the rest of the line says. */
function clausesOf(pieces: readonly Piece[]): readonly LinePart[] {
  const rest = pieces.flatMap((piece, at) => ("token" in piece ? [{ ...piece, at }] : []));
  const ruledOut = rest.some(({ token, gmfcs, at }) => gmfcs || !isHarmless(token, pieces, at));
  if (ruledOut) return [];
  return pieces.flatMap((piece, at): LinePart[] => {
    if (!("read" in piece) || piece.bareTime) return [];
    const attached =
      piece.read.kind === "gmfcs"
        ? isAttached(pieces, at)
        : piece.read.kind === "age"
          ? isAboutChild(pieces, at)
          : false;
    return attached ? [partOf(piece, piece.read)] : [];
  });
}

function isHarmless(token: Token, pieces: readonly Piece[], at: number): boolean {
  if (token.kind === "number" || token.kind === "superscript") return false;
  if (token.kind === "sign") return /^[,.()&'"/-]$/.test(token.text);
  // "balance and/or coordination (GMFCS I)": the level holds for the whole, unlike after a plain "or".
  if (token.text === "or") return textAt(pieces, at - 1) === "/" && textAt(pieces, at - 2) === "and";
  if (/^(?:i|ii|iii|iv|v)$/.test(token.text)) return false;
  if (token.text === "without") return textAt(pieces, at + 1) !== undefined;
  return !scopeWords.has(token.text);
}

function textAt(pieces: readonly Piece[], at: number): string | undefined {
  const piece = pieces[at];
  return piece !== undefined && "token" in piece ? piece.token.text : undefined;
}

/** The level stands in brackets, after a comma, after "with", or at the start, and ends what it belongs to. */
function isAttached(pieces: readonly Piece[], at: number): boolean {
  const before = textAt(pieces, at - 1);
  const after = textAt(pieces, at + 1);
  const opens =
    at === 0 ||
    (before !== undefined && (plainWords.has(before) || personWords.has(before) || palsyWords.has(before)));
  const closes = at === pieces.length - 1 || (after !== undefined && /^(?:[).,]|and|with|who)$/.test(after));
  return opens && closes;
}

/** Before the age stand only words for the child and the cerebral palsy, so that it is not somebody else's age. */
function isAboutChild(pieces: readonly Piece[], at: number): boolean {
  const before = pieces.slice(0, at).every((piece) => {
    if ("read" in piece) return true;
    const { text } = piece.token;
    return plainWords.has(text) || personWords.has(text) || palsyWords.has(text) || askingWords.has(text);
  });
  const after = textAt(pieces, at + 1);
  return (
    before && (at === pieces.length - 1 || (after !== undefined && /^(?:[),.]|and|with|who)$/.test(after)))
  );
}
