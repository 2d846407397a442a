import type { LoggedEvent } from "../dialects/dialect.ts";
import { isObject } from "../dialects/frames.ts";
import type { JsonObject } from "../protocol/frames.ts";

/**
 * Joins neighbouring deltas of one run into one event each, for a reader that has fallen behind. A joined event has the
 * position and the run's `seq` of its last part. Only neighbours are joined: what is read is then always a prefix of
 * the log, and a reader that breaks off resumes without loss.
 */
export function mergeDeltas(events: readonly LoggedEvent[]): LoggedEvent[] {
  const merged: LoggedEvent[] = [];
  let joining: Join | undefined;
  const flush = () => {
    if (joining) merged.push(joining.parts === 1 ? joining.last : joined(joining));
    joining = undefined;
  };
  for (const event of events) {
    const delta = deltaOf(event);
    if (joining && delta && delta.key === joining.key) {
      joining.last = event;
      joining.payload = delta.payload;
      joining.parts += 1;
      joining.replaces ||= delta.replaces;
      joining.text = delta.replaces ? delta.text : joining.text + delta.text;
    } else {
      flush();
      if (delta) joining = { ...delta, last: event, parts: 1 };
      else merged.push(event);
    }
  }
  flush();
  return merged;
}

interface Delta {
  /** Deltas with the same key continue each other. */
  key: string;
  payload: JsonObject;
  text: string;
  /** The text stands for all that came before it. */
  replaces: boolean;
}

interface Join extends Delta {
  last: LoggedEvent;
  parts: number;
}

function deltaOf({ event, payload }: LoggedEvent): Delta | undefined {
  if (!isObject(payload) || typeof payload.runId !== "string") return undefined;
  if (event === "chat" && payload.state === "delta" && typeof payload.deltaText === "string") {
    const replaces = payload.replace === true;
    return { key: `chat ${payload.runId}`, payload, text: payload.deltaText, replaces };
  }
  if (event === "agent" && payload.stream === "thinking" && isObject(payload.data)) {
    const { delta } = payload.data;
    if (typeof delta === "string") return { key: `thinking ${payload.runId}`, payload, text: delta, replaces: false };
  }
  return undefined;
}

function joined({ last, payload, text, replaces }: Join): LoggedEvent {
  const whole =
    last.event === "chat"
      ? { ...payload, deltaText: text, ...(replaces && { replace: true }) }
      : { ...payload, data: { ...(isObject(payload.data) && payload.data), delta: text } };
  const { gateway, epoch, seq, event } = last;
  return { gateway, epoch, seq, event, payload: whole, json: JSON.stringify(whole) };
}
