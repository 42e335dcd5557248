/** Something to be told in a sentence instead of a result. */
export class CliProblem extends Error {
  override readonly name = "CliProblem";
  /** 1: something failed. 2: what was typed or given has to change. */
  readonly exitCode: 1 | 2;
  constructor(exitCode: 1 | 2, sentence: string, options?: ErrorOptions) {
    super(sentence, options);
    this.exitCode = exitCode;
  }
}
