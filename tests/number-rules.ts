/**
 * The rules of risk communication that a screen of ours keeps, N1 to N14: how numbers about groups are said so that
 * they are neither larger nor smaller than they are. Each takes what one screen says, a block of text at a time, and
 * tells the blocks that break it.
 * After the 2021 update of the decision-aid standards on probabilities (Trevena et al., Med Decis Making 41(7):834-848)
 * and, for N14, GRADE guidelines 26.
 */
import type { GradeLevel } from "evidence";
import { certaintiesOf } from "./certainty-words.ts";

export interface Block {
  readonly text: string;
  /** The certainty that the block is marked with, for a judgement. */
  readonly level?: GradeLevel;
}
/** What one screen says, and its pictures as SVG. */
export interface Screen {
  readonly blocks: readonly Block[];
  readonly pictures?: readonly string[];
  /** Whole cards of a judgement, with the level each is marked with. */
  readonly judged?: readonly Block[];
}

export interface NumberRule {
  readonly id: string;
  readonly says: string;
  readonly broken: (screen: Screen) => readonly string[];
}

const inEach = (test: (text: string, block: Block) => boolean) => (screen: Screen) =>
  screen.blocks.filter((block) => test(block.text, block)).map(({ text }) => text);

/** A table or a list may say in the next block what belongs to this one. */
const withNeighbours =
  (test: (text: string, around: string) => boolean) =>
  ({ blocks }: Screen) =>
    blocks.flatMap(({ text }, place) => {
      const around = blocks.slice(Math.max(0, place - 4), place + 5).map((block) => block.text);
      return test(text, around.join(" ")) ? [text] : [];
    });

/** "9 in 100 children", "9 of every 1,000". A rate of births is a rate, not a count of people. */
const shares = (text: string) => [
  ...text.matchAll(/(?<!rate[^.;]*)\b(\d+(?:\.\d+)?) (?:in|of|out of) (?:every )?(100|1,000)\b(?! points)/g),
];
const comparator =
  /\b(?:without|with no|no cells|no cord blood|nothing|others?|other group|compar\w+|control|untreated|dummy|placebo|sham|did not get)\b/i;
const effectOf = /-?\d+(?:\.\d+)? points\b/;
const interval = /\bfrom -?[\d.]+ to -?[\d.]+|-?[\d.]+ to -?[\d.]+/;

export const numberRules: readonly NumberRule[] = [
  {
    id: "N1",
    says: "whole people out of 100, or 1,000 for rare harms, with one denominator a screen",
    broken: (screen) => {
      const found = screen.blocks.flatMap(({ text }) =>
        shares(text).map(([, count, of]) => ({ text, count, of })),
      );
      const denominators = new Set(found.map(({ of }) => of));
      return [
        ...found.filter(({ count }) => !Number.isInteger(Number(count))).map(({ text }) => text),
        ...(denominators.size > 1 ? [`denominators ${[...denominators].join(" and ")} on one screen`] : []),
      ];
    },
  },
  {
    id: "N2",
    says: "never 1 in some number",
    broken: inEach((text) => /\b(?:1|one|a) in (?:every )?(?:\d|ten|twenty|hundred|thousand)/i.test(text)),
  },
  {
    id: "N3",
    says: "absolute first, and relative never alone",
    broken: inEach((text) => {
      const relative =
        /\b\d+(?:\.\d+)?\s?(?:%|percent) (?:more|less|fewer|higher|lower|better|worse|smaller|larger|reduction|increase)|\b(?:\d+ times|twice|double|half) (?:as|more|the risk|less)/i;
      const absolute = /\b\d+ (?:of|in|out of) \d/;
      const place = text.search(relative);
      return place >= 0 && !absolute.test(text.slice(0, place));
    }),
  },
  {
    id: "N4",
    says: "both sides of a share: those who had it and those who did not",
    broken: withNeighbours((text, around) =>
      shares(text).some(([whole, count, of]) => {
        const limit = new RegExp(`up to (?:about )?${whole}`, "i").test(text);
        const rest = String(Number(of!.replace(",", "")) - Number(count));
        return !limit && !new RegExp(String.raw`\b${rest}\b`).test(around);
      }),
    ),
  },
  {
    id: "N5",
    says: "a picture of counts has the counts in words and a pattern beside its colour",
    broken: ({ pictures = [] }) =>
      pictures.filter((svg) => {
        const icons = svg.match(/<(?:circle|use|rect|path)\b/g) ?? [];
        const counts = icons.length >= 50 && !/<(?:line|polyline)\b/.test(svg);
        const words = [...svg.matchAll(/<(?:title|desc)[^>]*>([^<]*)</g)].map(([, text]) => text).join(" ");
        return counts && (!/\d/.test(words) || !/<pattern/.test(svg));
      }),
  },
  {
    id: "N6",
    says: "no share of children who got better without the same for those with no cells",
    broken: inEach((text) => {
      const share = /\b\d+(?:\.\d+)?(?:%| percent| (?:in|of|out of) \d[\d,]*)/;
      const better = /\b(?:improved|responded|got better|did better|better with|gained)\b/i;
      return (
        text.split(/(?<=[.;])\s+/).some((sentence) => share.test(sentence) && better.test(sentence)) &&
        !comparator.test(text)
      );
    }),
  },
  {
    id: "N7",
    says: "an average effect comes with its interval and its scale",
    broken: ({ blocks }) => {
      const scale = blocks.some(({ text }) => /GMFM|0 to 100|scale/.test(text));
      return blocks
        .map(({ text }) => text)
        .filter((text) => {
          const effects = text
            .split(/(?<=[.;])\s+/)
            .filter(
              (sentence) =>
                effectOf.test(sentence) && /\bmore\b|\bdifference|\bgap\b|\babove\b/i.test(sentence),
            );
          const untold = /interval|spread/;
          return effects.length > 0 && (!scale || !(interval.test(text) || untold.test(text)));
        });
    },
  },
  {
    id: "N8",
    says: "how sure we are is said in words of its own, never by a picture of chance or by an interval alone",
    broken: ({ judged = [] }) =>
      judged
        .filter(({ text }) => !/certainty/i.test(text) && certaintiesOf(text).length === 0)
        .map(({ text }) => text),
  },
  {
    id: "N9",
    says: "no data is said to be no data, and never shown as zero",
    broken: inEach((text) =>
      /\b(?:NaN|undefined|null|Infinity)\b|\bof 0 (?:children|infusions|units)|\bfrom 0 to 0\b|\bfrom {2}to\b/.test(
        text,
      ),
    ),
  },
  {
    id: "N10",
    says: "the time and the group stand beside every average",
    broken: withNeighbours((text, around) => {
      if (!effectOf.test(text) || !/\bmore\b|\bgained\b|\bdifference\b|\babove\b/i.test(text)) return false;
      const group = /\b(?:child|children|treated|trials?|groups?|arm|average)\b/i;
      return !(/\b(?:month|year)s?\b/i.test(around) && group.test(around));
    }),
  },
  {
    id: "N11",
    says: "where none were seen, how many are still possible",
    broken: withNeighbours((text, around) => {
      const none = /\bnone (?:was|were)? ?seen\b|\b0 of \d+ (?:children|treated)/i;
      return none.test(text) && !/\bup to\b|\bstill possible\b|\bupper limit\b/i.test(around);
    }),
  },
  {
    id: "N12",
    says: "direction and size are said apart from how sure we are",
    broken: inEach((text) =>
      /\b(?:statistically )?significant(?:ly)?\b|\b(?:strong|weak|solid|clear) (?:evidence|proof) (?:of|for|that)\b|\b(?:high|moderate|low) (?:benefit|effect|improvement)\b|\bproven\b/i.test(
        text.replace(/\bno (?:statistically )?significant\b/gi, ""),
      ),
    ),
  },
  {
    id: "N13",
    says: "a threshold for groups is never one for a child",
    broken: inEach((text) => {
      const threshold =
        /\b(?:minimal(?:ly)?|minimum|smallest|clinically) (?:important|meaningful|relevant|difference that matters)|\blarge treatment effect\b/i;
      return (
        (threshold.test(text) || /\bMCID\b/.test(text)) &&
        !/\bgroups?\b[^.]*|\bnot (?:for|meant for) one child\b/i.test(text)
      );
    }),
  },
  {
    id: "N14",
    says: "the words of certainty are those of the level beside them",
    broken: inEach(
      (text, { level }) => level !== undefined && certaintiesOf(text).some((one) => one !== level),
    ),
  },
];
