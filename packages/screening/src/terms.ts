/** Words of a title or an abstract as the ranker counts them. */

/** Words that stand in every abstract and tell nothing of what it is about. */
const stopWords = new Set(
  (
    "a about above across after again against all almost alone along already also although always am among an and another any " +
    "are around as at back be became because become been before behind being below beside besides between beyond both but by " +
    "can cannot could did do does doing done down due during each either else enough etc even ever every except few for former " +
    "from further had has have having he hence her here herself him himself his how however i if in indeed instead into is it its " +
    "itself just last latter least less made many may me meanwhile might mine more moreover most mostly much must my namely " +
    "neither never nevertheless next no nobody none nor not nothing now of off often on once one only onto or other others " +
    "otherwise our out over own per perhaps please rather same seem seemed several she should since so some somehow sometimes " +
    "somewhat still such than that the their them themselves then thence there thereafter thereby therefore these they this " +
    "those though through throughout thus to together too toward towards under until up upon us very via was we well were what " +
    "whatever when where whereas whereby wherein whether which while who whole whom whose why will with within without would " +
    "yet you your"
  ).split(" "),
);

/** In their order, in lower case, without stop words, in the singular. */
export function termsOf(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}_]{2,}/gu) ?? [];
  return words.filter((word) => !stopWords.has(word)).map(singular);
}

/** English plurals only: full stemmers also join what differs, such as "organ" and "organism". */
function singular(word: string): string {
  if (word.length <= 3) return word;
  if (word.endsWith("ies")) return `${word.slice(0, -3)}y`;
  return word.endsWith("s") && !/(ss|us|is)$/.test(word) ? word.slice(0, -1) : word;
}
