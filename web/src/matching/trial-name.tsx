import type { Locale } from "visit";
import { address } from "../page/locale.ts";
import type { TrialFacts } from "./questions-to-worker.ts";

/** A trial by its name, where only the name is needed; it leads to the plain-language page, and that to the registry. */
export function TrialName({ trial, locale }: { readonly trial: TrialFacts; readonly locale: Locale }) {
  return (
    <a
      href={address(locale, `/trials/${encodeURIComponent(trial.registryId)}/`)}
      translate={false}
      dir="auto"
    >
      {trial.title}
    </a>
  );
}
