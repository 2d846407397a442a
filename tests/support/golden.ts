import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { isObject } from "../../server/dialects/frames.ts";
import { WireClient } from "../../server/hub/testing/wire-client.ts";

/** One conversation of a golden file. */
export interface Conversation {
  title: string;
  steps: Step[];
}

type Step =
  /** `connect <path> [subprotocol …]` */
  | { do: "connect"; path: string; protocols: string[] }
  /** `→ <text>` */
  | { do: "send"; text: string }
  /** `← <JSON>`: the next frame. */
  | { do: "expect"; frame: unknown };

/**
 * Reads conversations: `# title`, then steps, a line each; other lines are prose. In an expected frame `"<number>"`,
 * `"<text>"` and `"<any>"` stand for any such value, and a key `"…"` for whatever else an object holds.
 */
export async function conversations(name: string): Promise<Conversation[]> {
  const file = fileURLToPath(new URL(`../conformance/golden/${name}.txt`, import.meta.url));
  const found: Conversation[] = [];
  for (const line of (await readFile(file, "utf8")).split("\n")) {
    const [, sign = "", rest = ""] = /^(#|connect|→|←) (.*)$/.exec(line) ?? [];
    const steps = found.at(-1)?.steps;
    if (sign === "#") found.push({ title: rest, steps: [] });
    else if (sign === "connect") {
      const [path = "", ...protocols] = rest.split(" ");
      steps?.push({ do: "connect", path, protocols });
    } else if (sign === "→") steps?.push({ do: "send", text: rest });
    else if (sign === "←") steps?.push({ do: "expect", frame: JSON.parse(rest) });
  }
  return found;
}

/** Has a conversation with a server; what came next is given to `check` together with what should have. */
export async function play(
  { steps }: Conversation,
  options: { url: string; token: string },
  check: (frame: unknown, expected: unknown) => void,
): Promise<void> {
  let client: WireClient | undefined;
  let read = 0;
  try {
    for (const step of steps) {
      if (step.do === "connect") {
        await client?.close();
        const headers = { authorization: `Bearer ${options.token}` };
        client = new WireClient(`${options.url}${step.path}`, { headers, protocols: step.protocols });
        read = 0;
      } else if (step.do === "send") client?.send(step.text);
      else {
        const at = read;
        read += 1;
        await client?.frame((frame) => frame === client?.frames[at]);
        const frame = client?.frames[at];
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
