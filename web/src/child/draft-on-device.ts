/** The draft as it is kept on this device: typed, read from a file, made up, put back, erased. */
import { useEffect, useState } from "preact/hooks";
import { readChild } from "visit";
import { eraseWatch } from "../matching/kept-watch.ts";
import { type Draft, draftFrom, emptyDraft } from "./draft.ts";
import { eraseDraft, keepDraft, keptDraft } from "./kept-child.ts";
import type { StepProps } from "./steps.tsx";

export interface DraftOnDevice {
  readonly draft: Draft;
  /** What was just done, or could not be done, in words. */
  readonly notice: string;
  readonly keep: (next: Draft) => void;
  /** Puts back what a file or a made-up child has taken the place of, where it has. */
  readonly putBack: (() => void) | undefined;
  readonly openFile: (file: File) => Promise<void>;
  readonly openExample: (name: string) => Promise<void>;
  readonly erase: () => Promise<void>;
}

export function useDraftOnDevice(t: StepProps["t"], today: string): DraftOnDevice {
  const [draft, setDraft] = useState<Draft>(emptyDraft);
  const [before, setBefore] = useState<Draft>();
  const [notice, setNotice] = useState("");
  useEffect(() => {
    keptDraft().then(
      (kept) => kept && setDraft(kept),
      () => setNotice(t("child.kept.failed")),
    );
  }, []);

  const keep = (next: Draft) => {
    setDraft(next);
    setNotice("");
    setBefore(undefined);
    keepDraft(next).catch(() => setNotice(t("child.kept.failed")));
  };
  const fill = (file: unknown, otherwise: () => void) => {
    const read = readChild(file, today);
    if (read.status === "refused") return otherwise();
    keep(draftFrom(read.child));
    // A file or a made-up child takes the place of what a family typed, which must not be lost by a slip.
    if (JSON.stringify(draft) !== JSON.stringify(emptyDraft)) setBefore(draft);
    setNotice(t("child.file.read"));
    location.hash = "check";
  };
  return {
    draft,
    notice,
    keep,
    putBack: before && (() => keep(before)),
    async openFile(file) {
      const bad = () => setNotice(t("child.file.bad"));
      try {
        fill(JSON.parse(await file.text()), bad);
      } catch {
        bad();
      }
    },
    async openExample(name) {
      fill(await (await fetch(`/examples/${name}.json`)).json(), () => {});
    },
    async erase() {
      try {
        await Promise.all([eraseDraft(), eraseWatch()]);
      } catch {
        return setNotice(t("child.erase.failed"));
      }
      setDraft(emptyDraft);
      setBefore(undefined);
      setNotice(t("child.erased"));
      location.hash = "age";
    },
  };
}
