import { APICallError, RetryError } from "ai";
import type { ErrorKind } from "./contract.ts";
import { retryAfterMs } from "./models/patient-fetch.ts";
import type { ModelProvider } from "./models/provider.ts";

/** Why a run cannot go on, in words for a person: what happened and what to do. */
export class RunFailure extends Error {
  override readonly name = "RunFailure";
  readonly kind: ErrorKind;

  constructor(message: string, kind: ErrorKind = "unknown", options: { cause?: unknown } = {}) {
    super(message, options);
    this.kind = kind;
  }
}

/** What was called when it failed. */
export interface CalledModel {
  provider: Pick<ModelProvider, "label" | "address" | "secrets">;
  name: string;
}

const CONTEXT_LENGTH =
  /context.?(length|window|size)|maximum context|too many tokens|prompt is too long|exceeds? the (available )?context/i;
const QUOTED_LIMIT = 300;

/** Turns whatever the SDK or a provider threw into a failure that a person can act on. Keys never appear in it. */
export function classify(error: unknown, called: CalledModel, now: number): RunFailure {
  if (error instanceof RunFailure) return error;
  if (RetryError.isInstance(error)) return classify(error.lastError, called, now);
  // A success that could not be read to its end: what happened to the connection is in the cause.
  const unread = APICallError.isInstance(error) && error.statusCode === 200 && error.cause;
  if (unread) return classify(unread, called, now);
  const { label, address } = called.provider;
  const said = quoted(error, called);
  const fail = (message: string, kind?: ErrorKind) => new RunFailure(message, kind, { cause: error });

  const status = statusOf(error);
  if (CONTEXT_LENGTH.test(said)) {
    return fail(
      `The conversation is too long for ${called.name}: start a new session, compact this one, or choose a model with a larger window.`,
      "context_length",
    );
  }
  if (status === 401 || status === 403)
    return fail(`${label} refused the key (${status}): check it, then restart.${said}`);
  if (status === 404) {
    return fail(
      `${label} has no model "${called.name}" at ${address}: choose another one, or install it there.${said}`,
    );
  }
  if (status === 413)
    return fail(`${label} says the request is too large (413): send less, or fewer images.`, "context_length");
  if (status === 429) return fail(`${label} limits how much you may ask${tryAgain(error, now)}.${said}`, "rate_limit");
  if (status !== undefined && status >= 500)
    return fail(`${label} has trouble (${status}): try again in a moment.${said}`);
  if (status !== undefined) return fail(`${label} refused the request (${status}).${said}`);

  const code = codeOf(error);
  if (code === "ECONNREFUSED")
    return fail(`Nobody answers: is ${label} running at ${address}? Start it, or correct the address.`);
  if (code === "ENOTFOUND" || code === "EAI_AGAIN")
    return fail(`The address ${address} is not known: correct it, or check the network.`);
  if (isTimeout(error, code))
    return fail(`${label} did not answer in time: try again, or choose a faster model.`, "timeout");
  if (isCut(error, code)) return fail(`The connection to ${label} broke in the middle of the answer: try again.`);
  return fail(`${label} failed.${said || " It said nothing more."} Try again, or choose another model.`);
}

/** Leaves no key in a text: neither the ones we know, nor what looks like one. */
export function redact(text: string, secrets: readonly string[]): string {
  const known = secrets.reduce((shown, secret) => (secret ? shown.replaceAll(secret, "[key]") : shown), text);
  return known
    .replace(/\b(sk|pk|key|xai|gsk|AIza)[-_][\w*.-]{6,}/gi, "[key]")
    .replace(/Bearer\s+[\w.~+/-]+=*/gi, "Bearer [key]");
}

/** ` It said: "…"`, or nothing. */
function quoted(error: unknown, { provider }: CalledModel): string {
  const words = redact(messageOf(error), provider.secrets).replace(/\s+/g, " ").trim();
  if (!words) return "";
  const short = words.length > QUOTED_LIMIT ? `${words.slice(0, QUOTED_LIMIT)}…` : words;
  return ` It said: "${short}"`;
}

function messageOf(error: unknown): string {
  if (typeof error === "string") return error;
  if (typeof error !== "object" || error === null) return "";
  if (APICallError.isInstance(error) && error.message === "" && error.responseBody) return error.responseBody;
  return "message" in error && typeof error.message === "string" ? error.message : "";
}

/** Of the response, or of an error event within a stream. */
function statusOf(error: unknown): number | undefined {
  if (APICallError.isInstance(error)) return error.statusCode;
  if (typeof error !== "object" || error === null) return undefined;
  const code = "code" in error ? Number(error.code) : Number.NaN;
  if (code >= 400 && code < 600) return code;
  const type = "type" in error ? String(error.type) : "";
  if (/rate_limit|insufficient_quota/.test(type)) return 429;
  if (/overloaded|server_error|api_error/.test(type)) return 503;
  if (/authentication|permission/.test(type)) return 401;
  return undefined;
}

function tryAgain(error: unknown, now: number): string {
  const header = APICallError.isInstance(error) ? error.responseHeaders?.["retry-after"] : undefined;
  const wait = retryAfterMs(header, now);
  return wait === undefined
    ? ": try again later, or choose another model"
    : `: try again in ${Math.ceil(wait / 1000)} s`;
}

/** The first code in the chain of causes. */
function codeOf(error: unknown, depth = 0): string | undefined {
  if (!(error instanceof Error) || depth > 5) return undefined;
  if (error instanceof AggregateError && error.errors[0]) return codeOf(error.errors[0], depth + 1);
  if ("code" in error && typeof error.code === "string") return error.code;
  return codeOf(error.cause, depth + 1);
}

function isTimeout(error: unknown, code: string | undefined): boolean {
  return (error instanceof Error && error.name === "TimeoutError") || /TIMEDOUT|_TIMEOUT$/.test(code ?? "");
}

function isCut(error: unknown, code: string | undefined): boolean {
  if (/ECONNRESET|EPIPE|UND_ERR_SOCKET|ERR_STREAM_PREMATURE_CLOSE/.test(code ?? "")) return true;
  return /terminated|without a finish reason|without a finish chunk|ended unexpectedly/i.test(messageOf(error));
}
