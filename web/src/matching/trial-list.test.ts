import type { TrialGroup } from "trials";
import { expect, test } from "vitest";
import { type ListEvent, listed, newList, nextList, shown, type TrialList } from "./trial-list.ts";

const row = (registryId: string, group: TrialGroup) => ({ registryId, group });
const before = [row("A", "one-question"), row("B", "one-question"), row("C", "closed")];
/** An answer that opens B and closes A. */
const after = [row("B", "open"), row("A", "closed"), row("C", "closed")];
const through = (list: TrialList, ...events: ListEvent[]) => events.reduce(nextList, list);
const open = (registryId: string, isOpen = true): ListEvent => ({ is: "opened", registryId, isOpen });
const answered: ListEvent = { is: "matched", rows: after };

test("an answer puts the list in order where no trial is open", () => {
  expect(listed(through(newList(before), answered))).toEqual(["B", "A", "C"]);
  expect(listed(through(newList(before), open("A"), open("A", false), answered))).toEqual(["B", "A", "C"]);
});

test("while a trial is open the list stands as it was, until the family asks for the order", () => {
  const kept = through(newList(before), open("A"), answered);
  expect([listed(kept), kept.kept !== undefined]).toEqual([["A", "B", "C"], true]);
  expect(listed(through(kept, open("A", false)))).toEqual(["A", "B", "C"]);
  const inOrder = through(kept, { is: "put-in-order" });
  expect([listed(inOrder), inOrder.kept]).toEqual([["B", "A", "C"], undefined]);
});

test("an open trial stays in a group that it does not belong to any more", () => {
  const list = through(newList(before), { is: "filtered", filter: "one-question" }, open("A"));
  expect(listed(through(list, answered))).toEqual(["A", "B"]);
  expect(listed(through(list, answered, { is: "put-in-order" }))).toEqual([]);
});

test("another group is shown in order, for its list is another one anyway", () => {
  const list = through(newList(before), open("A"), answered, { is: "filtered", filter: "closed" });
  expect([listed(list), list.kept]).toEqual([["A", "C"], undefined]);
});

test("an answer that moves nothing, or is taken back, leaves nothing to put in order", () => {
  const list = through(newList(before), open("A"), { is: "matched", rows: before });
  expect(list.kept).toBeUndefined();
  expect(through(list, answered, { is: "matched", rows: before }).kept).toBeUndefined();
});

test("a trial that is open out of sight keeps nothing", () => {
  const list = through(newList(before), open("C"), { is: "filtered", filter: "one-question" });
  expect(through(list, answered).kept).toBeUndefined();
});

test("a long list shows a screenful, and another one on asking", () => {
  const rows = Array.from({ length: 50 }, (_, i) => row(`T${i}`, "open"));
  const list = newList(rows);
  expect(shown(list)).toHaveLength(20);
  expect(shown(through(list, { is: "lengthened" }))).toHaveLength(40);
  expect(shown(through(list, { is: "lengthened" }, { is: "filtered", filter: "open" }))).toHaveLength(20);
});
