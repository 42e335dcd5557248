/** Matches trials beside the page, so that the page never stands still. It has the trials; facts come with a question. */
import {
  type CompactPack,
  type CompiledTrial,
  doorsOf,
  groupOf,
  lockOut,
  matchTrials,
  nextQuestions,
  orderMatches,
  otherParticipants,
  packTrials,
  type ReadyTrials,
  readyTrials,
  type Trial,
  type TrialChild,
  type TrialMatch,
  unpackTrials,
  watchNews,
  whatWouldChange,
} from "trials";
import { currentPack } from "./kept-pack.ts";
import type { Answer, Ask, Questions, TrialFacts, TrialView } from "./questions-to-worker.ts";

let ready: ReadyTrials | undefined;
let asked: { readonly child: TrialChild; readonly today: string } | undefined;
let matches = new Map<string, TrialMatch>();

type Answers = {
  [Name in keyof Questions]: (
    asks: Questions[Name]["asks"],
  ) => Questions[Name]["answer"] | Promise<Questions[Name]["answer"]>;
};

const trials = (): ReadyTrials => {
  if (ready === undefined) throw new Error("asked before the trials were opened");
  return ready;
};
const child = () => {
  if (asked === undefined) throw new Error("asked before there was a child");
  return asked;
};
const chosen = (ids: readonly string[] | "all"): CompiledTrial[] => {
  const wanted = ids === "all" ? undefined : new Set(ids);
  return trials().trials.filter(({ trial }) => wanted?.has(trial.registryId) ?? true);
};

const answers: Answers = {
  async open() {
    const pack = await currentPack();
    ready = readyTrials(pack.trials);
    return {
      count: pack.trials.length,
      restated: pack.trials.filter(({ trial }) => trial.origin === "restated").length,
      isNewest: pack.isNewest,
    };
  },
  match(asks) {
    asked = asks;
    const found = orderMatches(matchTrials(trials(), asks.child, asks.today));
    matches = new Map(found.map((match) => [match.trial.registryId, match]));
    return {
      rows: found.map((match) => ({ registryId: match.trial.registryId, group: groupOf(match) })),
      questions: nextQuestions(found),
    };
  },
  details: ({ ids }) => ids.flatMap((id) => matches.get(id) ?? []).map(viewOf),
  lockOut({ deed, place }) {
    const { child: whose, today } = child();
    const { closes, opens } = lockOut(trials(), whose, { deed, place, today });
    const view = <T extends { readonly trial: Trial }>(turned: T) => ({
      ...turned,
      trial: factsOf(turned.trial),
    });
    return { closes: closes.map(view), opens: opens.map(view) };
  },
  participants: () =>
    trials().trials.flatMap((compiled) => {
      const others = otherParticipants(compiled);
      return others.length === 0 ? [] : [{ trial: factsOf(compiled.trial), others }];
    }),
  snapshot: ({ ids }) => JSON.stringify(packTrials(chosen(ids))),
  news({ ids, seen, seenOn }) {
    const { child: whose, today } = child();
    const before = unpackTrials(JSON.parse(seen) as CompactPack);
    return watchNews(whose, { seen: before, seenOn }, { now: chosen(ids), today });
  },
};

function viewOf(match: TrialMatch): TrialView {
  const { child: whose, today } = child();
  const { trial, counts, staleness, lines } = match;
  const { changes, opensOn } = whatWouldChange(match);
  return {
    trial: factsOf(trial),
    group: groupOf(match),
    counts,
    staleness,
    lines,
    doors: doorsOf(match, whose, today),
    changes,
    ...(opensOn !== undefined && { opensOn }),
  };
}

function factsOf({
  registryId,
  title,
  url,
  origin,
  asOf,
  asOfMeans,
  status,
  lastUpdatePosted,
}: Trial): TrialFacts {
  return {
    ...{ registryId, title, url, origin, asOf, asOfMeans },
    ...(status !== undefined && { status }),
    ...(lastUpdatePosted !== undefined && { lastUpdatePosted }),
  };
}

addEventListener("message", async ({ data }: MessageEvent<Ask>) => {
  let answer: Answer;
  try {
    const answering = answers[data.name] as (asks: unknown) => unknown;
    answer = { id: data.id, status: "answered", answer: await answering(data.asks) };
  } catch (error) {
    answer = { id: data.id, status: "failed", message: String(error) };
  }
  postMessage(answer);
});
