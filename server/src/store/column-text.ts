/** Text from outside as a column can hold it; records themselves are kept whole, as JSON. */

/** No more than anybody reads of a status, a number or a few words; far above what registries have there. */
const longest = 1_000;

/** Null characters, which PostgreSQL refuses, and halves of surrogate pairs become U+FFFD; a very long text is cut. */
export const columnText = (text: string): string =>
  text.slice(0, longest).replaceAll("\0", "\ufffd").toWellFormed();
