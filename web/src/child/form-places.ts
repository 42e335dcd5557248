/** The way through the form, page by page; "more" is a side step from the last page and back, for it can be left out. */
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { type Draft, type Step, stepFor, stepNames } from "./draft.ts";

export type Place = Step | "check" | "more";
export const places: readonly Place[] = [...stepNames, "check"];

const fromHash = (hash: string): Place =>
  [...places, "more" as const].find((place) => `#${place}` === hash) ?? "age";

export const placeAfter = (place: Place): Place =>
  place === "more" ? "check" : places[places.indexOf(place) + 1]!;
export const placeBefore = (place: Place): Place =>
  place === "more" ? "check" : places[places.indexOf(place) - 1]!;

/** Which box of the form shows a fact. */
export function boxFor(field: string, draft: Draft): string {
  if (stepFor(field) === "more") return field.replaceAll(".", "-").replace(/-(?:date|last)$/, "$&-year");
  if (field === "birthMonth") return draft.ageBy === "month" ? "birthYear" : "ageYears";
  const name = field.replace(/^.*\./, "");
  return name === "totalNucleatedCells" ? "cells" : name;
}

/** The page the address names. Its heading is to be given to the page's own, which is focused on every move. */
export function usePlace(onMove: () => void) {
  const [place, setPlace] = useState<Place>(() => fromHash(location.hash));
  const heading = useRef<HTMLHeadingElement>(null);
  const moved = useRef(false);
  useEffect(() => {
    const onHash = () => {
      moved.current = true;
      onMove();
      setPlace(fromHash(location.hash));
    };
    addEventListener("hashchange", onHash);
    return () => removeEventListener("hashchange", onHash);
  }, []);
  // In the same breath as the page changes: a focus that moved later would pull fast hands away from their answer.
  useLayoutEffect(() => {
    if (moved.current) heading.current?.focus();
  }, [place]);
  return { place, heading };
}
