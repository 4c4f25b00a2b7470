/** Where a command says what it found. */
export type Output = {
  /** The answer, for a person or as JSON. */
  answer(value: unknown, words: string): void;
  /** What is no part of the answer. */
  remark(line: string): void;
};

/** An output on the process's own streams; with `json` the answer is one line of JSON. */
export function makeOutput(json: boolean): Output {
  return {
    answer: (value, words) => void process.stdout.write(json ? `${JSON.stringify(value)}\n` : words),
    remark: (line) => void process.stderr.write(`${line}\n`),
  };
}
