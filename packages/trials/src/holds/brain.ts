/** What imaging of the brain can show, in the words it is told in. */
const malformed = /malform|dysplas|polymicrogyr|lissenceph|schizenceph|agenesis|genetic|leukodystroph/i;
const other =
  /\bnormal\b|infarct|basal ganglia|thalam|cerebell|malform|dysplas|polymicrogyr|lissenceph|schizenceph|agenesis|porenceph/i;

/** "hypoxic injury, no malformation" shows none. */
const withoutDenied = (imaging: string): string => imaging.replace(/\b(?:no|without|not)\b[^,;.]*/gi, "");

export const isMalformed = (imaging: string): boolean => malformed.test(withoutDenied(imaging));

/** Whether something is shown that leaves no room for what else a line may ask for. */
export const showsOther = (imaging: string): boolean => other.test(withoutDenied(imaging));
