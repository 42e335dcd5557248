/** A study's own records in words: rows and notes, each on the sources of its figures, else on what names the study. */
import {
  type CitedFigure,
  type DataSet,
  type Figure,
  figureId,
  figureIndex,
  type Source,
  type Study,
} from "evidence";
import { type Ground, type Locale, type Say, type SourceList, type Statement, sourceList } from "visit";
import { figureWords } from "./figure-words.ts";
import { figuredStatement, type Telling } from "./figured-statement.ts";
import { type ReviewMessage, type SayReview, sayReview } from "./words.ts";

/** A curator's note: English of the data set's own, shown as such, under a label of the catalogue. */
export interface Note extends Statement {
  readonly label?: string;
}

export interface Row extends Statement {
  readonly label: string;
}

interface Recorded {
  readonly id: string;
  readonly figures: object;
}

export class StudyWords {
  readonly study: Study;
  readonly data: DataSet;
  readonly sayVisit: Say;
  readonly say: SayReview;
  readonly locale: Locale;
  readonly sources: SourceList;
  readonly figures: ReturnType<typeof figureIndex>;

  constructor(study: Study, data: DataSet, sayVisit: Say, locale: Locale) {
    this.study = study;
    this.data = data;
    this.sayVisit = sayVisit;
    this.say = sayReview(locale);
    this.locale = locale;
    this.sources = sourceList(data.works, sayVisit);
    this.figures = figureIndex(data);
  }

  get telling(): Telling {
    return { figures: this.figures, sources: this.sources, locale: this.locale };
  }

  stated(text: string, grounds: readonly Ground[] = [this.study.identity]): Statement {
    return this.sources.state(text, grounds);
  }

  /** Where a field of the study was read that did not come from the same place as the rest. */
  readAt(field: keyof NonNullable<Study["readElsewhere"]>): readonly Ground[] {
    return [this.study.readElsewhere?.[field] ?? this.study.identity];
  }

  row(label: ReviewMessage, text: string, grounds?: readonly Ground[]): Row {
    return { label: this.say(label), ...this.stated(text, grounds) };
  }

  figuresOf(record: Recorded): { readonly slot: string; readonly figure: CitedFigure }[] {
    return Object.keys(record.figures).map((slot) => ({
      slot,
      figure: this.figures.get(figureId(record.id, slot))!,
    }));
  }

  slotRows(record: Recorded): Row[] {
    return this.figuresOf(record).map(({ slot, figure }) =>
      this.row(slotLabel(slot), this.shown(figure), [figure]),
    );
  }

  shown(figure: Figure): string {
    return figureWords(figure, this.say, this.locale);
  }

  noted(text: string, record: string, source?: Source, label?: ReviewMessage): Note {
    return {
      ...(label && { label: this.say(label) }),
      ...figuredStatement(text, record, source ? [source] : [], this.telling),
    };
  }

  notesOf(record: { readonly id: string }, texts: readonly (string | undefined)[]): Note[] {
    return texts.flatMap((text) =>
      text === undefined ? [] : this.noted(text, record.id, undefined, "review.study.note"),
    );
  }
}

export const slotLabel = (slot: string) => `review.slot.${slot}` as ReviewMessage;
