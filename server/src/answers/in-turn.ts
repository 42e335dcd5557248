/**
 * Answers so many questions at a time, and the others in the order in which they came. More at once are not answered
 * sooner, since they share the same processors; they only take longer each, and the short ones wait for the long ones.
 */
export function inTurn<Question, Answer>(
  most: number,
  answer: (question: Question) => Promise<Answer>,
): (question: Question) => Promise<Answer> {
  const waiting: (() => void)[] = [];
  let answering = 0;
  return async (question) => {
    if (answering < most) answering++;
    // Whoever ends hands the turn over, so that nobody comes in between.
    else await new Promise<void>((turn) => waiting.push(turn));
    try {
      return await answer(question);
    } finally {
      const next = waiting.shift();
      if (next) next();
      else answering--;
    }
  };
}
