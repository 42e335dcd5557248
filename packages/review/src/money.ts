/** Who stood behind a study and what they stand to gain, each with where it was read. */
import type { CitedFigure, FigureId, Study } from "evidence";
import type { SourceList, Statement } from "visit";
import type { SayReview } from "./words.ts";

export interface Backing extends Statement {
  /** As printed: a name. */
  readonly label: string;
}

export interface Money {
  /** None: who paid was not read. */
  readonly backers: readonly Backing[];
  readonly interests: readonly Statement[];
}

export function money(
  { backers, interests }: Study,
  state: SourceList["state"],
  say: SayReview,
  figures: ReadonlyMap<FigureId, CitedFigure>,
): Money {
  return {
    backers: backers.map(({ name, role, kind, source }) => ({
      label: name,
      ...state(
        say("review.backer", {
          role: say(`review.backer.role.${role}`),
          kind: say(`review.backer.kind.${kind}`),
        }),
        [source],
      ),
    })),
    interests: interests.map((interest) =>
      state(say(`review.interest.${interest.code}`), [
        interest.source,
        ...interest.figures.map((id) => figures.get(id)!),
      ]),
    ),
  };
}
