/**
 * Marks on the map where the family's own child would stand. The facts come from this browser's own store and go
 * nowhere; the page is whole without this.
 */
import { keptDraft } from "../child/kept-child.ts";
import { today } from "../page/today.ts";
import { placeOf } from "./place-of-child.ts";

const panel = document.getElementById("own-child")!;
const list = panel.querySelector("[data-own-list]")!;
const toggle = panel.querySelector<HTMLInputElement>("[data-own-switch]")!;
const choices = document.querySelector<HTMLFormElement>(".choices")!;

function unmark(): void {
  for (const marked of document.querySelectorAll("[data-own-place]"))
    marked.removeAttribute("data-own-place");
  list.replaceChildren();
}

/** Marks the child's square in every grid, and tells those that are in sight in words. */
function mark(band: string, level: string): void {
  unmark();
  if (!toggle.checked) return;
  for (const row of document.querySelectorAll(`.grid tr[data-band="${band}"]`)) {
    const cell = row.querySelector<HTMLElement>(`td[data-level="${level}"]`)!;
    const grid = row.closest<HTMLElement>(".grid")!;
    cell.dataset.ownPlace = "";
    row.querySelector("th")!.dataset.ownPlace = "";
    grid.querySelector<HTMLElement>(`thead [data-level="${level}"]`)!.dataset.ownPlace = "";
    if (grid.offsetParent === null) continue;
    const line = document.createElement("li");
    const what = document.createElement("strong");
    what.textContent = grid.querySelector("caption")!.firstChild!.textContent!.trim();
    const sources = grid.querySelector("caption .cites")?.cloneNode(true);
    line.append(what, ...(sources ? [" ", sources] : []));
    // Most trials do not tell levels, so what they tell of the age alone stands beside it.
    for (const [label, square] of [
      ["level", cell],
      ["all", row.querySelector<HTMLElement>('td[data-level="all"]')!],
    ] as const) {
      const how = document.createElement("span");
      how.textContent = `${list.getAttribute(`data-${label}`)} ${square.dataset.words}`;
      line.append(how);
    }
    line.dataset.state = cell.dataset.state!;
    list.append(line);
  }
}

async function start(): Promise<void> {
  const draft = await keptDraft().catch(() => undefined);
  const place = draft && placeOf(draft, today());
  panel.hidden = false;
  for (const part of panel.querySelectorAll<HTMLElement>("[data-own]"))
    part.hidden = (part.dataset.own === "known") !== (place !== undefined);
  if (!place) return;
  // What the family has in store decides what is looked at first; the choice stays theirs.
  if (place.donor)
    choices.querySelector<HTMLInputElement>(`[name=donor][value=${place.donor}]`)!.checked = true;
  const again = () => mark(place.band, place.level);
  choices.addEventListener("change", again);
  toggle.addEventListener("change", again);
  again();
}

void start();
