/**
 * What one more token of an answer costs the renderer at 10,000 characters: only the end parsed again, beside the
 * same parser over the whole text. Prints ours, baseline, ratio and goal for each row, the best of five rounds.
 */

import { Lexer } from "marked";
import { type Parsed, parseMarkdown } from "../components/chat/markdown/parse.ts";

interface Row {
  what: string;
  ours: () => number;
  baseline: () => number;
  /** Ours divided by the baseline's. */
  goal: number;
}

const CHARS = 10_000;
const TOKEN = "word ";
const TOKENS = 400;
const ROUNDS = 5;

const part = (n: number) =>
  `## Part ${n}\n\nSome **bold** words, a [link](https://example.org/${n}) and \`code\` in a sentence.\n\n- one ${n}\n- two\n  - three\n\n\`\`\`ts\nconst part = ${n};\n\`\`\`\n\n`;
const prose = repeat(part, CHARS);
// Ends as the long one does: only the length differs.
const start = repeat(part, CHARS / 10);

const rows: Row[] = [
  {
    what: "a token at the end of 10,000 characters, beside a full parse",
    ours: () => perToken((text, before) => parseMarkdown(text, true, before), prose),
    baseline: () => perToken(fullParse, prose),
    goal: 0.1,
  },
  {
    what: "a token at 10,000 characters, beside one at 1,000",
    ours: () => perToken((text, before) => parseMarkdown(text, true, before), prose),
    baseline: () => perToken((text, before) => parseMarkdown(text, true, before), start),
    goal: 1.5,
  },
  {
    what: "a token inside a code block of 10,000 characters, beside a full parse of the prose",
    ours: () =>
      perToken(
        (text, before) => parseMarkdown(text, true, before),
        `\`\`\`ts\n${repeat((n) => `call(${n});\n`, CHARS)}`,
      ),
    baseline: () => perToken(fullParse, prose),
    goal: 0.1,
  },
];

for (const row of rows) {
  const ours = Math.min(...Array.from({ length: ROUNDS }, row.ours));
  const baseline = Math.min(...Array.from({ length: ROUNDS }, row.baseline));
  const ratio = ours / baseline;
  const verdict = ratio <= row.goal ? "ok" : "MISSED";
  process.stdout.write(
    `${row.what}: ${ours.toFixed(1)} µs / ${baseline.toFixed(1)} µs = ${ratio.toFixed(3)} (goal ≤${row.goal}) ${verdict}\n`,
  );
}

function fullParse(text: string): undefined {
  new Lexer({ gfm: true }).lex(text);
}

/** Microseconds that one more token costs, in the mean. */
function perToken(parse: (text: string, before: Parsed | undefined) => Parsed | undefined, text: string): number {
  let parsed = parse(text, undefined);
  let grown = text;
  const from = performance.now();
  for (let token = 0; token < TOKENS; token++) {
    grown += token % 20 === 19 ? "\n\n" : TOKEN;
    parsed = parse(grown, parsed);
  }
  return ((performance.now() - from) * 1_000) / TOKENS;
}

function repeat(piece: (n: number) => string, length: number): string {
  let text = "";
  for (let n = 1; text.length < length; n++) text += piece(n);
  return text;
}
