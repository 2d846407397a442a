import type { JsonObject } from "../protocol/frames.ts";
import { type ChannelMonitor, LookMonitor, type LookOptions, type MonitorTimes } from "./channel-monitor.ts";
import {
  type Ask,
  type ChannelMemory,
  type ChannelSession,
  LISTED_LOGS,
  readLogs,
  readMemories,
  readSessions,
} from "./channel-resources.ts";
import type { LoggedEvent } from "./dialect.ts";
import { isObject } from "./frames.ts";

/** What one can subscribe to. */
export const CHANNELS = ["sessions", "memory", "logs"] as const;

export type Channel = (typeof CHANNELS)[number];

export interface MonitorOptions extends MonitorTimes {
  ask: Ask;
  shapeFault: LookOptions<unknown>["shapeFault"];
  /** A frame with its payload and the time of now. */
  frame(type: string, payload: object): object;
}

/** One monitor for each channel of a gateway. */
export function channelMonitors(options: MonitorOptions): Record<Channel, ChannelMonitor> {
  return { sessions: sessionMonitor(options), memory: memoryMonitor(options), logs: logMonitor(options) };
}

const MEMORY_EVENTS: ReadonlySet<string> = new Set(["agents.changed", "workspace.changed", "tick"]);

type Sessions = ReadonlyMap<string, ChannelSession>;

function sessionMonitor({ ask, frame, ...rest }: MonitorOptions): ChannelMonitor {
  const snapshot = (sessions: Sessions) => frame("sessions", { sessions: [...sessions.values()] });
  return new LookMonitor<Sessions>({
    ...rest,
    look: async () => new Map((await readSessions(ask)).map((session) => [session.key, session])),
    snapshot,
    changes(before, after) {
      const told: object[] = [];
      for (const [key, session] of after) {
        const known = before.get(key);
        if (!known) told.push(frame("session_open", session));
        else if (!same(known, session)) told.push(frame("session_update", session));
      }
      for (const key of before.keys()) if (!after.has(key)) told.push(frame("session_close", { key }));
      return told.length > 0 ? [...told, snapshot(after)] : [];
    },
    concerns: ({ event }) => event === "sessions.changed",
  });
}

function memoryMonitor({ ask, frame, ...rest }: MonitorOptions): ChannelMonitor {
  return new LookMonitor<ChannelMemory[]>({
    ...rest,
    look: () => readMemories(ask),
    snapshot: (memories) => frame("memory", { memories }),
    changes: (before, after) => (same(before, after) ? [] : [frame("memory_update", { memories: after })]),
    // Files of a folder that is not watched change without an event of their own.
    concerns: (event) => MEMORY_EVENTS.has(event.event) || endsRun(event),
  });
}

function logMonitor({ ask, frame, ...rest }: MonitorOptions): ChannelMonitor {
  return new LookMonitor<JsonObject[]>({
    ...rest,
    look: () => readLogs(ask),
    snapshot: (logs) => frame("logs", { logs }),
    changes: (before, after) =>
      after.filter((entry) => isAfter(entry, before)).map((entry) => frame("log_entry", entry)),
    step(logs, { event, payload }) {
      if (event !== "log_entry" || !isObject(payload) || !isAfter(payload, logs)) return undefined;
      return { state: [...logs.slice(1 - LISTED_LOGS), payload], told: [frame("log_entry", payload)] };
    },
    concerns: () => false,
  });
}

/** Whether a line comes after all of these; lines without a cursor are new. */
function isAfter({ cursor }: JsonObject, logs: readonly JsonObject[]): boolean {
  const last = logs.at(-1)?.cursor;
  return typeof cursor !== "number" || typeof last !== "number" || cursor > last;
}

function endsRun({ event, payload }: LoggedEvent): boolean {
  if (event !== "chat" || !isObject(payload)) return false;
  return payload.state === "final" || payload.state === "aborted" || payload.state === "error";
}

function same(one: object, other: object): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
