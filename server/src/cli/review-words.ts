/** The sentences of the review's commands. */
const list = (items: readonly string[]) => items.join(", ");
const count = (number: number, one: string, many = `${one}s`) =>
  `${number.toLocaleString("en")} ${number === 1 ? one : many}`;

export const reviewHelp = {
  review: `The living review: "cordwise review search" looks for new studies, "cordwise review screen" takes the
decisions of two people about each, "cordwise review status" counts. Each tells more with --help.
`,
  "review search": `Looks for new studies of cells from cord blood in cerebral palsy, with the search strategy in
packages/screening/data/search-strategy.json. What is found goes into the screening queue; copies of one report
are joined, and nothing is dropped. A search that was broken off goes on where it was.

Usage: cordwise review search [--source pubmed|europe-pmc] [--since yyyy-MM-dd]

  --source        one database; both, one after the other, where left out
  --since         only records that came into the database on that day or later; all where left out

Environment: CORDWISE_CONTACT, an address where the databases can reach you; they ask for one.
`,
  "review screen": `Shows what is to be screened, the most promising first, and takes decisions. Two people decide about
each report, and neither sees the other's decision before their own. Where they disagree a third person decides.
Nothing is erased: --undo takes a decision back by a further entry.

Usage: cordwise review screen --as NAME [--limit N]
       cordwise review screen --as NAME --conflicts
       cordwise review screen N --as NAME [--include | --exclude REASON | --undo | --apart]

  N               the number of a report; by itself it shows the abstract and all copies
  --as            who you are; always the same name
  --limit         how many to list, 10 where left out
  --conflicts     lists the reports on which two people disagree
  --include       it belongs in the review
  --exclude       it does not, by the first of these reasons that holds: not-cerebral-palsy,
                  not-cord-blood-or-cord-cells, not-in-people, no-new-data, not-retrievable
  --undo          takes your last decision about it back
  --apart         record N is no copy of the others it was joined with; it stands by itself from now on

Example: cordwise review screen 17 --as ada --exclude not-in-people
`,
  "review status": `Counts what was found and decided, lists the searches, and draws the flow of records as PRISMA does.

Usage: cordwise review status [--format text|json|svg] [--publish]

  --format        text (the default), json, or svg (a picture)
  --publish       also writes the counts that the site shows: packages/evidence/data/screening.json
`,
} as const;

export const reviewWords = {
  asking: (host: string) => `asking ${host} ...`,
  resuming: (kept: number) =>
    `going on with a search that was broken off; ${count(kept, "record")} of it ${kept === 1 ? "is" : "are"} in the store`,
  page: (kept: number, found: number) =>
    `${kept.toLocaleString("en")} of ${count(found, "record")} in the store`,
  searched: (host: string, kept: number, joined: number) =>
    `${host}: ${count(kept, "record")} found and kept${joined > 0 ? `, ${count(joined, "pair")} of records joined` : ""}.`,
  notDelivered: (id: string) => `left out: ${id} was listed but not delivered`,
  noTitle: (id: string) => `left out: ${id} has no title`,
  queue: (reports: number, known: number, waiting: number) =>
    `The queue holds ${count(reports, "report")}: ${known.toLocaleString("en")} known already, ${waiting.toLocaleString("en")} to be screened.`,

  missingName: '"cordwise review screen" needs to know who decides: --as NAME, always the same one.',
  badName: '--as needs a name of 1 to 60 letters, digits, spaces, points or hyphens, such as "ada".',
  badLimit: (value: string) => `--limit cannot be "${value}"; expected a whole number from 1 to 1000.`,
  badNumber: (value: string) =>
    `"${value}" is not the number of a report; expected a whole number, as "cordwise review screen --as NAME" lists them.`,
  noSuchReport: (key: number) =>
    `There is no report with the number ${key}. "cordwise review screen --as NAME" lists those to be screened.`,
  badReason: (value: string, near: string | undefined, reasons: readonly string[]) =>
    `--exclude cannot be "${value}"; it can be ${list(reasons)}.${near ? ` Did you mean ${near}?` : ""}`,
  oneDecision: "Give one of --include, --exclude REASON, --undo and --apart, not several.",
  decisionWithoutNumber: (option: string) => `${option} needs the number of a report before it.`,
  notWithNumber: (option: string) => `${option} lists reports; leave it out, or leave out the number.`,
  isKnown: (key: number, work: string) =>
    `Report ${key} is in the data set already, as ${work}; it needs no decision. If it is another one, take it apart with --apart.`,
  settled: (key: number) =>
    `Two others have decided about report ${key} and agree, so nothing is left to decide.`,
  nothingToUndo: (key: number, name: string) => `${name} has no decision about report ${key} to take back.`,
  nothingApart: (key: number) => `Record ${key} is not joined with another one.`,

  decided: (key: number, name: string, what: string) => `${name} on report ${key}: ${what}.`,
  include: "include",
  exclude: (because: string) => `exclude, ${because}`,
  withdrawn: "decision taken back",
  tookApart: (key: number, joined: number) =>
    `Record ${key} stands by itself: ${count(joined, "join")} taken back. No later search joins them again.`,
  standing: {
    waiting: "It waits for another person.",
    conflict: 'The two do not agree; a third person decides. "--conflicts" lists such reports.',
    included: "Both include it.",
    excluded: "Both exclude it.",
    "resolved-included": "It is included, by the third person's decision.",
    "resolved-excluded": "It is excluded, by the third person's decision.",
  },
  ranked: "The order of the queue was learnt anew.",
  nothingDue: (name: string) => `Nothing waits for ${name}.`,
  due: (shown: number, all: number, name: string, ranked: boolean) =>
    `${shown.toLocaleString("en")} of ${count(all, "report")} that ${all === 1 ? "waits" : "wait"} for ${name}, ${ranked ? "most promising first" : "in the order in which they were found; an order is learnt once one report was settled as included or known, and one as excluded"}:`,
  noConflicts: "There are no conflicts.",
  vote: (by: string, what: string) => `${by}: ${what}`,
  noAbstract: "The source gives no abstract.",
  copies: (number: number) => `found as ${count(number, "record")}:`,
  sameStudy: (keys: readonly number[]) =>
    `of the same study: ${keys.map((key) => `report ${key}`).join(", ")}`,
  knownAs: (work: string) => `in the data set as ${work}`,

  search: (
    source: string,
    s: {
      started: string;
      finished: string | undefined;
      since: string | undefined;
      records: number;
      refused: number;
    },
  ) =>
    `${source}${s.since ? ` since ${s.since}` : ""}: ${s.finished ? `finished on ${s.finished}` : `begun on ${s.started}, broken off`}, ${count(s.records, "record")}${s.refused > 0 ? `, ${s.refused} left out` : ""}`,
  noSearches: 'No search was run yet. "cordwise review search" runs one.',
  screeners: (name: string, decisions: number) => `${name}: ${count(decisions, "decision")}`,
  published: (file: string) => `written: ${file}`,
  cannotPublish: (file: string, reason: string) =>
    `${file} cannot be written (${reason}). It is a part of the repository; run this where that is.`,
  badLiteratureUrl: (name: string) =>
    `${name} is not a web address. It should look like https://example.org/path.`,
};
