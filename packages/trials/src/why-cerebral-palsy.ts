/**
 * Why a trial is in a list about cerebral palsy: the field and the words in it that say so. Sponsors file
 * trials under other conditions (a cord blood trial for cerebral palsy under "Safety Issues"), so the
 * conditions alone would miss some; the reason is kept so that a reader can judge it.
 */

export type ListedField = "conditions" | "title" | "keywords" | "text";

export interface WhyCerebralPalsy {
  readonly field: ListedField;
  /** The words found, as they stand in the record. */
  readonly words: string;
}

// "CP" alone is left out: it is also chronic pancreatitis, cleft palate and chronic pain.
const named = /\bcerebral[ -]pals(?:y|ies)\b|\blittle'?s disease\b/i;
const related =
  /\b(?:spastic (?:(?:hemi|di|quadri|tetra)plegi[ac]|hemiparesis|paresis)|congenital hemi(?:plegi[ac]|paresis)|periventricular leu[ck]o?malacia|(?:neonatal )?hypoxi[ac][- ]isch(?:a)?emic encephalopathy|birth asphyxia)\b/i;

/** The strongest reason: the condition by its name in any field before a related condition in any. */
export function whyCerebralPalsy(
  fields: readonly { readonly field: ListedField; readonly text: string }[],
): WhyCerebralPalsy | undefined {
  for (const pattern of [named, related])
    for (const { field, text } of fields) {
      const found = pattern.exec(text);
      if (found !== null) return { field, words: found[0] };
    }
  return undefined;
}
