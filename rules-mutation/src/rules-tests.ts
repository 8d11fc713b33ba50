/** The tests under which a mutant must not survive. */
export interface RulesTests {
  /** Runs them against whatever rules the emulator has now, until the first that fails. */
  run(hint: TestHint, deadlineMs: number): Promise<TestVerdict>;
  stop(): Promise<void>;
}

/** What is different about the rules: tests that failed for the same place or line are good ones to run first. */
export interface TestHint {
  readonly place: string;
  readonly line: number;
}

export type TestVerdict =
  | { readonly outcome: 'passed' }
  /** `failed` is the title of a test, or the last lines of the command's output. */
  | { readonly outcome: 'failed'; readonly failed: string }
  | { readonly outcome: 'timeout' };
