declare namespace App {
  interface Locals {
    /** There on pages that are made on demand, and only there. */
    readonly answers: import("server/contract").PageAnswers;
  }
}

interface ImportMeta {
  readonly env: {
    /** Whether pages are also made in the tests' pseudo-locale. */
    readonly WITH_PSEUDO_LOCALE: boolean;
  };
}
