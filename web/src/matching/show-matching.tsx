/** Puts the trials into their page. Clock and worker are of the browser, so they are met here, at the edge. */
import { render } from "preact";
import { countryCodes } from "trials";
import type { Locale } from "visit";
import { today } from "../page/today.ts";
import { startWorker } from "./ask-worker.ts";
import { TrialsForChild } from "./trials-for-child.tsx";

const place = document.getElementById("trials-for-child")!;
const locale = place.dataset.locale as Locale;
place.replaceChildren();
render(
  <TrialsForChild locale={locale} today={today()} countries={countryCodes} ask={startWorker()} />,
  place,
);

// So that the page opens without a connection the next time.
navigator.serviceWorker?.register("/offline.js", { scope: location.pathname }).catch(() => {});
