import { pino } from "pino";
import type { Message, UserMessage } from "../../protocol/messages.ts";
import type { NewMessage } from "../../store/contract.ts";
import type { AgentRunner, RunEnd, RunEvent, RunRequest, ToolHost } from "../runs/contract.ts";
import { type AgentRunnerOptions, createAgentRunner } from "../runs/run.ts";

/** A runner that is silent, types at once and asks the given host. */
export function testRunner(options: Partial<AgentRunnerOptions> = {}): AgentRunner {
  return createAgentRunner({
    models: {},
    host: () => answering({}),
    logger: pino({ level: "silent" }),
    pace: { thinkingMs: 0, wordMs: 0, mostMs: 0 },
    ...options,
  });
}

/** A gateway that answers these methods with these results, or with what a function of the params gives. */
export function answering(results: { [method: string]: unknown }): ToolHost {
  return {
    async call(method, params) {
      const result = results[method];
      if (result === undefined) throw new Error(`no ${method} in this test`);
      return typeof result === "function" ? result(params) : result;
    },
  };
}

/** A request for one turn in which a person says `words`. */
export function turnOf(words: string | UserMessage["content"], fields: Partial<RunRequest> = {}): RunRequest {
  return {
    runId: "run-1",
    sessionKey: "agent:main:main",
    agent: { id: "main", name: "Main", createdAt: 0 },
    model: "builtin/operator",
    history: [said(words)],
    workspace: "/nonexistent",
    signal: new AbortController().signal,
    takeSteering: () => [],
    ...fields,
  };
}

/** A person's message as the store gives it. */
export function said(content: UserMessage["content"], seq = 1): UserMessage {
  return { role: "user", content, timestamp: 0, __openclaw: { id: `user-${seq}`, seq } };
}

/** Messages as the store gives them back. */
export function stored(messages: readonly NewMessage[]): Message[] {
  return messages.map((message, index) => ({ ...message, __openclaw: { ...message.__openclaw, seq: index + 1 } }));
}

/** What a turn came to. */
export interface Outcome {
  events: RunEvent[];
  text: string;
  thinking: string;
  messages: NewMessage[];
  end: RunEnd;
}

/** Runs a turn to its end; fails when there is not exactly one `end`, the last event. */
export async function outcomeOf(runner: AgentRunner, request: RunRequest): Promise<Outcome> {
  const events: RunEvent[] = [];
  for await (const event of runner.run(request)) events.push(event);
  const ends = events.filter((event) => event.type === "end");
  const [end] = ends;
  if (!end || ends.length > 1 || events.at(-1) !== end)
    throw new Error(`${ends.length} ends in ${events.length} events`);
  const deltas = (type: "text" | "thinking") =>
    events.flatMap((event) => (event.type === type ? [event.delta] : [])).join("");
  const messages = events.flatMap((event) => (event.type === "message" ? [event.message] : []));
  return { events, text: deltas("text"), thinking: deltas("thinking"), messages, end };
}
