import { Lexer, type Links, type MarkedToken, type Token, type Tokens } from "marked";
import remend from "remend";

/** One top-level piece of a document. The same object from parse to parse while nothing in it changes. */
export interface Block {
  readonly token: MarkedToken;
  /** Nothing that follows can change it any more. */
  readonly closed: boolean;
}

/** A parsed document, and what is needed to go on parsing when text is added at its end. */
export interface Parsed {
  readonly blocks: readonly Block[];
  readonly text: string;
  readonly live: boolean;
  /** Blocks that no later text can change, and where in the text the rest begins. */
  readonly settled: { readonly count: number; readonly offset: number };
  /** Link definitions, and those among them that settled blocks have given. */
  readonly links: Links;
  readonly settledLinks: Links;
}

/** A line that an answer ends is a line: models write as people do in a chat, not as in a document. */
const OPTIONS = { gfm: true, breaks: true } as const;
/** A block's kind may hang on the line after it: that many at the end are parsed again. */
const UNSETTLED_BLOCKS = 2;
/** Kinds in which a half-written `**` or link is completed for display while more text is coming. */
const COMPLETED: ReadonlySet<string> = new Set(["paragraph", "heading", "list", "blockquote"]);
const MAX_COMPLETED_CHARS = 4_000;

/**
 * Parses GitHub-flavoured Markdown. Given what an earlier, shorter text parsed to, only the end is parsed again,
 * so the cost of a token does not grow with the text. However it was cut, the result is that of the whole text.
 *
 * @param live More text is coming: the last block stays open, and its half-written marks are completed.
 */
export function parseMarkdown(source: string, live = false, previous?: Parsed): Parsed {
  const text = source.includes("\r") ? source.replace(/\r\n?/g, "\n") : source;
  if (previous?.text === text && previous.live === live) return previous;
  const base = previous && text.startsWith(previous.text) ? previous : undefined;
  const parsed = parseFrom(text, live, base);
  if (!base || sameLinks(parsed.links, base.links)) return parsed;
  // A definition has come that may turn earlier text into links.
  return parseFrom(text, live, undefined, parsed.links);
}

function parseFrom(text: string, live: boolean, base?: Parsed, known?: Links): Parsed {
  const settledLinks: Links = { ...base?.settledLinks };
  const { count, offset } = base?.settled ?? { count: 0, offset: 0 };
  const tail = text.slice(offset);
  const { tokens, links } = lex(tail, known ?? settledLinks);
  const shown = tokens.filter(isShown);
  const blocks = base ? base.blocks.slice(0, count) : [];
  for (const [index, token] of shown.entries()) {
    const last = index === shown.length - 1;
    const completed = live && last ? complete(token, links) : token;
    blocks.push(reuse(base?.blocks[count + index], completed, !(live && last)));
  }
  const settling = settlingTokens(tokens, tail.length);
  let end = offset;
  let added = 0;
  for (const token of tokens.slice(0, settling)) {
    end += token.raw.length;
    if (isShown(token)) added++;
    collectDefinitions(token, settledLinks);
  }
  return { blocks, text, live, settled: { count: count + added, offset: end }, links, settledLinks };
}

/** Block by block, each with a fresh inline state: an unclosed `<a>` in one must not reach into the next. */
function lex(source: string, known: Links): { tokens: Token[]; links: Links } {
  const lexer = new Lexer(OPTIONS);
  Object.assign(lexer.tokens.links, known);
  lexer.blockTokens(source, lexer.tokens);
  for (const run of lexer.inlineQueue) {
    lexer.state.inLink = false;
    lexer.state.inRawBlock = false;
    lexer.inlineTokens(run.src, run.tokens);
  }
  return { tokens: [...lexer.tokens], links: lexer.tokens.links };
}

/** How many of the tokens can no longer change. */
function settlingTokens(tokens: readonly Token[], length: number): number {
  const consumed = tokens.reduce((sum, token) => sum + token.raw.length, 0);
  if (consumed !== length) return 0;
  let kept = 0;
  for (let index = tokens.length - 1; index > 0; index--) {
    const token = tokens[index];
    if (token && isShown(token)) kept++;
    if (kept >= UNSETTLED_BLOCKS && endsForGood(tokens[index - 1])) return index;
  }
  return 0;
}

/** Whether the next line, whatever it turns out to be, cannot belong to this token. */
function endsForGood(token: Token | undefined): boolean {
  if (!token) return true;
  return token.type === "space" || token.type === "heading" || token.type === "hr" || /\n[ \t]*\n$/.test(token.raw);
}

function collectDefinitions(token: Token, into: Links): void {
  if (token.type === "def") into[token.tag] ??= { href: token.href, title: token.title };
  const children = token.type === "list" ? token.items : "tokens" in token ? token.tokens : undefined;
  for (const child of children ?? []) collectDefinitions(child, into);
}

/** The token as it will probably read once its open marks are closed. */
function complete(token: MarkedToken, links: Links): MarkedToken {
  if (!COMPLETED.has(token.type) || token.raw.length > MAX_COMPLETED_CHARS) return token;
  const completed = remend(token.raw, { linkMode: "text-only" });
  if (completed === token.raw) return token;
  const [only, ...more] = lex(completed, links).tokens.filter(isShown);
  return only && more.length === 0 ? only : token;
}

/** The earlier block when it says the same; else a new one that shares the rows and items that stayed. */
function reuse(earlier: Block | undefined, token: MarkedToken, closed: boolean): Block {
  if (!earlier || earlier.token.type !== token.type) return { token, closed };
  if (isSame(earlier.token, token)) return earlier.closed === closed ? earlier : { token: earlier.token, closed };
  if (token.type === "list" && earlier.token.type === "list") {
    return { token: { ...token, items: keepItems(earlier.token.items, token.items) }, closed };
  }
  if (token.type === "table" && earlier.token.type === "table") {
    return { token: { ...token, rows: keepRows(earlier.token.rows, token.rows) }, closed };
  }
  return { token, closed };
}

function keepItems(earlier: readonly Tokens.ListItem[], items: readonly Tokens.ListItem[]): Tokens.ListItem[] {
  return items.map((item, index) => {
    const before = earlier[index];
    return before && isSame(before, item) ? before : item;
  });
}

function keepRows(earlier: readonly Tokens.TableCell[][], rows: readonly Tokens.TableCell[][]): Tokens.TableCell[][] {
  return rows.map((row, index) => {
    const before = earlier[index];
    return before && isSame(before, row) ? before : row;
  });
}

/** Whether two pieces of parsed data say the same; equal source alone does not prove it. */
function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  const before = Object.entries(a);
  const after = new Map(Object.entries(b));
  return before.length === after.size && before.every(([name, value]) => isSame(value, after.get(name)));
}

function isShown(token: Token): token is MarkedToken {
  return token.type !== "space" && token.type !== "def";
}

function sameLinks(a: Links, b: Links): boolean {
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => a[name]?.href === b[name]?.href && a[name]?.title === b[name]?.title)
  );
}
