/** Levels of a scale beside which something else will do: "level II to IV, or level I with ...", "level III, or cannot sit". */
const orElse =
  /\b(?:gmfcs|macs)\b.*(?:\bor (?:\w+ ){0,2}(?:gmfcs|macs|level)\b.* (?:with|if|and|who)\b|, or (?:cannot|can|does|is|has|with|unable|needs|who|walks?|children)\b)/i;

export const hasLevelsOrElse = (text: string): boolean => orElse.test(text.slice(0, 2_000));
