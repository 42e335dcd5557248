/** Sex as eligibility texts word it: "male or female", "any gender", "boys and girls", "females". */
import type { ReadCriterion, Sex } from "./criterion.ts";
import { map, maybe, oneOf, type Parser, phrase, sequence } from "./grammar.ts";

const female = phrase("female", "females", "woman", "women", "girl", "girls");
const male = phrase("male", "males", "man", "men", "boy", "boys");
const joined = phrase("or", "and", "/", "&", ",", "and / or", "or / and");
const both: ReadCriterion = { kind: "sex", sexes: ["female", "male"] };

const anySex: Parser<ReadCriterion> = oneOf(
  map(
    sequence(maybe(phrase("both")), oneOf(sequence(male, joined, female), sequence(female, joined, male))),
    () => both,
  ),
  map(
    phrase(`
      both sexes | both genders | both sex | both gender | either sex | either gender | any sex | any gender |
      all sexes | all genders | of either sex | of any sex | of both sexes | of both genders | of any gender |
      of either gender
    `),
    () => both,
  ),
);
const only = (sex: Sex): ReadCriterion => ({ kind: "sex", sexes: [sex] });
const oneSex: Parser<ReadCriterion> = oneOf(
  map(sequence(female, maybe(phrase("only", "sex", "gender"))), () => only("female")),
  map(sequence(male, maybe(phrase("only", "sex", "gender"))), () => only("male")),
);

export const sexWords: Parser<ReadCriterion> = oneOf(anySex, oneSex);
