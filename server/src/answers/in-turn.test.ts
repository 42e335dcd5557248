import fc from "fast-check";
import { expect, test } from "vitest";
import { inTurn } from "./in-turn.ts";

test("no more are answered at a time than may be, each in the order it came, also after some have failed", () =>
  fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 4 }),
      fc.array(fc.record({ ticks: fc.nat(5), fails: fc.boolean() }), { maxLength: 20 }),
      async (most, questions) => {
        const begun: number[] = [];
        let answering = 0;
        const ask = inTurn(most, async (at: number) => {
          expect(++answering).toBeLessThanOrEqual(most);
          begun.push(at);
          for (let tick = 0; tick < questions[at]!.ticks; tick++) await Promise.resolve();
          answering--;
          if (questions[at]!.fails) throw new Error(`no ${at}`);
          return at;
        });
        const answers = await Promise.allSettled(questions.map((_, at) => ask(at)));
        expect(begun).toEqual(questions.map((_, at) => at));
        expect(answers.map(({ status }) => status === "rejected")).toEqual(
          questions.map(({ fails }) => fails),
        );
      },
    ),
  ));
