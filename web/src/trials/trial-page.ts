/**
 * What a trial page does on the device: distances to its places, the call sheet on paper, and a correction file.
 * Without it the page reads as well; only these three are missing, and not shown.
 */
import { type KnownPlaces, paths, type TrialPage } from "server/contract";
import { distanceKm } from "trials";
import { keepPlace, keptPlace } from "../child/kept-child.ts";
import { saveFile } from "../page/save-file.ts";
import { correctionOf } from "./correction.ts";

for (const part of document.querySelectorAll<HTMLElement>("[data-needs-script]")) part.hidden = false;

document.querySelector("[data-action=print-call]")?.addEventListener("click", () => {
  document.documentElement.classList.add("print-call");
  print();
});
addEventListener("afterprint", () => document.documentElement.classList.remove("print-call"));

const near = document.querySelector<HTMLElement>("[data-near]");
if (near) void offerDistances(near);

async function offerDistances(near: HTMLElement): Promise<void> {
  const answer = await fetch(paths.places);
  if (!answer.ok) return;
  const { places } = (await answer.json()) as KnownPlaces;
  const select = near.querySelector("select")!;
  for (const { name } of places) select.add(new Option(name, name));
  const show = () => {
    const place = places.find(({ name }) => name === select.value);
    if (place) sortSites(near, place);
  };
  select.value = (await keptPlace()) ?? "";
  show();
  select.addEventListener("change", () => {
    void keepPlace(select.value);
    show();
  });
  // Last, so that a choice made at once is neither missed nor overwritten by the kept one.
  near.hidden = false;
}

function sortSites(near: HTMLElement, place: KnownPlaces["places"][number]): void {
  const list = document.querySelector<HTMLElement>(".sites")!;
  const number = new Intl.NumberFormat(list.dataset.locale === "en-XB" ? "en" : list.dataset.locale);
  const sites = [...list.children].map((item) => {
    const { latitude, longitude } = (item as HTMLElement).dataset;
    const at = { latitude: Number(latitude), longitude: Number(longitude) };
    // A site without a position goes last: its distance is not known, and not nothing.
    const km = latitude === undefined ? Number.POSITIVE_INFINITY : distanceKm(place, at);
    return { item, km };
  });
  for (const { item, km } of sites.sort((a, b) => a.km - b.km)) {
    item.querySelector(".km")?.remove();
    if (Number.isFinite(km)) {
      const shown = document.createElement("span");
      shown.className = "km small";
      shown.textContent = list.dataset.km!.replace("0", number.format(Math.round(km)));
      item.append(" ", shown);
    }
    list.append(item);
  }
  const status = near.querySelector<HTMLElement>("[role=status]")!;
  status.textContent = status.dataset.sorted!.replace("%place%", place.name);
}

const form = document.querySelector<HTMLFormElement>(".wrong-reading");
if (form) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void saveCorrection(form);
  });
  form.querySelector("#wrong-line")?.addEventListener("change", () => showReading(form));
  showReading(form);
}

/** What we read of the chosen line, for whoever finds it wrong to put right. */
function showReading(form: HTMLFormElement): void {
  const { section, kind } = form.querySelector<HTMLSelectElement>("#wrong-line")!.selectedOptions[0]!.dataset;
  form.querySelector<HTMLSelectElement>("#wrong-section")!.value =
    section === "exclusion" ? "exclusion" : "inclusion";
  form.querySelector<HTMLSelectElement>("#wrong-kind")!.value = kind ?? "other";
}

async function saveCorrection(form: HTMLFormElement): Promise<void> {
  const told = form.querySelector<HTMLElement>("[role=status]")!;
  const {
    line = "",
    section = "",
    kind = "",
    note = "",
  } = Object.fromEntries(new FormData(form)) as Record<string, string>;
  if (note.trim() === "") {
    told.textContent = form.dataset.empty!;
    form.querySelector("textarea")!.focus();
    return;
  }
  // The record's very letters, which a page does not keep: blanks, escapes, ends of lines.
  const registryId = form.dataset.registryId!;
  const page = await trialOf(registryId);
  const readingShown = document.querySelector(`#line-${CSS.escape(line)} .reading`)?.textContent ?? "";
  const correction = page && correctionOf(page, { line, section, kind, readingShown, note: note.trim() });
  if (correction === undefined) {
    told.textContent = form.dataset.failed!;
    return;
  }
  saveFile(`correction-${registryId}.json`, `${JSON.stringify(correction, null, 2)}\n`, "application/json");
  told.textContent = form.dataset.saved!;
}

/** Undefined where there is no connection, or no such trial any more. */
async function trialOf(registryId: string): Promise<TrialPage | undefined> {
  try {
    const answer = await fetch(paths.trial.replace("{registryId}", encodeURIComponent(registryId)));
    return answer.ok ? ((await answer.json()) as TrialPage) : undefined;
  } catch {
    return undefined;
  }
}
