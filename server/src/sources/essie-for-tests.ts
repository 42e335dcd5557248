/**
 * As much of the registry's search language (Essie) as our own questions use, for the tests' registry: words, "phrases",
 * AND, OR, NOT, parentheses, AREA[Piece]RANGE[from,to]. Synonyms and stems are left out: what a test finds is what it says.
 */

/** What a record is searched in. */
export interface Searched {
  readonly text: string;
  /** The value of a piece such as LastUpdatePostDate, where the record has one. */
  piece(name: string): string | undefined;
}

type Term = (record: Searched) => boolean;

const token =
  /AREA\[(\w+)\]\s*RANGE\[([^,\]]*),([^\]]*)\]|"([^"]*)"|([()])|\b(AND|OR|NOT)\b|([^\s()"[\],]+)/y;

interface Token {
  readonly kind: "test" | "(" | ")" | "AND" | "OR" | "NOT";
  readonly test?: Term;
}

/** @throws SyntaxError with the words of the registry's own refusals. */
export function essie(expression: string): Term {
  const tokens = tokensOf(expression);
  let at = 0;
  const or = (): Term => {
    const terms = [and()];
    while (tokens[at]?.kind === "OR") {
      at++;
      terms.push(and());
    }
    return (record) => terms.some((term) => term(record));
  };
  const and = (): Term => {
    const terms = [one()];
    for (let next = tokens[at]; next && next.kind !== "OR" && next.kind !== ")"; next = tokens[at]) {
      if (next.kind === "AND") at++;
      terms.push(one());
    }
    return (record) => terms.every((term) => term(record));
  };
  const one = (): Term => {
    const next = tokens[at++];
    if (next?.test) return next.test;
    if (next?.kind === "NOT") {
      const not = one();
      return (record) => !not(record);
    }
    if (next?.kind === "(") {
      const inner = or();
      if (tokens[at++]?.kind !== ")") throw new SyntaxError("mismatched input '<EOF>' expecting ')'");
      return inner;
    }
    throw new SyntaxError(`no viable alternative at input '${expression.slice(0, 40)}'`);
  };
  const whole = or();
  if (at < tokens.length) throw new SyntaxError("mismatched input ')' expecting <EOF>");
  return whole;
}

function tokensOf(expression: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < expression.length) {
    if (/\s/.test(expression[at]!)) {
      at++;
      continue;
    }
    token.lastIndex = at;
    const found = token.exec(expression);
    if (!found) throw new SyntaxError(`token recognition error at: '${expression[at]}'`);
    at = token.lastIndex;
    const [, area, from, to, phrase, bracket, operator, word] = found;
    if (area !== undefined) tokens.push({ kind: "test", test: inRange(area, from!.trim(), to!.trim()) });
    else if (bracket !== undefined) tokens.push({ kind: bracket as "(" | ")" });
    else if (operator !== undefined) tokens.push({ kind: operator as "AND" | "OR" | "NOT" });
    else tokens.push({ kind: "test", test: contains(phrase ?? word!) });
  }
  return tokens;
}

function contains(words: string): Term {
  const lower = words.toLowerCase();
  return ({ text }) => text.includes(lower);
}

/** As in the registry, a record without the field is in no range. */
function inRange(area: string, from: string, to: string): Term {
  return ({ piece }) => {
    const value = piece(area);
    return value !== undefined && (from === "MIN" || value >= from) && (to === "MAX" || value <= to);
  };
}
