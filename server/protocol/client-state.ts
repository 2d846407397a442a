import { CLOSE, reconnectsOn } from "./errors.ts";
import type { PrincipalInfo } from "./frames.ts";

/** Where a client stands. Times are milliseconds since 1970. */
export type ClientState =
  | { state: "idle" }
  | { state: "connecting"; attempt: number; since: number }
  /** The socket is open, the server has not said yet who it takes us for. */
  | { state: "greeting"; attempt: number; since: number }
  | { state: "ready"; since: number; clientId: string; principal: PrincipalInfo | undefined }
  /** Connects again at `retryAt`; `attempt` counts the tries since the last greeting. */
  | { state: "waiting"; retryAt: number; attempt: number; since: number; reason: string; closeCode: number }
  /** As waiting, while the browser says that there is no network; tries at once when it is back. */
  | { state: "offline"; retryAt: number; attempt: number; since: number; reason: string; closeCode: number }
  | { state: "stopped"; reason: StopReason; message: string; closeCode: number };

export type StateName = ClientState["state"];

/** Why a client does not connect again by itself; `connect()` makes it. */
export type StopReason = "closed" | "unauthenticated" | "policy";

/** Everything that can happen to a client. */
export type ClientInput =
  /** Somebody wants the connection, now. */
  | { input: "connect" }
  | { input: "open" }
  | { input: "greeted"; clientId: string; principal: PrincipalInfo | undefined }
  /** The socket ended, or was given up; `reason` is a sentence for people. */
  | { input: "closed"; code: number; reason: string }
  /** `retryAt` has come. */
  | { input: "retry" }
  | { input: "online" }
  | { input: "offline" }
  /** The tab is looked at again. */
  | { input: "visible" }
  /** Nobody wants the connection any more. */
  | { input: "close" };

export type InputName = ClientInput["input"];

/** What a transition may know beside state and input. */
export interface Surroundings {
  now: number;
  online: boolean;
  /** In [0, 1). */
  random: number;
}

type State<Name extends StateName> = Extract<ClientState, { state: Name }>;
type Input<Name extends InputName> = Extract<ClientInput, { input: Name }>;

type Transition<From extends StateName, On extends InputName> =
  | "stay"
  | ((from: State<From>, on: Input<On>, around: Surroundings) => ClientState);

type Table = { [From in StateName]: { [On in InputName]: Transition<From, On> } };

const FIRST_DELAY_MS = 1_000;
const MAX_DELAY_MS = 30_000;

/**
 * ```
 *            connect            open             greeted
 *   idle ─────────────► connecting ───► greeting ───────► ready
 *                        ▲   │ closed      │ closed         │ closed
 *      retry, connect,   │   ▼             ▼                ▼
 *      online, visible   ├─ waiting ◄──────┴────────────────┤   while the network is there
 *                        ├─ offline ◄───────────────────────┤   while it is not
 *              connect   └─ stopped ◄───────────────────────┘   4001, 1008, close() from anywhere
 * ```
 */
const TABLE: Table = {
  idle: {
    connect: open,
    open: "stay",
    greeted: "stay",
    closed: "stay",
    retry: "stay",
    online: "stay",
    offline: "stay",
    visible: "stay",
    close: stop,
  },
  connecting: {
    connect: "stay",
    open: ({ attempt, since }) => ({ state: "greeting", attempt, since }),
    greeted: "stay",
    closed: fall,
    retry: "stay",
    // A try that began without a network may hang: begin it anew.
    online: open,
    offline: "stay",
    visible: "stay",
    close: stop,
  },
  greeting: {
    connect: "stay",
    open: "stay",
    greeted: (_, { clientId, principal }, { now }) => ({ state: "ready", since: now, clientId, principal }),
    closed: fall,
    retry: "stay",
    online: open,
    offline: "stay",
    visible: "stay",
    close: stop,
  },
  ready: {
    connect: "stay",
    open: "stay",
    greeted: "stay",
    closed: fall,
    retry: "stay",
    online: "stay",
    offline: "stay",
    visible: "stay",
    close: stop,
  },
  waiting: {
    connect: open,
    open: "stay",
    greeted: "stay",
    closed: "stay",
    retry: open,
    online: open,
    offline: (from) => ({ ...from, state: "offline" }),
    visible: open,
    close: stop,
  },
  offline: {
    connect: open,
    open: "stay",
    greeted: "stay",
    closed: "stay",
    // The browser may be wrong: a server on this machine answers without a network.
    retry: open,
    online: open,
    offline: "stay",
    visible: open,
    close: stop,
  },
  stopped: {
    connect: open,
    open: "stay",
    greeted: "stay",
    closed: "stay",
    retry: "stay",
    online: "stay",
    offline: "stay",
    visible: "stay",
    close: "stay",
  },
};

/** The state after an input: the same object when it changes nothing. */
export function nextState(from: ClientState, on: ClientInput, around: Surroundings): ClientState {
  const transition = transitionOf(from, on);
  return transition === "stay" ? from : transition(from, on, around);
}

/** Full jitter: anything up to 1 s, 2 s, 4 s … 30 s, so that a thousand pages do not come back at once (CON-8). */
export function retryDelay(attempt: number, random: number): number {
  return Math.round(random * Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** (attempt - 1)));
}

/** TypeScript cannot see that the row and the column are those of these very values; the table's type says it. */
function transitionOf(from: ClientState, on: ClientInput) {
  return TABLE[from.state][on.input] as
    | "stay"
    | ((from: ClientState, on: ClientInput, around: Surroundings) => ClientState);
}

function open(from: ClientState, _: ClientInput, { now }: Surroundings): ClientState {
  return { state: "connecting", attempt: attemptsOf(from), since: now };
}

/** The end that was asked for here. */
export function stop(): Extract<ClientState, { state: "stopped" }> {
  return {
    state: "stopped",
    reason: "closed",
    message: "The connection was closed here.",
    closeCode: CLOSE.NORMAL.code,
  };
}

function fall(
  from: ClientState,
  { code, reason }: Input<"closed">,
  { now, online, random }: Surroundings,
): ClientState {
  if (!reconnectsOn(code)) return refused(code, reason);
  const attempt = attemptsOf(from) + 1;
  const state = online ? "waiting" : "offline";
  return { state, retryAt: now + retryDelay(attempt, random), attempt, since: now, reason, closeCode: code };
}

function refused(closeCode: number, message: string): ClientState {
  if (closeCode === CLOSE.NORMAL.code) return { state: "stopped", reason: "closed", message, closeCode };
  const signIn =
    closeCode === CLOSE.UNAUTHENTICATED.code || (closeCode === CLOSE.POLICY.code && /authenticat/i.test(message));
  return { state: "stopped", reason: signIn ? "unauthenticated" : "policy", message, closeCode };
}

/** Tries since the last greeting. */
function attemptsOf(from: ClientState): number {
  return "attempt" in from ? from.attempt : 0;
}
