/**
 * Levels of the Gross Motor Function Classification System, I (walks without limits) to V (is moved in a
 * wheelchair). Only the level is used here; the wording of the classification belongs to its authors.
 */
export const gmfcsLevels = ["I", "II", "III", "IV", "V"] as const;

export type GmfcsLevel = (typeof gmfcsLevels)[number];
