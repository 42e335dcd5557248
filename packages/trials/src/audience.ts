/**
 * Whom a heading inside an eligibility text is about. Many records list criteria for several groups: the
 * children, their parents, volunteers without cerebral palsy. What is asked of a parent must never be held
 * against a child, so only headings made of nothing but words for such children, or for everyone, let the
 * lines below them be read.
 */
import type { Section } from "./section.ts";

/**
 * "everyone": all participants. "child": children with cerebral palsy. "some": anything else, among it groups
 * a child may or may not belong to.
 */
export type Audience = "everyone" | "child" | "some";

const people =
  "child children patient patients participant participants subject subjects individual individuals people persons infants toddlers adolescents youth boys girls".split(
    " ",
  );
const linking = "a an the of in for with who are is be must to study will have has and this these".split(" ");
const palsy =
  "cerebral palsy cp ucp bcp spastic unilateral bilateral diplegic hemiplegic quadriplegic diplegia hemiplegia quadriplegia hemiparesis ambulatory ambulant".split(
    " ",
  );
const meeting =
  "all each every following criteria criterion conditions meet meets meeting fulfil fulfill satisfy included eligible enrolled if they inclusion groups cohorts requirements apply".split(
    " ",
  );
const excluding = "any excluded exclusion presence from".split(" ");

const everyoneWords = new Set([...people, ...linking, ...meeting]);
const excludedWords = new Set([...everyoneWords, ...excluding]);
const childWords = new Set([...people, ...linking, ...palsy, "all", "group", "diagnosed"]);
const palsyWords = new Set(palsy);

export function audienceOf(label: string, section: Section = "inclusion"): Audience {
  const words = label.toLowerCase().match(/[a-z]+|\d+/g) ?? [];
  if (words.length === 0) return "some";
  const everyone = section === "exclusion" ? excludedWords : everyoneWords;
  if (words.every((word) => everyone.has(word))) return "everyone";
  if (words.every((word) => childWords.has(word)) && words.some((word) => palsyWords.has(word)))
    return "child";
  return "some";
}
