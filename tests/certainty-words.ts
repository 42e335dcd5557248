/**
 * The certainty that a sentence claims for an effect, by its words. They follow GRADE guidelines 26 (Santesso et al.
 * 2020, J Clin Epidemiol 119:126-135): "improves", "probably improves", "may improve"; at very low, "we do not know".
 */
import type { GradeLevel } from "evidence";

const effect = "improve|help|make no|make a|reduce|raise|work(?! out)";
const inThird = "improves|helps|makes no|makes a|reduces|raises|works";
const patterns: readonly (readonly [GradeLevel, RegExp])[] = [
  ["very low", /\bdo(?:es)? not know (?:if|whether)\b/gi],
  ["moderate", new RegExp(String.raw`\b(?:probably|likely) (?:${effect}|${inThird})\b`, "gi")],
  ["low", new RegExp(String.raw`\b(?:may|might|could|can) (?:${effect})\b`, "gi")],
  [
    "high",
    new RegExp(
      String.raw`\b(?<!(?:how|if|whether) )(?:cord blood|cells|it|infusion)s? (?:clearly |really )?(?:${inThird})\b`,
      "gi",
    ),
  ],
];

/** Every level that a text speaks for; what stands after "we do not know if" speaks for nothing more. */
export function certaintiesOf(text: string): readonly GradeLevel[] {
  return text.split(/(?<=[.;:!?])\s+/).flatMap((sentence) => {
    const found = patterns.find(([, pattern]) => sentence.search(pattern) >= 0);
    return found ? [found[0]] : [];
  });
}
