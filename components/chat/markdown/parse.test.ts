import fc from "fast-check";
import { expect, test } from "vitest";
import { type Parsed, parseMarkdown } from "./parse.ts";

/** Pieces out of which awkward documents are made: what one means hangs on what comes next. */
const PIECES = [
  "a",
  "word ",
  "**",
  "*",
  "_",
  "`",
  "``",
  "```",
  "~~~",
  "~~",
  "\n",
  "\n\n",
  "\n\n\n",
  "  ",
  "    ",
  "\t",
  "\r\n",
  "- ",
  "-",
  "* ",
  "1. ",
  "2.",
  "10) ",
  "# ",
  "#",
  "## x",
  "> ",
  ">",
  "---",
  "===",
  "|",
  "|-|-|",
  ":-",
  "a|b\n-|-\n",
  "[x]",
  "[x]: /u",
  '[x]: /v "t"',
  "[",
  "](",
  "](http://a.b)",
  "![i](/p.png)",
  "https://e.org/a",
  "www.e.org",
  "<br>",
  "<div>",
  "</div>",
  "<a>",
  "<pre>",
  "</pre>",
  "<!--",
  "-->",
  "<script>",
  "</script>",
  "&amp;",
  "\\",
  "- [ ] ",
  "- [x] ",
  "```ts\nlet a = 1\n```\n",
  "é",
  "🙂",
];
const documents = fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((pieces) => pieces.join(""));
const cuts = fc.array(fc.nat({ max: 200 }), { maxLength: 30 });

test("streamed in any chunks, a document ends as when parsed at once", () => {
  fc.assert(
    fc.property(documents, cuts, (text, at) => {
      const streamed = parseMarkdown(text, false, stream(text, at));
      expect(shown(streamed)).toEqual(shown(parseMarkdown(text)));
    }),
    { numRuns: 3_000 },
  );
});

test("one character at a time is no different", () => {
  fc.assert(
    fc.property(documents, (text) => {
      let parsed: Parsed | undefined;
      for (let end = 0; end <= text.length; end++) parsed = parseMarkdown(text.slice(0, end), true, parsed);
      expect(shown(parseMarkdown(text, false, parsed))).toEqual(shown(parseMarkdown(text)));
    }),
    { numRuns: 1_000 },
  );
});

test("blocks that are done stay the same objects while text goes on", () => {
  const before = parseMarkdown("# Title\n\nFirst.\n\n- one\n- two\n\nThen ", true);
  const after = parseMarkdown("# Title\n\nFirst.\n\n- one\n- two\n\nThen more.\n\nAnd", true, before);
  expect(after.blocks.slice(0, 3)).toHaveLength(3);
  for (const [index, block] of before.blocks.slice(0, 3).entries()) expect(after.blocks[index]).toBe(block);
});

test("only the end is parsed again: what is settled keeps up with the text", () => {
  let parsed: Parsed | undefined;
  let text = "";
  for (let paragraph = 0; paragraph < 200; paragraph++) {
    text += `Paragraph ${paragraph} with **some** words.\n\n`;
    parsed = parseMarkdown(text, true, parsed);
    expect(text.length - parsed.settled.offset).toBeLessThan(120);
  }
});

test("items of a growing list and rows of a growing table are kept", () => {
  const list = parseMarkdown("- one\n- two\n- thr", true);
  const longer = parseMarkdown("- one\n- two\n- three\n- f", true, list);
  const [before, after] = [list.blocks[0]?.token, longer.blocks[0]?.token];
  if (before?.type !== "list" || after?.type !== "list") throw new Error("not a list");
  expect(after.items[0]).toBe(before.items[0]);

  const table = parseMarkdown("|a|b|\n|-|-|\n|1|2|\n|3|", true);
  const wider = parseMarkdown("|a|b|\n|-|-|\n|1|2|\n|3|4|\n", true, table);
  const [rows, more] = [table.blocks[0]?.token, wider.blocks[0]?.token];
  if (rows?.type !== "table" || more?.type !== "table") throw new Error("not a table");
  expect(more.rows[0]).toBe(rows.rows[0]);
});

test("a definition that comes last turns earlier text into links", () => {
  const start = parseMarkdown("See [docs].\n\nOne.\n\nTwo.\n\nThree.\n\n", true);
  const whole = parseMarkdown(`${start.text}[docs]: https://example.org\n`, false, start);
  expect(JSON.stringify(whole.blocks[0])).toContain("https://example.org");
});

test("half-written marks at the end are closed for display while live, and left as they are when done", () => {
  const live = parseMarkdown("This is **bol", true);
  expect(JSON.stringify(live.blocks)).toContain('"type":"strong"');
  expect(JSON.stringify(parseMarkdown("This is **bol", false, live).blocks)).not.toContain('"type":"strong"');
});

test("a text that is not a continuation is parsed anew", () => {
  const first = parseMarkdown("# One\n\ntwo\n\nthree", true);
  expect(parseMarkdown("other", false, first).blocks).toEqual(parseMarkdown("other").blocks);
});

/** What is drawn: blank lines after a block count to it or not, which nobody sees. */
function shown(parsed: Parsed): unknown {
  return parsed.blocks.map(({ token, closed }) => ({ closed, token: { ...token, raw: token.raw.trimEnd() } }));
}

function stream(text: string, at: readonly number[]): Parsed | undefined {
  let parsed: Parsed | undefined;
  for (const end of [...at].sort((a, b) => a - b)) parsed = parseMarkdown(text.slice(0, end), true, parsed);
  return parsed;
}
