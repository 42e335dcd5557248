/**
 * Levels of a functional scale: "GMFCS level I-III", "MACS I, II or III", "ECOG 0-1". The GMFCS is read by its own
 * grammar; where the words compare ("level III or above") the comparison is kept as it stands.
 */
import { type GmfcsLevel, gmfcsLevels } from "motor";
import { gmfcsWords } from "../gmfcs-words.ts";
import {
  count,
  type Found,
  map,
  maybe,
  oneOf,
  type Parser,
  phrase,
  repeated,
  sequence,
  unless,
} from "../grammar.ts";
import type { Token } from "../tokens.ts";

export interface Levels {
  readonly op: "in" | ">=" | "<=" | ">" | "<";
  readonly value: number | readonly number[];
  readonly scale: string;
  /** The levels that fit, where the scale has five. */
  readonly all: readonly number[];
}

const roman = ["i", "ii", "iii", "iv", "v"];
const level: Parser<number> = (tokens, at) => {
  const token = tokens[at];
  const place = token?.kind === "word" ? roman.indexOf(token.text) : -1;
  if (place !== -1) return { value: place + 1, next: at + 1 };
  return token?.kind === "number" ? wholeNumber(tokens, at) : undefined;
};
function wholeNumber(tokens: readonly Token[], at: number): Found<number> | undefined {
  const found = count(tokens, at);
  return found !== undefined && Number.isInteger(found.value) && found.value <= 10 ? found : undefined;
}
const levelWord = maybe(phrase("level | levels | grade | grades | class | stage | score | scores"));
const one = map(sequence(levelWord, level), ([, value]) => value);
const span: Parser<readonly number[]> = map(
  sequence(maybe(phrase("from | between")), one, phrase("to | - | through | and"), one),
  ([between, from, link, to]) =>
    from < to && (link !== "and" || between === "between")
      ? Array.from({ length: to - from + 1 }, (_, i) => from + i)
      : undefined,
);
const item = oneOf<readonly number[]>(
  span,
  map(one, (value) => [value]),
);
const separator = phrase(", | / | and | or | & | , and | , or | - | and / or");
/** "II; III", unlike "II, III; 4. Walks". */
const further = oneOf<readonly number[]>(
  map(sequence(separator, item), ([, found]) => found),
  map(sequence(phrase(";"), item, unless(phrase(".", ")"))), ([, found]) => found),
);
const list: Parser<readonly number[]> = map(sequence(item, repeated(further, 0, 6)), ([first, rest]) =>
  [first, ...rest].flat(),
);

type Op = Levels["op"];
const comparedBefore: Parser<Op> = oneOf<Op>(
  map(
    phrase(
      ">= | at least | at or above | greater than or equal to | not lower than | > or = | equal to or greater than | no lower than | no less than | not below | not better than | no better than",
    ),
    () => ">=",
  ),
  map(
    phrase(
      "<= | at most | at or below | up to | less than or equal to | not higher than | no greater than | not greater than | maximum | < or = | equal to or less than | no higher than | no more than | not more than | not above | not worse than | no worse than | not exceeding",
    ),
    () => "<=",
  ),
  map(phrase("> | above | greater than | more than | higher than | over | worse than"), () => ">"),
  map(phrase("< | below | less than | under | lower than | better than"), () => "<"),
);
const comparedAfter: Parser<Op> = oneOf<Op>(
  map(
    phrase("or above | and above | or higher | and higher | or greater | or more | or over | or worse"),
    () => ">=",
  ),
  map(phrase("or below | and below | or lower | or less | or under | or better | and lower"), () => "<="),
);
const statement: Parser<{ readonly op: Op; readonly value: number | readonly number[] }> = oneOf<{
  readonly op: Op;
  readonly value: number | readonly number[];
}>(
  map(sequence(comparedBefore, one), ([op, value]) => ({ op, value })),
  map(sequence(one, comparedAfter), ([value, op]) => ({ op, value })),
  map(list, (value) => ({ op: "in" as const, value })),
);

const scaleName: Parser<string> = oneOf(
  map(
    phrase(`
      macs | manual ability classification system | manual ability classification system ( macs ) | mini - macs | manual ability classification | manual ability classification scale ( macs )
      | manual ability classification scale
    `),
    () => "macs",
  ),
  map(
    phrase(`
      cfcs | communication function classification system | communication function classification system ( cfcs ) | communication function classification
    `),
    () => "cfcs",
  ),
  map(
    phrase(
      "edacs | eating and drinking ability classification system | eating and drinking ability classification system ( edacs )",
    ),
    () => "edacs",
  ),
  map(
    phrase("vfcs | visual function classification system | visual function classification system ( vfcs )"),
    () => "vfcs",
  ),
  map(phrase("bfmf | bimanual fine motor function | bimanual fine motor function ( bfmf )"), () => "bfmf"),
  map(
    phrase(
      "ecog | eastern cooperative oncology group | eastern co - operative oncology group | zubrod | ps | who performance status | world health organization performance status | performance status",
    ),
    () => "ecog",
  ),
  map(
    phrase(
      "asa | asa physical status | american society of anesthesiologists | american society of anesthesiologists ( asa ) | american society of anesthesiologists ( asa ) physical status | asa class | american society of anaesthesiologists | american society of anaesthesiologists ( asa ) | american society of anaesthesiology | american society of anesthesiology | american society of anesthesiology ( asa ) | american society of anesthesia",
    ),
    () => "asa",
  ),
  map(
    phrase(
      "nyha | nyha class | new york heart association | new york heart association ( nyha ) | nyha functional class | new york heart association class | new york heart association ( nyha ) class",
    ),
    () => "nyha",
  ),
  map(phrase("hoehn and yahr | hoehn & yahr | hoehn - yahr | hoehn yahr | h & y"), () => "hoehn-yahr"),
  map(
    phrase(
      "house | house classification | house functional classification | zancolli | skin phototype | pfirrmann | modic",
    ),
    (name) => name.split(" ")[0],
  ),
);
/** "(PS)", "(MACS)": a short name of what was just named. */
const shortName: Parser<string> = (tokens, at) =>
  tokens[at]?.text === "(" && tokens[at + 1]?.kind === "word" && tokens[at + 2]?.text === ")"
    ? { value: tokens[at + 1]!.text, next: at + 3 }
    : undefined;
/** "At" of "level at I", not of "at most III". */
const atLevel: Parser<string> = (tokens, at) =>
  tokens[at]?.text === "at" && !/^(?:most|least|or)$/.test(tokens[at + 1]?.text ?? "")
    ? { value: "at", next: at + 1 }
    : undefined;
const linking = repeated(
  oneOf(
    shortName,
    atLevel,
    phrase(
      `level | levels | grade | grades | class | stage | stages | ) | - | : | = | is | of | in | are | score | scores | status | classified as | ( | functional | category | scale
      | performance | performance status | must be | should be | has to be | between | classification | physical status | gog | swog | zubrod | ps | a score of | a | the | with`,
    ),
  ),
  0,
  5,
);
const otherScale: Parser<Levels> = oneOf(
  map(sequence(scaleName, linking, statement), ([scale, , { op, value }]) => levels(scale, op, value)),
  map(
    sequence(
      phrase("level | levels | grade | class"),
      statement,
      phrase("on the | of the | on | of | in the | according to the"),
      scaleName,
    ),
    ([, { op, value }, , scale]) => levels(scale, op, value),
  ),
);

function levels(scale: string, op: Op, value: number | readonly number[]): Levels {
  const five = [1, 2, 3, 4, 5];
  const all =
    typeof value !== "number"
      ? value
      : five.filter((n) =>
          op === ">=" ? n >= value : op === ">" ? n > value : op === "<=" ? n <= value : n < value,
        );
  return { op, value, scale, all };
}

const equals = phrase("level = | =");
/** "GMFCS level = I" and the like, which the grammar of whole lines leaves to a person. */
const gmfcsName = phrase(
  "gmfcs | gross motor function classification system | gross motor function classification system ( gmfcs ) | gmfcs - e & r | gmfcs e & r | gmfcs level | gmfcs levels | gmfcs - er",
);
const gmfcsStatement: Parser<Levels> = map(
  sequence(gmfcsName, maybe(equals), linking, statement),
  ([, , , { op, value }]) => levels("gmfcs", op, value),
);
const gmfcsComparison: Parser<Levels> = map(
  sequence(
    gmfcsName,
    linking,
    oneOf(
      map(sequence(comparedBefore, one), ([op, value]) => ({ op, value })),
      map(sequence(one, comparedAfter), ([value, op]) => ({ op, value })),
    ),
  ),
  ([, , { op, value }]) => levels("gmfcs", op, value),
);

const starts = new Set(
  "gmfcs gmfcss gmfc gross level levels grade grades class classes stage stages macs manual mini cfcs communication edacs eating vfcs visual bfmf bimanual ecog eastern performance who zubrod ps asa american nyha new house zancolli skin pfirrmann modic hoehn h".split(
    " ",
  ),
);

export function levelsAt(
  tokens: readonly Token[],
  at: number,
): { readonly scale: string; readonly levels: Levels; readonly next: number } | undefined {
  if (tokens[at]!.kind !== "word" || !starts.has(tokens[at]!.text)) return undefined;
  const compared = gmfcsComparison(tokens, at);
  if (compared !== undefined && isFive(compared.value))
    return { scale: "gmfcs", levels: compared.value, next: compared.next };
  const gmfcs = gmfcsWords(tokens, at);
  if (gmfcs?.value.kind === "gmfcs") {
    const numbers = gmfcs.value.levels.map((name: GmfcsLevel) => gmfcsLevels.indexOf(name) + 1);
    return {
      scale: "gmfcs",
      levels: { op: "in", value: numbers, scale: "gmfcs", all: numbers },
      next: gmfcs.next,
    };
  }
  const plain = gmfcsStatement(tokens, at);
  if (plain !== undefined && isFive(plain.value))
    return { scale: "gmfcs", levels: plain.value, next: plain.next };
  const other = otherScale(tokens, at);
  return other && { scale: other.value.scale, levels: other.value, next: other.next };
}

function isFive({ value }: Levels): boolean {
  const numbers = typeof value === "number" ? [value] : value;
  return numbers.every((n) => n >= 1 && n <= 5);
}
