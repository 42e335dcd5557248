/**
 * What is known about a child, as far as trials ask. Absent always means "not known", never "no".
 */
import type { CompletedMonths, GmfcsLevel } from "motor";

export interface TrialChild {
  readonly age: CompletedMonths;
  readonly sex?: "female" | "male" | undefined;
  readonly gmfcs?: GmfcsLevel | undefined;
  /** ISO 3166-1 alpha-2. */
  readonly country?: string | undefined;
  readonly weightKg?: number | undefined;
  readonly cordBlood?:
    | {
        readonly own?: "stored" | "none" | undefined;
        readonly sibling?: "stored" | "none" | undefined;
        /** As counted before freezing, the figure on the bank's report. */
        readonly totalNucleatedCells?: number | undefined;
      }
    | undefined;
}
