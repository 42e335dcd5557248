/** Puts the form into its page. The clock is read here, at the edge. */
import { render } from "preact";
import { countryCodes } from "trials";
import type { Locale } from "visit";
import { today } from "../page/today.ts";
import { ChildForm } from "./child-form.tsx";

const place = document.getElementById("child-form")!;
place.replaceChildren();
render(<ChildForm locale={place.dataset.locale as Locale} today={today()} countries={countryCodes} />, place);
