/** Classes of drugs by the names of those a child with a palsy is most often given. */

const classes: readonly (readonly [named: RegExp, drugs: RegExp])[] = [
  [
    /anti-?cholinerg/i,
    /trihexyphenidyl|biperiden|glycopyrr|benza?tropin|scopolamin|hyoscin|oxybutynin|atropin/i,
  ],
  [/benzodiazep/i, /diazepam|clobazam|clonazepam|lorazepam|midazolam|nitrazepam/i],
  [/cannab/i, /cannab|\bcbd\b|\bthc\b/i],
  [/dopamin/i, /levodopa|pramipexol|ropinirol/i],
  [/proton pump/i, /prazole/i],
  [/stimulant/i, /methylphenidat|amphetamin/i],
  [/serotonin|\bssris?\b|antidepress/i, /sertralin|fluoxetin|citalopram|paroxetin|venlafaxin|duloxetin/i],
  [/gabapentinoid/i, /gabapentin|pregabalin/i],
];

/** Whether a line names a class by its name that one of these medicines is of. */
export const isOfNamedClass = (line: string, medicines: readonly string[]): boolean =>
  classes.some(([named, drugs]) => named.test(line) && medicines.some((words) => drugs.test(words)));
