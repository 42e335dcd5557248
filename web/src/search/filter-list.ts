/** Narrows the list on the page while a reader types. The index comes from this site; what is typed goes nowhere. */
import MiniSearch from "minisearch";
import { type SearchFile, searchOptions } from "./search-options.ts";

const form = document.querySelector<HTMLFormElement>("form[data-index]")!;
const field = form.querySelector("input")!;
const status = document.querySelector<HTMLElement>("[role=status]")!;
const items = [...document.querySelectorAll<HTMLElement>("[data-document]")];
const sections = [...document.querySelectorAll<HTMLElement>("[data-section]")];

let loading: Promise<{ search: MiniSearch; found: readonly string[] }> | undefined;
const load = () => {
  loading ??= fetch(form.dataset.index!)
    .then((answer) => {
      if (!answer.ok) throw new Error(String(answer.status));
      return answer.json() as Promise<SearchFile>;
    })
    .then(({ index, found }) => ({ search: MiniSearch.loadJSON(index, searchOptions), found }));
  return loading;
};

async function show(): Promise<void> {
  const query = field.value.trim();
  try {
    const { search, found } = await load();
    // While the index came, more may have been typed; that call shows it.
    if (query !== field.value.trim()) return;
    const all = query === "" ? undefined : idsFound(search, query);
    arrange(all);
    status.textContent = all === undefined ? "" : (found[all.length] ?? "");
  } catch {
    loading = undefined;
    arrange(undefined);
    status.textContent = form.dataset.failed!;
  }
}

/** All words if that finds something, else any of them. */
function idsFound(search: MiniSearch, query: string): string[] {
  const all = search.search(query);
  return (all.length > 0 ? all : search.search(query, { combineWith: "OR" })).map(({ id }) => String(id));
}

/** The best first in each list; everything in its own order when nothing is asked. */
function arrange(ids: readonly string[] | undefined): void {
  const place = (item: HTMLElement) => ids?.indexOf(item.dataset.document!) ?? 0;
  for (const item of items) item.hidden = place(item) < 0;
  for (const list of new Set(items.map((item) => item.parentElement!))) {
    const own = items.filter((item) => item.parentElement === list);
    list.append(...(ids ? own.toSorted((a, b) => place(a) - place(b)) : own));
  }
  for (const section of sections) section.hidden = !section.querySelector("[data-document]:not([hidden])");
}

form.hidden = false;
form.addEventListener("submit", (event) => event.preventDefault());
field.addEventListener("focus", () => void load().catch(() => {}), { once: true });
field.addEventListener("input", () => void show());
