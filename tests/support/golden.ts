import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { isObject } from "../../server/dialects/frames.ts";
import { WireClient } from "../../server/hub/testing/wire-client.ts";
import type { JsonObject } from "../../server/protocol/frames.ts";

/** One conversation of a golden file. */
export interface Conversation {
  title: string;
  steps: Step[];
}

type Step =
  /** `connect <path> [subprotocol …]`: with credentials. `knock <path> [subprotocol …]`: without. */
  | { do: "connect"; path: string; protocols: string[]; known: boolean }
  /** `→ <text>`, in which `<token>` stands for a good one */
  | { do: "send"; text: string }
  /** `← <JSON>`: the next frame. `⇠ <JSON>`: the next one that is like this, others before it are passed over. */
  | { do: "expect"; frame: unknown; next: boolean }
  /** `✕ <code>`: the server ends the connection. */
  | { do: "end"; code: number };

/**
 * Reads conversations: `# title`, then steps, a line each; other lines are prose. In an expected frame `"<number>"`,
 * `"<text>"` and `"<any>"` stand for any such value, and a key `"…"` for whatever else an object holds.
 */
export async function conversations(name: string): Promise<Conversation[]> {
  const file = fileURLToPath(new URL(`../conformance/golden/${name}.txt`, import.meta.url));
  const found: Conversation[] = [];
  for (const line of (await readFile(file, "utf8")).split("\n")) {
    const [, sign = "", rest = ""] = /^(#|connect|knock|→|←|⇠|✕) (.*)$/.exec(line) ?? [];
    if (sign === "#") found.push({ title: rest, steps: [] });
    else if (sign) found.at(-1)?.steps.push(stepOf(sign, rest));
  }
  return found;
}

function stepOf(sign: string, rest: string): Step {
  if (sign === "→") return { do: "send", text: rest };
  if (sign === "✕") return { do: "end", code: Number(rest) };
  if (sign === "←" || sign === "⇠") return { do: "expect", frame: JSON.parse(rest), next: sign === "←" };
  const [path = "", ...protocols] = rest.split(" ");
  return { do: "connect", path, protocols, known: sign === "connect" };
}

/** Has a conversation with a server; what came is given to `check` together with what should have. */
export async function play(
  { steps }: Conversation,
  options: { url: string; token: string },
  check: (came: unknown, expected: unknown) => void,
): Promise<void> {
  let client: WireClient | undefined;
  let read = 0;
  try {
    for (const step of steps) {
      if (step.do === "connect") {
        await client?.close();
        const known = step.known && { headers: { authorization: `Bearer ${options.token}` } };
        client = new WireClient(`${options.url}${step.path}`, { ...known, protocols: step.protocols });
        read = 0;
      } else if (step.do === "send") client?.send(step.text.replace("<token>", options.token));
      else if (step.do === "end") check((await client?.closed)?.code, step.code);
      else {
        const from = read;
        const candidate = (frame: JsonObject) => {
          const at = client?.frames.indexOf(frame) ?? -1;
          return at >= from && (step.next || differences(frame, step.frame).length === 0);
        };
        const frame = await client?.frame(candidate);
        if (frame) read = (client?.frames.indexOf(frame) ?? 0) + 1;
        check(frame && "frame" in frame ? frame.frame : frame, step.frame);
      }
    }
  } finally {
    await client?.close();
  }
}

/** What of a frame is not as expected, by path; empty when all is. */
export function differences(frame: unknown, expected: unknown, at = "frame"): string[] {
  const differs = `${at}: ${JSON.stringify(frame)} instead of ${JSON.stringify(expected)}`;
  if (expected === "<any>") return [];
  if (expected === "<number>") return typeof frame === "number" ? [] : [differs];
  if (expected === "<text>") return typeof frame === "string" ? [] : [differs];
  if (Array.isArray(expected)) {
    if (!Array.isArray(frame) || frame.length !== expected.length) return [differs];
    return expected.flatMap((value, index) => differences(frame[index], value, `${at}[${index}]`));
  }
  if (!isObject(expected)) return frame === expected ? [] : [differs];
  if (!isObject(frame)) return [differs];
  const { "…": open, ...named } = expected;
  const more = open === undefined ? Object.keys(frame).filter((key) => !Object.hasOwn(named, key)) : [];
  return [
    ...more.map((key) => `${at}.${key}: not expected`),
    ...Object.entries(named).flatMap(([key, value]) => differences(frame[key], value, `${at}.${key}`)),
  ];
}
