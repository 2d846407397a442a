import type { ErrorShape } from "./errors.ts";

/** A parsed JSON object whose fields nobody has checked yet. */
export type JsonObject = { [key: string]: unknown };

/** Position in one gateway's event log: `seq` only grows within an `epoch`. */
export interface Position {
  epoch: string;
  seq: number;
}

/** Native request. `gateway` names the gateway to ask; left out, the caller's default one. */
export interface RequestFrame {
  type: "req";
  id: string;
  method: string;
  params?: unknown;
  gateway?: string;
}

/** Native reply: exactly one for each request. */
export type ResponseFrame =
  | { type: "res"; id: string | null; ok: true; payload: unknown }
  | { type: "res"; id: string | null; ok: false; error: ErrorShape };

/** A gateway's event at its position in that gateway's log. */
export interface EventFrame extends Position {
  type: "event";
  event: string;
  payload: unknown;
  gateway: string;
}

/** First frame of every connection to `/ws`; position and gateway are left out until authenticated. */
export interface ConnectedFrame {
  type: "connected";
  payload: {
    /** `client-<n>-<base36>` */
    clientId: string;
    message: "Connected to OpenClaw Gateway";
    /** Milliseconds since 1970. */
    timestamp: number;
    authenticated: boolean;
    /** Only where people sign in elsewhere. */
    identity?: IdentityInfo;
    principal?: PrincipalInfo;
    gateway?: string;
    epoch?: string;
    seq?: number;
  };
}

/** Answer to a good token in a first frame. */
export interface AuthenticatedFrame {
  type: "authenticated";
  payload: { principal: PrincipalInfo; gateway: string } & Position;
}

/** Who the server takes the caller for. */
export interface PrincipalInfo {
  id: string;
  name: string;
  scopes: readonly Scope[];
  /** When the sign-in ends, milliseconds since 1970: send `auth` with a new token before. Left out, it does not end. */
  expiresAt?: number;
}

/** Tells a page that is rendered Clerk's publishable key, where people sign in there. */
export const IDENTITY_HEADER = "x-mission-control-clerk";

/** How people sign in, where that is not by this server's own token. */
export interface IdentityInfo {
  provider: "clerk";
  /** Clerk's publishable key: it names the application, and is no secret. */
  publishableKey: string;
}

/** Asks to go on after a position; answered by `resumed` or `resume_failed`. */
export interface ResumeFrame extends Position {
  type: "resume";
  gateway: string;
}

export interface ResumedFrame {
  type: "resumed";
  payload: { gateway: string; replayed: number };
}

export interface ResumeFailedFrame {
  type: "resume_failed";
  payload: { gateway: string; reason: "epoch" | "evicted" };
}

/** An error that answers no request, shaped so that the readers of every dialect find their field. */
export interface ErrorFrame {
  type: "error";
  code: string;
  message: string;
  payload: { message: string };
  data: { message: string };
  ref?: { type?: string; id?: string };
  runId?: string;
  agent_id?: string;
  retryAfterMs?: number;
}

export interface PongFrame {
  type: "pong";
  timestamp: number;
  payload: { timestamp: number };
}

/** Said before the server closes with 1012. */
export interface ShutdownFrame {
  type: "event";
  event: "shutdown";
  payload: { reason: string; restartExpectedMs?: number };
}

/** Everything a native browser client can receive on `/ws`. */
export type ServerFrame =
  | ResponseFrame
  | EventFrame
  | ConnectedFrame
  | AuthenticatedFrame
  | ResumedFrame
  | ResumeFailedFrame
  | ErrorFrame
  | PongFrame
  | ShutdownFrame;

/** What a principal may do. OpenClaw's operator scopes; `admin` implies them all. */
export const SCOPES = [
  "operator.read",
  "operator.write",
  "operator.approvals",
  "operator.pairing",
  "operator.admin",
] as const;

export type Scope = (typeof SCOPES)[number];

/** Whether the granted scopes allow what needs `required`: admin allows all, write allows read. */
export function allows(granted: readonly Scope[], required: Scope): boolean {
  if (granted.includes(required) || granted.includes("operator.admin")) return true;
  return required === "operator.read" && granted.includes("operator.write");
}
