import { expect, test } from "vitest";
import { type SharedSampling, samplingCovariance } from "./sampling-covariance.ts";

// Correlations that metafor 3.8-1's vcalc gives for these columns.
const vi = [0.1, 0.2, 0.15, 0.12];
const cluster = [1, 1, 1, 1];
const obs = [1, 2, 1, 2];
const type = ["a", "a", "b", "b"];
const time1 = [1, 1, 2, 3];
const time2 = [2, 3, 3, 4];
const grp1 = ["A", "A", "B", "B"];
const grp2 = ["P", "P", "P", "A"];
const w1 = [10, 10, 12, 12];
const w2 = [11, 11, 11, 10];

function correlations(shared: Omit<SharedSampling, "cluster">): number[] {
  const v = samplingCovariance(vi, { cluster, ...shared });
  return [
    [0, 1],
    [0, 2],
    [0, 3],
    [1, 2],
    [1, 3],
    [2, 3],
  ].map(([i, j]) => Math.round((1e6 * v[i!]![j!]!) / Math.sqrt(vi[i!]! * vi[j!]!)) / 1e6);
}

test("correlates outcomes within and between their types", () => {
  const r = correlations({ obs, type, rho: { within: 0.6, between: 0.4 } });
  expect(r).toEqual([0.6, 0.4, 0.4, 0.4, 0.4, 0.6]);
});

test("correlates outcomes at visits by the product of both correlations", () => {
  expect(correlations({ obs, time1, rho: 0.6, phi: 0.8 })).toEqual([0.6, 0.8, 0.384, 0.48, 0.64, 0.48]);
});

test("correlates changes over time that share a visit, against it when one ends where the other begins", () => {
  const everyone = ["S", "S", "S", "S"];
  const r = correlations({ time1, time2, phi: 0.8, grp1: everyone, grp2: everyone });
  expect(r).toEqual([0.67082, -0.1, -0.08, 0.67082, -0.134164, -0.1]);
  expect(correlations({ time1, time2, phi: 0.8 })).toEqual(r);
});

test("correlates contrasts that share a group, in proportion to its size", () => {
  const r = correlations({ time1, time2, phi: 0.8, grp1, grp2, w1, w2 });
  expect(r).toEqual([0.904762, 0.398756, -0.273676, 0.498445, -0.273676, 0.373002]);
  expect(correlations({ obs, rho: 0.6, grp1, grp2, w1, w2 })).toEqual([
    0.6, 0.498445, -0.320713, 0.299067, -0.534522, 0.279751,
  ]);
});

test("takes all groups to be compared with the same one when no other is named", () => {
  expect(correlations({ obs, rho: 0.6, time1, phi: 0.8, grp1 })).toEqual([0.6, 0.4, 0.192, 0.24, 0.32, 0.48]);
});

test("two arms of equal size against one control of theirs are correlated by a half", () => {
  const v = samplingCovariance([1, 1], { cluster: [1, 1], grp1: ["A", "B"], grp2: ["P", "P"] });
  expect(v[0]![1]).toBeCloseTo(0.5, 15);
});

test("clusters and subgroups share nothing", () => {
  const v = samplingCovariance(vi, { cluster: [1, 1, 2, 2], subgroup: [1, 2, 1, 1], obs, rho: 0.6 });
  expect([v[0]![1], v[0]![2], v[2]![3]]).toEqual([0, 0, expect.closeTo(0.6 * Math.sqrt(0.15 * 0.12), 14)]);
});

test("a correlation that is needed and not given is asked for", () => {
  expect(() => samplingCovariance(vi, { cluster, obs })).toThrow("rho");
  expect(() => samplingCovariance(vi, { cluster, time1 })).toThrow("phi");
  expect(() => samplingCovariance(vi, { cluster, obs, rho: 1.5 })).toThrow("1.5");
  expect(() => samplingCovariance([1, 0], { cluster: [1, 1] })).toThrow("vi[1]");
});
