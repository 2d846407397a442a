import type { RpcError } from "../protocol/errors.ts";
import type { ErrorFrame, JsonObject } from "../protocol/frames.ts";

/** Whether the frame is an object, whose fields nobody has checked. */
export function isObject(frame: unknown): frame is JsonObject {
  return typeof frame === "object" && frame !== null && !Array.isArray(frame);
}

/** The `type` of a frame, when it has one. */
export function typeOf(frame: unknown): string | undefined {
  return isObject(frame) && typeof frame.type === "string" ? frame.type : undefined;
}

/** The field as text; undefined when it is missing, empty or no text. */
export function textField(frame: JsonObject, name: string): string | undefined {
  const value = frame[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** An error that readers of every dialect understand. `frame` is the one that it answers. */
export function errorFrame(
  error: RpcError,
  frame?: unknown,
  more: Pick<ErrorFrame, "runId" | "agent_id"> = {},
): ErrorFrame {
  const { code, message, retryAfterMs } = error;
  const ref = refOf(frame);
  return {
    type: "error",
    code,
    message,
    payload: { message },
    data: { message },
    ...(ref && { ref }),
    ...more,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
}

const MAX_ECHO = 128;

/** What the reader may find its frame by; long values are left out, so that a reply is never larger than its cause. */
function refOf(frame: unknown): ErrorFrame["ref"] {
  if (!isObject(frame)) return undefined;
  const type = textField(frame, "type");
  const id = textField(frame, "id");
  const ref = {
    ...(type && type.length <= MAX_ECHO && { type }),
    ...(id && id.length <= MAX_ECHO && { id }),
  };
  return Object.keys(ref).length > 0 ? ref : undefined;
}
