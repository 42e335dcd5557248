import { expect, test } from "vitest";
import { dataSet } from "./data-set.ts";
import { type BiasJudgement, type BiasTool, biasDomains, overallBias } from "./risk-of-bias.ts";
import { validateDataSet } from "./schema.ts";

const data = dataSet();
const judged = (tool: BiasTool, ...judgements: BiasJudgement[]) =>
  overallBias({
    tool,
    domains: judgements.map((judgement, place) => ({
      domain: biasDomains[tool][place]!,
      judgement,
      because: "no-result-read",
    })),
  });

test("every study has one record, by the tool of its design", () => {
  expect(data.bias.map(({ study }) => study).sort()).toEqual(data.studies.map(({ id }) => id).sort());
  const tools = data.bias.map(({ tool }) => tool);
  expect(tools.filter((tool) => tool === "RoB 2")).toHaveLength(12);
});

// Sterne et al. (2019), BMJ 366:l4898, table 1: low needs every domain low, and one high is enough for high.
test.each<[BiasJudgement, BiasJudgement[]]>([
  ["low", ["low", "low", "low", "low", "low"]],
  ["some concerns", ["low", "some concerns", "low", "low", "low"]],
  ["high", ["low", "some concerns", "high", "low", "no information"]],
])("RoB 2 comes to %s", (overall, judgements) => {
  expect(judged("RoB 2", ...judgements)).toBe(overall);
});
test("a domain about which nothing was read keeps a trial from low, and says nothing worse", () => {
  expect(judged("RoB 2", "low", "low", "no information", "low", "low")).toBe("some concerns");
  expect(judged("RoB 2", ...Array<BiasJudgement>(5).fill("no information"))).toBe("no information");
});

// Sterne et al. (2016), BMJ 355:i4919, table 3.
test.each<[BiasJudgement, BiasJudgement[]]>([
  ["low", ["low", "low", "low", "low", "low", "low", "low"]],
  ["moderate", ["low", "moderate", "low", "low", "low", "low", "low"]],
  ["serious", ["serious", "moderate", "low", "no information", "low", "low", "low"]],
  ["critical", ["critical", "serious", "low", "no information", "low", "low", "low"]],
  ["no information", ["moderate", "no information", "low", "low", "low", "low", "low"]],
])("ROBINS-I comes to %s", (overall, judgements) => {
  expect(judged("ROBINS-I", ...judgements)).toBe(overall);
});

test("no trial whose full text we did not read is called low", () => {
  expect(data.bias.map(overallBias)).not.toContain("low");
});
test("a study without comparison group is never better than critical, unless no result was read", () => {
  for (const { design, id } of data.studies.filter((study) => study.design === "single arm")) {
    const overall = overallBias(data.bias.find(({ study }) => study === id)!);
    expect(["critical", "no information"], `${id}, ${design}`).toContain(overall);
  }
});

test("a study without a record, or with a domain too few, fails by its name", () => {
  const without = { ...data, bias: data.bias.slice(1) };
  expect(validateDataSet(without)).toContainEqual(
    expect.objectContaining({ record: "sun-2017-autologous", field: "risk of bias" }),
  );
  const [first, ...others] = data.bias;
  const short = { ...data, bias: [{ ...first!, domains: first!.domains.slice(1) }, ...others] };
  expect(validateDataSet(short)).toContainEqual(
    expect.objectContaining({ record: "sun-2017-autologous.bias", field: "domains" }),
  );
});
test("a word of the other tool is refused", () => {
  const [first, ...others] = data.bias;
  const [domain, ...rest] = first!.domains;
  const spoilt = {
    ...data,
    bias: [{ ...first!, domains: [{ ...domain!, judgement: "critical" }, ...rest] }, ...others],
  };
  expect(validateDataSet(spoilt)).toContainEqual(
    expect.objectContaining({
      record: "sun-2017-autologous.bias",
      expected: expect.stringContaining("RoB 2"),
    }),
  );
});
