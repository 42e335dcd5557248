import type { Locale, Say } from "visit";
import type { PageMessage } from "../page/locale.ts";

/** What a part of the page needs to tell anything: words, and the day they are told on (`yyyy-MM-dd`). */
export interface Told {
  readonly t: Say<PageMessage>;
  readonly say: Say;
  readonly locale: Locale;
  readonly today: string;
}
