/** Every study of the data set in words: in whom, how, with what result, each figure with its checking. */
import { type CitedFigure, type DataSet, dataSet, evidenceList, type Product, type StudyRow } from "evidence";
import { routeWords } from "./evidence-part.ts";
import { listWords } from "./local-words.ts";
import { type SourceRow, type Statement, sourceList } from "./sources.ts";
import type { Locale, Say } from "./words.ts";

export interface StudyCard {
  readonly id: string;
  readonly source: SourceRow;
  readonly given: string;
  readonly design: string;
  readonly publication: string;
  readonly children: Statement;
  readonly ages: Statement;
  readonly result: Statement;
}

export interface StudyGroup {
  readonly product: Product;
  readonly heading: string;
  readonly studies: readonly StudyCard[];
}

/** The studies by product, never merged. */
export function studyList(say: Say, locale: Locale, data: DataSet = dataSet()) {
  const sources = sourceList(data.works, say);
  const rows = evidenceList(data);
  const order = [...new Set(rows.map(({ products }) => products[0]!))];
  const groups = order.map(
    (product): StudyGroup => ({
      product,
      heading: say(`study.product.${product}`),
      studies: rows.filter(({ products }) => products[0] === product).map((row) => card(row, data)),
    }),
  );
  return { groups, sources: sources.rows };

  function card(row: StudyRow, { studies }: DataSet): StudyCard {
    const { identity } = studies.find(({ id }) => id === row.id)!;
    const [number] = sources.state("", [identity]).sources;
    return {
      id: row.id,
      source: sources.rows[number! - 1]!,
      given: givenWords(row, say, locale),
      design: say(`study.design.${row.design}`),
      publication: say(`study.publication.${row.publication}`),
      children: childrenWords(row),
      ages: agesWords(row),
      result: resultWords(row),
    };
  }

  function childrenWords({ children }: StudyRow): Statement {
    if (!children) return sources.state(say("study.childrenNotRead"), []);
    const scope =
      children.scope === "all enrolled" ? "all" : children.scope.startsWith("arms") ? "arms" : "others";
    return sources.state(say("study.children", { count: children.count, scope }), children.figures);
  }

  function agesWords({ ageLow, ageHigh }: StudyRow): Statement {
    if (!ageLow && !ageHigh) return sources.state(say("study.agesNotRead"), []);
    const age = (figure: CitedFigure | undefined) =>
      figure
        ? say(figure.unit === "months" ? "study.age.months" : "study.age.years", { value: figure.value })
        : say("study.age.not read");
    const grounds = [ageLow, ageHigh].filter((figure) => figure !== undefined);
    return sources.state(say("study.ages", { low: age(ageLow), high: age(ageHigh) }), grounds);
  }

  function resultWords({ headline }: StudyRow): Statement {
    const { code, measure = "other", month = 0, direction = "mixed", figure } = headline;
    const values = {
      measure: measure === "other" ? say("study.measure.other") : say("study.measure", { measure }),
      month,
      direction: say(`study.direction.${direction}`),
      value: figure?.value ?? 0,
      low: figure?.ciLow ?? 0,
      high: figure?.ciHigh ?? 0,
      level: figure?.ciLevel ?? 0.95,
      nature: figure?.nature ?? "published",
    };
    return sources.state(say(`study.${code}`, values), figure ? [figure] : []);
  }
}

/** "Cord blood (the child's own), into a vein." */
export function givenWords(
  { products, donors, route }: Pick<StudyRow, "products" | "donors" | "route">,
  say: Say,
  locale: Locale,
): string {
  const product = listWords(
    products.map((given) => say(`study.product.${given}`)),
    locale,
  );
  const how = routeWords(route, say);
  if (donors.length === 0) return say("study.given", { product, route: how });
  const from = listWords(
    donors.map((donor) => say(`study.donor.${donor}`)),
    locale,
  );
  return say("study.givenFrom", { product, donors: from, route: how });
}
