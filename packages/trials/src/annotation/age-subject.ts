/** Whether an age is what a clause asks, or only says of whom something else is asked. */
import { tellsWhom } from "./clauses.ts";
import { type Reading, strong, wordAt } from "./reading.ts";

export function ageConcept(reading: Reading): string {
  const said = reading.said;
  if (/ (?:gestation|gestational|postmenstrual|postconceptional) /.test(said)) return "gestational-age";
  return / corrected /.test(said) ? "corrected-age" : / adjusted /.test(said) ? "adjusted-age" : "age";
}

/** "Whose age is outside the target range". */
export function agesWithoutNumber(reading: Reading): boolean {
  const said = reading.said;
  if (said.startsWith(" age of majority ") || said.startsWith(" legal age ")) return true;
  return (
    / (?:aged? |birthday)/.test(said) &&
    !/ (?:weight|height|level) (?:for|of) age /.test(said) &&
    !reading.marks.some(({ is }) => is === "age") &&
    !reading.terms.some(({ role }) => strong.has(role)) &&
    !reading.marks.some(({ is }) => is === "limit")
  );
}

/** "If under 18 years of age, a guardian's consent": the age belongs to what is asked. */
export function ageIsAside(reading: Reading): boolean {
  const age = reading.marks.find(({ is }) => is === "age")!;
  if (tellsWhom(reading.line, age)) return true;
  const before = wordAt(reading, age.first - 1);
  const pregnancy = reading.terms.find(
    ({ role, concept, first }) =>
      role === "consent" ||
      (role === "pregnancy" &&
        concept !== "menopause" &&
        !/^non/.test(wordAt(reading, first)) &&
        !/^-$/.test(wordAt(reading, first - 1))),
  );
  if (pregnancy !== undefined && pregnancy.first < age.first) return true;
  // "Subjects aged 18 and older must be willing ...": the age says of whom it is asked.
  const asked = reading.line.tokens
    .slice(age.next, age.next + 5)
    .some(({ text }) => text === "must" || text === "should" || text === ":");
  if (
    asked &&
    reading.terms.some(
      ({ role, first }) =>
        first > age.next &&
        (role === "consent" || role === "pregnancy" || role === "disease" || role === "measure"),
    )
  )
    return true;
  if (/^(?:if|despite|although)$/.test(before)) return true;
  const lead = reading.line.tokens.slice(Math.max(reading.clause.first, age.first - 5), age.first);
  if (
    lead.some(({ text }) =>
      /^(?:if|despite|although|onset|diagnosed|diagnosis|began|started|occurred)$/.test(text),
    )
  )
    return true;
  return reading.terms.some(
    ({ role, first }) =>
      (role === "disease" || role === "operation" || role === "therapy") &&
      first < age.first &&
      reading.section === "exclusion",
  );
}
