/** Who took part in a study, and what they got. */
import { routeKey } from "evidence";
import { countryWords, listWords, routeWords } from "visit";
import type { Row, StudyWords } from "./study-words.ts";

export function whoRows(words: StudyWords): Row[] {
  const { study, say, locale } = words;
  const { country, ages, gmfcs, severity, mixedDiagnoses } = study;
  const levels = gmfcs
    ? say("review.study.levels", { levels: listWords(gmfcs, locale) })
    : say("review.study.levels.not read");
  return [
    ...words.slotRows(study),
    words.row(
      "review.study.who.ages",
      say(`review.study.ages.${ages.what}`, { below: ages.high === "below" ? "yes" : "no" }),
    ),
    words.row("review.study.who.levels", levels),
    ...(severity
      ? [
          words.row(
            "review.study.who.severity",
            say(`review.study.severity.${severity}`),
            words.readAt("severity"),
          ),
        ]
      : []),
    ...(mixedDiagnoses ? [words.row("review.study.who.mixed", say("review.study.mixed"))] : []),
    ...(country
      ? [
          words.row(
            "review.study.who.country",
            say("review.study.country", { country: countryWords(country, locale) }),
          ),
        ]
      : []),
  ];
}

export function gotRows(words: StudyWords): Row[] {
  const { study, say, sayVisit, locale } = words;
  const { products, preparation, donors, donorMatch, routes, routesConfirmed } = study;
  const list = (parts: readonly string[]) => listWords(parts, locale);
  const from = donors.map((donor) => sayVisit(`study.donor.${donor}`));
  return [
    words.row(
      "review.study.got.product",
      list(products.map((product) => sayVisit(`study.product.${product}`))),
    ),
    words.row("review.study.got.preparation", say(`review.study.preparation.${preparation}`)),
    words.row("review.study.got.donor", from.length > 0 ? list(from) : say("review.study.donor.not read")),
    ...(donorMatch
      ? [
          words.row(
            "review.study.got.match",
            say(`review.study.match.${donorMatch}`),
            words.readAt("donorMatch"),
          ),
        ]
      : []),
    words.row("review.study.got.route", routeWords(routeKey(routes, routesConfirmed), sayVisit)),
  ];
}
