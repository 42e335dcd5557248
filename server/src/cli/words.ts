/** Every sentence of the command line, in one place, so that it can be read through and one day translated. */
import type { SourceErrorCode } from "../sources/source-error.ts";
import type { StoreErrorCode } from "../store/store-error.ts";
import { reviewHelp } from "./review-words.ts";

type Values = Readonly<Record<string, string | number>>;
const list = (items: readonly string[]) => items.join(", ");
const count = (number: number, one: string, many = `${one}s`) =>
  `${number.toLocaleString("en")} ${number === 1 ? one : many}`;

/** A moment as the registry writes it, in UTC, without its seconds. */
const moment = (timestamp: string) => `${timestamp.slice(0, 16).replace("T", " ")} UTC`;

const help = {
  "": `Cordwise: what research says about cord blood for a child with cerebral palsy.
It helps to prepare for a talk with a clinician; it does not diagnose, choose or predict.

Usage: cordwise COMMAND [OPTIONS]

  summary         a visit summary from a child's facts
  trials sync     keep the trials in the store up with ClinicalTrials.gov
  trials load     put trial records into the store from a file
  trials match    trials for a child, line by line with the reason
  trials search   all trials in the store, by words, place, age and status
  trials changes  what changed in who can take part in a trial
  evidence list   every study Cordwise knows, and how far its figures were checked
  evidence export  all of the evidence as a file: JSON, CSV, RIS, BibTeX, R, FHIR
  evidence changes  what changed since an earlier version of the evidence
  review search   look for new studies in PubMed and Europe PMC
  review screen   decide which of the records found belong in the review
  review status   what was found and decided, and the flow as PRISMA draws it
  serve           the web app and the API, on this machine
  jobs work       keep up with the registry in the background
  schema child    what a child file may hold, as JSON Schema
  schema citus    how to spread the tables over several machines, as SQL for Citus

  --help          this text; after a command, the text about that command
  --version       the version of Cordwise

Everything stays on this machine. Only "trials sync", "review search" and "jobs work" use the network.
Exit codes: 0 all went well, 1 something failed, 2 what was typed or given has to change.
`,
  summary: `A visit summary from a child's facts: evidence, cells per kilogram, trials, questions to ask.

Usage: cordwise summary --child FILE [--format md|json|html] [--today yyyy-MM-dd]

  --child FILE    the child's facts as JSON; - reads standard input. "cordwise schema child"
                  tells what it may hold, and examples/ has some.
  --format        md (Markdown, the default), json, or html (a page to print)
  --today         the day on which ages count; today where left out

Example: cordwise summary --child examples/age-9-gmfcs-2.json --format html > sheet.html
`,
  trials: `Trial records: "cordwise trials sync" fetches them from ClinicalTrials.gov, "cordwise trials load" takes
them from a file, "cordwise trials match" compares them with a child's facts, "cordwise trials search"
looks through all of them, "cordwise trials changes" tells what changed in one. Each of them followed by
--help tells more.
`,
  "trials sync": `Keeps the trials in the store up with ClinicalTrials.gov: the first time it fetches all of them,
later what was updated since. Broken off at any moment, it goes on where it was. One question a second.

Usage: cordwise trials sync [--all] [--drift] [--status]

  --all           every trial there is (some 600,000; many minutes the first time), and not only those
                  that may matter to a child with cerebral palsy
  --drift         also compares every stored trial with the registry's list, to find what was missed,
                  withheld or taken away; once a week is enough
  --status        only tells how far the store is, and asks nobody

Environment: CORDWISE_CONTACT (an address that the registry can write to, sent with each question).
`,
  "trials load": `Puts trial records into the store. Newer records replace older ones, and the registry's own
records replace those that Cordwise restated. Loading the same records again changes nothing.

Usage: cordwise trials load FILE [--as-of yyyy-MM-dd] [--restated] [--whole-registry]
       cordwise trials load --live

  FILE            records in the JSON of ClinicalTrials.gov's API v2: a list, {"studies": [...]}, one
                  study, or one study a line; or an export of the WHO's portal (CSV or XML) or of
                  ANZCTR (XML, or a table with its names). The content tells which. Gzipped or not.
                  - reads standard input.
  --live          the same as "cordwise trials sync"
  --as-of         the day on which the records were copied, where they do not say it themselves
  --restated      the texts are not the registry's own words; they are labelled so wherever shown
  --whole-registry  for hundreds of thousands of records, one a line: read by every core at once,
                  criteria too. Broken off, it can be run again
`,
  "trials match": `Trials for a child, the nearest first: those with nothing left to ask, then one question away, then
more, then those that open later, then the others; in each of these those with the fewest open lines first.
Each line has its words from the record and the reason. It never says that a child is eligible:
only a trial's team can.

Usage: cordwise trials match --child FILE [--format text|json] [--today yyyy-MM-dd]

  --child FILE    the child's facts as JSON; - reads standard input
  --format        text (the default) or json
  --today         the day on which ages count; today where left out
`,
  "trials search": `Searches all trials in the store, whatever they are about.

Usage: cordwise trials search [WORDS ...] [OPTIONS]

  WORDS           all must be there; "a phrase", rehab* for beginnings, OR, and -word (after --) for
                  what must not
  --condition     words looked for in conditions, keywords and titles
  --intervention  words looked for in interventions and titles
  --country CA    two letters
  --near LAT,LON --km N   with a site no further away
  --age N         years that the limits let in
  --sex           female or male
  --status        words of the registry with commas between, or "open"
  --phase, --type words of the registry, such as PHASE2, EXPANDED_ACCESS
  --sort          relevance (the default) or newest
  --page N, --page-size N
  --format        text (the default) or json

Example: cordwise trials search cord blood --condition "cerebral palsy" --status open
`,
  "trials changes": `What changed in who can take part in a trial, criterion by criterion, since it came into the store.
The reading is by rule; the registry's words stand beside it, and they count.

Usage: cordwise trials changes NUMBER [--format text|json]

  NUMBER          the trial's number in its registry, such as NCT01147653
  --format        text (the default) or json
`,
  evidence: `The evidence that comes with Cordwise. "cordwise evidence list" lists its studies, "cordwise evidence export"
makes files of all of it, "cordwise evidence changes"
tells what is new or different.
`,
  "evidence list": `Every study Cordwise knows: who was treated how, the main result, and how far its figures were
checked. A figure nobody has checked says so.

Usage: cordwise evidence list [--format text|json]
`,
  "evidence export": `All of the evidence as a file, the same as on the page "Take the data with you". Each file names the
version of the evidence and its day.

Usage: cordwise evidence export [--format json|schema|csv|ris|bibtex|r|fhir] [--table TABLE] [--out FILE]

  --format        json (everything, the default), schema (the form of that JSON), csv (one table), ris or
                  bibtex (the works as references), r (a script that makes our pools anew with metafor),
                  fhir (FHIR R5, a Bundle of Citation and Evidence)
  --table         which table of the CSV; figures where left out
  --out FILE      a new file to write; without it everything goes to standard output

Example: cordwise evidence export --format csv --table harms --out harms.csv
`,
  "evidence changes": `What changed in the evidence since an earlier version: how sure we are, claims, studies, results,
conflicts between sources, other figures. The version is on every printed sheet.

Usage: cordwise evidence changes [--since VERSION] [--format text|json]

  --since         the version to compare with; the last one before the present where left out
  --format        text (the default) or json
`,
  ...reviewHelp,
  serve: `Serves the web app and the API on this machine until Ctrl+C.

Usage: cordwise serve [--port N]

  --port N        port to listen on, 4173 where left out; 0 takes any free one

Environment: HOST (127.0.0.1: nobody but this machine), DATABASE_URL (a PostgreSQL server to keep trials
in), CORDWISE_DATA (folder of the embedded database where there is none), CORDWISE_LOG=requests.
`,
  jobs: `Work that goes on by itself: "cordwise jobs work" does it, "cordwise jobs add" asks for something now,
"cordwise jobs status" tells how things stand. Each of them followed by --help tells more.
`,
  "jobs work": `Keeps up with the registry until Ctrl+C: what was updated each weekday, a comparison with the whole list
once a week, and a new pack whenever trials have changed. Any number of machines with one DATABASE_URL
share the work; what one of them leaves undone, another does.

Usage: cordwise jobs work
`,
  "jobs add": `Puts work into the queue, for whichever machine is free.

Usage: cordwise jobs add sync [--all] [--drift]
       cordwise jobs add pack

  --all, --drift  as with "cordwise trials sync"
`,
  "jobs status": `How much work waits, is being done, and failed for good.

Usage: cordwise jobs status
`,
  schema: `"cordwise schema child" prints what a child file may hold, "cordwise schema citus" how the tables
are spread over several machines.
`,
  "schema citus": `Prints the statements that spread the tables over the machines of a Citus cluster, each trial with all
that is kept of it on one of them. Run them once on the coordinator, after the first start and before the first load.

Usage: cordwise schema citus

Example: cordwise schema citus | psql "$DATABASE_URL"
`,
  "schema child": `Prints the JSON Schema of a child file, with units and ranges in its descriptions.

Usage: cordwise schema child
`,
} as const;

export type HelpPage = keyof typeof help;

const storeProblems: Readonly<Record<StoreErrorCode, (values: Values) => string>> = {
  refused: ({ address }) =>
    `The PostgreSQL server at ${address} does not answer. Check that it runs and that DATABASE_URL is right, or unset DATABASE_URL to use the embedded database.`,
  "not-let-in": ({ address, reason }) =>
    `The PostgreSQL server at ${address} does not let us in: ${reason}. Check the user, password and database in DATABASE_URL.`,
  "bad-address": () =>
    "DATABASE_URL is not the address of a PostgreSQL server. It should look like postgres://user:password@host:5432/database.",
  held: ({ folder, pid }) =>
    `The data folder ${folder} is held by process ${pid}, which does not answer. Stop that process, then try again.`,
  broken: ({ folder, reason }) =>
    `The embedded database in ${folder} does not open: ${reason}. It holds only trials that can be loaded again, so the folder may be moved away to start afresh.`,
  unwritable: ({ folder, reason }) =>
    `The data folder ${folder} cannot be used: ${reason}. Make it writable, or name another one in CORDWISE_DATA.`,
  newer: ({ migrations }) =>
    `The store was written by a later version of Cordwise (${migrations}). Use that version, or name another folder in CORDWISE_DATA.`,
};

const sourceProblems: Readonly<Record<SourceErrorCode, (values: Values) => string>> = {
  unreachable: ({ reason }) =>
    `could not be reached (${reason}). Check the network connection and try again.`,
  "rate-limited": ({ seconds }) =>
    Number(seconds) > 0
      ? `asks to wait ${seconds} seconds before the next question. Try again after that.`
      : "says that too many questions came from here. Try again in an hour.",
  failing: ({ status }) => `has a fault of its own (status ${status}). Try again later.`,
  refused: ({ status, answer }) =>
    `refused the question (status ${status}): ${answer}. The registry may have changed; please report this.`,
  "not-json": ({ start }) => `sent something else than data, beginning with: ${start}. Try again later.`,
  "too-large": ({ megabytes }) =>
    `sent an answer of more than ${megabytes} MB, although only one record was asked for. Please report this.`,
  "field-unknown": ({ field }) =>
    `no longer has the field ${field} that is asked for here. The registry has changed; please report this.`,
  "failed-to-answer": ({ answer }) => `answered that it failed: ${answer}. Try again later.`,
  "too-many": ({ found, most }) =>
    `found ${found} records, but gives out no more than ${most}. Ask for a part of them with --since.`,
  incomplete: ({ found, got }) =>
    `gave out ${got} of the ${found} records it found. Try again later; what is there is not asked for twice.`,
  "unexpected-shape": ({ reason }) =>
    `sent data in a shape that is not known here (${reason}). The registry may have changed; please report this.`,
};

const whyNotOpened: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EACCES: "it may not be read by this user",
  EPERM: "it may not be read by this user",
  ENOTDIR: "a part of the path is no folder",
  ENAMETOOLONG: "the name is too long",
  ELOOP: "its links lead in a circle",
};

export const words = {
  help: (page: HelpPage): string => help[page],

  unknownCommand: (typed: string, near: string | undefined) =>
    `There is no command "${typed}".${near ? ` Did you mean "cordwise ${near}"?` : ""} "cordwise --help" lists the commands.`,
  incompleteCommand: (typed: string, parts: readonly string[]) =>
    `"cordwise ${typed}" needs a further word: ${list(parts)}. "cordwise ${typed} --help" tells more.`,
  unknownOption: (command: string, typed: string, near: string | undefined, known: readonly string[]) => {
    const what =
      known.length > 0 ? `It knows ${list(known.map((name) => `--${name}`))}.` : "It has no options.";
    return `"cordwise ${command}" has no option ${typed}. ${near ? `Did you mean ${near}?` : what}`;
  },
  optionWithoutValue: (command: string, option: string) =>
    `${option} needs a value after it. "cordwise ${command} --help" shows which.`,
  flagWithValue: (option: string) => `${option} stands by itself; leave out the value after it.`,
  unexpectedWord: (command: string, word: string) =>
    `"cordwise ${command}" does not know what to do with "${word}". "cordwise ${command} --help" shows what it takes.`,
  fileExists: (path: string) =>
    `${path} is there already and was left as it is. Name a new file after --out, or take the old one away.`,
  cannotWrite: (path: string, code: string) =>
    `${path} could not be written (${code}). Name a file in a folder that is there and that you may write to.`,
  tableWithoutCsv: (format: string) =>
    `--table goes with --format csv only, and ${format} was asked for. Leave it out.`,
  badChoice: (option: string, value: string, choices: readonly string[], near: string | undefined) =>
    `${option} cannot be "${value}"; it can be ${list(choices)}.${near ? ` Did you mean ${near}?` : ""}`,
  noSuchRelease: (since: string | undefined, versions: readonly string[]) =>
    since === undefined
      ? "No earlier version of the evidence is kept, so there is nothing to compare with."
      : `--since cannot be "${since}"; the versions kept are ${list(versions)}.`,
  badDay: (option: string, value: string) =>
    `${option} cannot be "${value}"; expected a day such as 2026-11-22.`,
  badPort: (value: string) => `--port cannot be "${value}"; expected a whole number from 0 to 65535.`,
  missingChild: (command: string) =>
    `"cordwise ${command}" needs the child's facts: --child FILE, or --child - for standard input. examples/ has some.`,
  missingRecords: `"cordwise trials load" needs a FILE with trial records, or --live to fetch them from ClinicalTrials.gov.`,
  recordsTwice: "Give either a FILE or --live, not both.",
  notWithLive: (option: string) =>
    `${option} is about records from a FILE; --live knows the day and the origin itself.`,

  noSuchJob: (name: string | undefined) =>
    name === undefined
      ? '"cordwise jobs add" needs to know what: sync or pack.'
      : `There is no job "${name}"; there are sync and pack.`,
  onlyWithSync: (option: string) => `${option} is about a sync; leave it out.`,
  jobAdded: "Added.",
  jobWaitsAlready: "The same is waiting already.",
  queueState: (s: { name: string; waiting: number; active: number; failed: number }) =>
    `${s.name}: ${s.waiting} waiting, ${s.active} being done, ${s.failed} failed`,
  working: 'Working. "cordwise jobs status" tells how things stand; Ctrl+C stops.',
  jobDone: (name: "sync" | "pack", what: string) =>
    name === "sync"
      ? `sync: up to the registry's data of ${moment(what)}`
      : `pack: ${what.slice(0, 12)} published`,
  jobFailed: (reason: string) => `A job failed and will be tried again: ${reason}`,

  standardInput: "standard input",
  cannotOpen: (path: string, code: string) =>
    `The file ${path} cannot be opened: ${whyNotOpened[code] ?? code}. Check the name and try again.`,
  isDirectory: (path: string) => `${path} is a folder; expected a file in it.`,
  emptyFile: (name: string) => `${name} is empty; expected a child's facts as JSON, as in examples/.`,
  tooLarge: (name: string) =>
    `${name} is larger than 1 MB; expected a child's facts, which take less than 1 kB. Is it another file?`,
  binaryFile: (name: string) =>
    `${name} is not a text file; expected a child's facts as JSON, as in examples/.`,
  notJson: (name: string, line: number, column: number) =>
    `${name} is not JSON: line ${line}, column ${column} does not fit. Often a comma or a quotation mark is missing or too many.`,
  badChild: (name: string, problems: readonly string[]) =>
    `${name} could not be read as a child's facts:\n${problems.map((problem) => `  ${problem}`).join("\n")}\n"cordwise schema child" tells what it may hold.`,
  recordsNotText: (name: string) =>
    `${name} is not a text file; expected trial records as JSON. What was read before the fault is in the store.`,
  recordsNotUnpacked: (name: string) =>
    `${name} begins as a gzip file but cannot be unpacked; it may have been cut short. What was read before the fault is in the store.`,
  noRecords: (name: string, because: string) => `Nothing was loaded from ${name}. ${because}`,

  progress: (read: number, kept: number, refused: number) =>
    `${count(read, "record")} read, ${kept.toLocaleString("en")} in the store${refused > 0 ? `, ${refused.toLocaleString("en")} refused` : ""}`,
  searching: (host: string) => `asking ${host}, a question a second ...`,
  page: (
    walk: "full" | "delta" | "drift",
    search: number,
    of: number,
    given: number,
    total: number | undefined,
  ) => {
    const what = { full: "all trials", delta: "what was updated", drift: "the list" }[walk];
    const far =
      total === undefined
        ? count(given, "trial")
        : `${given.toLocaleString("en")} of ${count(total, "trial")}`;
    return `${what}${of === 1 ? "" : `, search ${search} of ${of}`}: ${far}`;
  },
  compared: (confirmed: number, due: number) =>
    `${count(confirmed, "trial")} as the registry has them; ${due.toLocaleString("en")} to be looked at again`,
  walkRestarted: "the registry's data were renewed on the way; beginning again",
  synced: (c: { added: number; changed: number; refused: number }, complete: string, gone: number) =>
    `${count(c.added, "new trial")}, ${c.changed.toLocaleString("en")} changed${c.refused > 0 ? `, ${c.refused} refused` : ""}. Up to the registry's data of ${moment(complete)}.${gone > 0 ? ` ${count(gone, "trial")} no longer there, kept and hidden.` : ""}`,
  syncNever: (what: string) => `${what}: never fetched. "cordwise trials sync" does it.`,
  syncStatus: (
    what: string,
    s: { complete?: string | undefined; drifted?: string | undefined; underWay: string | undefined },
  ) =>
    `${what}: ${s.complete ? `complete up to the registry's data of ${moment(s.complete)}` : "not yet complete"}` +
    `; ${s.drifted ? `compared with its list of ${moment(s.drifted)}` : "never compared with its list"}` +
    `${s.underWay ? `; broken off at ${s.underWay}, goes on there next time` : ""}.`,
  syncScope: (scope: "conditions" | "all") =>
    scope === "all" ? "All trials" : "Trials that may matter to a child with cerebral palsy",
  syncStep: (kind: string) =>
    ({
      full: "the first walk through all trials",
      delta: "a walk through what was updated",
      drift: "a walk through the registry's list",
    })[kind] ?? "the comparison with the registry's list",
  notWithStatus: (option: string) => `--status only tells how far the store is; leave out ${option}.`,
  loaded: (c: {
    read: number;
    added: number;
    changed: number;
    same: number;
    kept: number;
    refused: number;
  }) =>
    `${count(c.read, "record")} read: ${c.added} new, ${c.changed} changed, ${c.same} as before` +
    `${c.kept > 0 ? `, ${c.kept} left because the store has a better copy` : ""}${c.refused > 0 ? `, ${c.refused} refused` : ""}.`,
  storeHolds: (all: number, cerebralPalsy: number) =>
    `The store holds ${count(all, "trial")}, ${cerebralPalsy.toLocaleString("en")} of them about cerebral palsy.`,
  refused: (place: string, because: string) => `refused: ${place}${because}`,
  atLine: (line: number) => `line ${line}: `,
  atIndex: (index: number) => `record ${index + 1}: `,
  moreRefused: (more: number) => `and ${count(more, "more", "more")}`,

  openingStore: "opening the store ...",
  makingStore: "making the store (once; some seconds) ...",
  starterLoaded: (number: number) =>
    `${count(number, "trial")} that come with Cordwise put into the store. They are restated; "cordwise trials sync" fetches the registry's own records.`,
  readyingSearch: (done: number, all: number) =>
    done === 0
      ? `bringing ${count(all, "trial")} of an earlier version into the search; the pages can be used meanwhile ...`
      : `${done.toLocaleString("en")} of ${count(all, "trial")} are in the search`,
  searchNotReadied: (because: string) =>
    `Not all trials could be brought into the search: ${because}. The next start tries again.`,
  serving: (address: string) => `Cordwise is at ${address}`,
  searchFound: (found: number, isExact: boolean) =>
    isExact
      ? `${count(found, "trial")} found.`
      : `More than ${found.toLocaleString("en")} trials found; the best of the newest are shown.`,
  searchSome: "Few trials or none have all of these words; these have most of them.",
  searchIgnored: (ignored: readonly string[]) => `Not looked for: ${list(ignored)}.`,
  searchPage: (page: number, last: number) => `\nPage ${page} of ${last}; --page N shows another.`,
  missingTrialNumber: '"cordwise trials changes" needs the number of a trial, such as NCT01147653.',
  noSuchTrial: (number: string) =>
    `The store has no trial ${number}. Check the number, or "cordwise trials search" for it.`,
  neverChanged: (number: string) =>
    `${number}: the words about who can take part have not changed since it came into the store.`,
  changedBetween: (before: string, after: string | undefined) =>
    after === undefined ? `After ${before}, older words came back:` : `Between ${before} and ${after}:`,
  sameLines: (same: number, more: number) =>
    `${more > 0 ? `${count(more, "more change")}. ` : ""}${count(same, "line")} as before.`,
  comparedInPart: "The texts are longer than what is compared; read them beside each other.",
  olderChanges: "There were earlier changes.",
  pagesMissing: 'The pages are not built, so only the API is there. "npm start" builds and serves them.',
  portTaken: (port: number) =>
    `Port ${port} is taken, perhaps by another Cordwise. Choose another one with --port, or --port 0 for any free one.`,
  portForbidden: (port: number) =>
    `Port ${port} may not be used by this user. Choose one above 1023 with --port.`,
  badHost: (host: string) =>
    `HOST is ${host}, which is no address of this machine. Leave it out to serve this machine only.`,
  stopping: "stopping ...",

  storeProblem: (code: StoreErrorCode, values: Values) => storeProblems[code](values),
  sourceProblem: (code: SourceErrorCode, source: string, values: Values) =>
    `${URL.canParse(source) ? new URL(source).host : source} ${sourceProblems[code](values)} What was fetched before is in the store.`,
  badRegistryUrl:
    "CORDWISE_REGISTRY_URL is not a web address. It should look like https://clinicaltrials.gov/api/v2.",
  failed: (reason: string) =>
    `Cordwise made a mistake: ${reason}. Please report it; CORDWISE_DEBUG=1 shows where it happened.`,
};
