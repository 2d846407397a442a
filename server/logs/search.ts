import { setImmediate } from "node:timers/promises";
import vm from "node:vm";
import { RpcError } from "../protocol/errors.ts";
import type { LogEntry, LogsSearchResult } from "../protocol/logs.ts";
import type { ParamsOf } from "../protocol/methods.ts";
import { entryOf, type LogLine } from "./entry.ts";

type Params = ParamsOf<"logs.search">;

/** Lines by cursor; what is evicted while a search goes on is undefined. */
interface Lines {
  readonly oldest: number;
  readonly head: number;
  at(cursor: number): LogLine | undefined;
}

const DEFAULT_LIMIT = 500;
/** Lines between two looks at the clock. */
const SLICE_LINES = 250;
/** A search holds the thread no longer than this, then lets others go first. */
const SLICE_MS = 8;
/** A regular expression that takes longer for one slice is stopped: `(a+)+$` never ends. */
const HELD_MS = 50;
/** One that was stopped has run away if the thread worked so long for it; else the machine was busy elsewhere. */
const RUNAWAY_MS = 25;
/** The thread's own time for one search. */
const BUDGET_MS = 1_500;

/** Looks at all lines that are shown, newest first, until `limit` matches are found. */
export async function searchLines(
  lines: Lines,
  params: Params,
  shown: (line: LogLine) => boolean = () => true,
): Promise<LogsSearchResult> {
  const matches = matcherOf(params);
  const limit = params.limit ?? DEFAULT_LIMIT;
  const newestFirst: LogEntry[] = [];
  let searched = 0;
  let cursor = lines.head;
  let more = false;

  const slice = () => {
    const last = Math.max(lines.oldest, cursor - SLICE_LINES + 1);
    while (cursor >= last && !more) {
      const line = lines.at(cursor);
      // Stopped in here, it goes on with the same line.
      const entry = line && shown(line) ? matches(line) : undefined;
      cursor -= 1;
      searched += 1;
      if (!entry) continue;
      if (newestFirst.length < limit) newestFirst.push(entry);
      else more = true;
    }
  };
  const run = params.regex ? interruptible(slice) : alwaysDone(slice);

  let spent = 0;
  let outOfTime = false;
  while (cursor >= lines.oldest && !more && !outOfTime) {
    const [started, worked] = [performance.now(), threadMs()];
    do {
      outOfTime = !run();
    } while (cursor >= lines.oldest && !more && !outOfTime && performance.now() - started < SLICE_MS);
    spent += threadMs() - worked;
    outOfTime ||= spent > BUDGET_MS && cursor >= lines.oldest;
    await setImmediate();
  }
  return { entries: newestFirst.reverse(), searched, truncated: more || outOfTime };
}

/** Whether a line is wanted, and then its entry. The cheap questions come first; few lines are parsed. */
function matcherOf(params: Params): (line: LogLine) => LogEntry | undefined {
  const { levels, sources, runId, sessionKey, from = 0, to = Number.POSITIVE_INFINITY } = params;
  const text = textMatcherOf(params);
  return (line) => {
    if (line.time < from || line.time > to) return undefined;
    if (levels && !levels.includes(line.level)) return undefined;
    if (sources && !sources.includes(line.source)) return undefined;
    if (runId !== undefined && !line.raw.includes(inJson(runId))) return undefined;
    if (sessionKey !== undefined && !line.raw.includes(inJson(sessionKey))) return undefined;
    if (!text.possible(line.raw)) return undefined;
    const entry = entryOf(line);
    if (runId !== undefined && entry.runId !== runId) return undefined;
    if (sessionKey !== undefined && entry.sessionKey !== sessionKey) return undefined;
    return text.certain(entry) ? entry : undefined;
  };
}

interface TextMatcher {
  /** A quick look at the JSON: false means no. */
  possible: (raw: string) => boolean;
  certain: (entry: LogEntry) => boolean;
}

function textMatcherOf({ query, regex }: Params): TextMatcher {
  const always = () => true;
  if (!query) return { possible: always, certain: always };
  if (regex) {
    const pattern = parsedPattern(query);
    return { possible: always, certain: (entry) => pattern.test(textOf(entry)) };
  }
  const wanted = query.toLowerCase();
  const wantedInJson = inJson(query).toLowerCase();
  return {
    possible: (raw) => raw.toLowerCase().includes(wantedInJson),
    certain: (entry) => textOf(entry).toLowerCase().includes(wanted),
  };
}

/** What a search looks at, line by line so that `^` and `$` mean something: the message, then all else. */
function textOf({ msg, source, runId, sessionKey, fields }: LogEntry): string {
  const rest = fields ? JSON.stringify(fields) : "";
  return [msg, source, runId, sessionKey, rest].filter(Boolean).join("\n");
}

function parsedPattern(query: string): RegExp {
  try {
    return new RegExp(query, "im");
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new RpcError("INVALID_REQUEST", `${why}. Correct the regular expression, or search for plain text.`);
  }
}

/** How a text looks within a JSON string. */
function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function alwaysDone(work: () => void): () => boolean {
  return () => {
    work();
    return true;
  };
}

/**
 * Runs the work under a watchdog, the one thing that ends a regular expression from outside; false when it ran away.
 * What was stopped only because the machine was busy elsewhere is not done either, and can be run on.
 */
function interruptible(work: () => void): () => boolean {
  const script = new vm.Script("work()");
  const context = vm.createContext({ work });
  return () => {
    const worked = threadMs();
    try {
      script.runInContext(context, { timeout: HELD_MS });
      return true;
    } catch (error) {
      if (isTimeout(error)) return threadMs() - worked < RUNAWAY_MS;
      throw error;
    }
  };
}

/** How long this thread has worked, in milliseconds: what else the machine does is none of it. */
function threadMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

/** The error comes from the context's own realm: it is no `instanceof Error` here. */
function isTimeout(error: unknown): boolean {
  return (
    typeof error === "object" && error !== null && "code" in error && error.code === "ERR_SCRIPT_EXECUTION_TIMEOUT"
  );
}
