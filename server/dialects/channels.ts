import { RpcError } from "../protocol/errors.ts";
import { allows, type JsonObject } from "../protocol/frames.ts";
import type { Follower, MonitorTimes } from "./channel-monitor.ts";
import { CHANNELS, type Channel } from "./channel-monitors.ts";
import { type Ask, readHistory, readLogs, readMemories, readSessions, readStatus } from "./channel-resources.ts";
import { ChannelWatches, type GatewayWatch } from "./channel-watch.ts";
import type { Dialect, Peer } from "./dialect.ts";
import { errorFrame, isObject, textField, typeOf } from "./frames.ts";

export interface ChannelsOptions extends Partial<MonitorTimes> {
  /** Gives a fault of ours the shape that may be shown, and logs what it hides. */
  shapeFault(error: unknown, doing: string): RpcError;
  /** Milliseconds since 1970. */
  now?: () => number;
  recheckMs?: number;
}

type Resource = (ask: Ask, frame: JsonObject) => Promise<object>;

const TYPES: ReadonlySet<string> = new Set(["subscribe", "unsubscribe", "request"]);
const MAX_ECHO = 64;

const RESOURCES: ReadonlyMap<string, Resource> = new Map<string, Resource>([
  ["sessions", async (ask) => ({ sessions: await readSessions(ask) })],
  ["session_history", (ask, frame) => readHistory(ask, sessionKeyOf(frame), frame.limit)],
  ["memory", async (ask) => ({ memories: await readMemories(ask) })],
  ["logs", async (ask) => ({ logs: await readLogs(ask) })],
  ["status", readStatus],
]);

/** `subscribe`, `unsubscribe` and `request`: a snapshot and then changes of sessions, memory and logs. */
export function channelsDialect(options: ChannelsOptions): Dialect {
  const { shapeFault, now = Date.now, restMs = 250, retryMs = 1_000, recheckMs = 30_000 } = options;
  const frame = (type: string, payload: object) => ({ type, payload, timestamp: now() });
  const watches = new ChannelWatches({
    restMs,
    retryMs,
    recheckMs,
    frame,
    shapeFault: (error) => shapeFault(error, "a look at a channel"),
  });
  return {
    name: "channels",
    needsAuthentication: true,
    opensAt: "use",
    claims: (claimed) => TYPES.has(typeOf(claimed) ?? ""),
    refuse: (refused, error) => errorFrame(error, refused),
    open(peer) {
      const subscriptions = new Subscriptions(peer, watches);
      return {
        handle(given) {
          if (!isObject(given)) return;
          switch (given.type) {
            case "subscribe":
              return subscriptions.add(given);
            case "unsubscribe":
              return subscriptions.remove(given);
            case "request":
              return answer(peer, given, frame);
          }
        },
        close: () => subscriptions.close(),
      };
    },
  };
}

async function answer(peer: Peer, frame: JsonObject, made: (type: string, payload: object) => object): Promise<void> {
  const name = textField(frame, "resource") ?? "";
  const resource = RESOURCES.get(name);
  if (!resource) throw new RpcError("INVALID_REQUEST", `Unknown resource: ${name.slice(0, MAX_ECHO)}`);
  const ask: Ask = async (method, params = {}) => {
    const given = await peer.call(method, params);
    return isObject(given) ? given : {};
  };
  peer.send(made(name, await resource(ask, frame)));
}

function sessionKeyOf(frame: JsonObject): string {
  const key = textField(frame, "sessionKey");
  if (key !== undefined) return key;
  throw new RpcError("INVALID_REQUEST", "session_history needs a sessionKey: the sessions resource lists them.");
}

/** What one connection follows. */
class Subscriptions {
  readonly #peer: Peer;
  readonly #watches: ChannelWatches;
  readonly #channels = new Set<Channel>();
  readonly #follower: Follower;
  #watch: GatewayWatch | undefined;

  constructor(peer: Peer, watches: ChannelWatches) {
    this.#peer = peer;
    this.#watches = watches;
    this.#follower = {
      send: (frame) => peer.send(frame),
      fail: (error) => peer.send(errorFrame(error)),
    };
  }

  /** @throws RpcError when nothing of it can be followed */
  add(frame: JsonObject): void {
    const { known, unknown } = channelsOf(frame);
    const complaint = unknown && new RpcError("INVALID_REQUEST", `Unknown channel: ${unknown.slice(0, MAX_ECHO)}`);
    if (complaint && known.length === 0) throw complaint;
    const watch = this.#following();
    if (complaint) this.#peer.send(errorFrame(complaint, frame));
    const added = known.filter((channel) => !this.#channels.has(channel));
    for (const channel of added) this.#channels.add(channel);
    this.#peer.send({ type: "subscribed", payload: { channels: [...this.#channels] } });
    for (const channel of added) watch.monitors[channel].join(this.#follower);
    this.#leaveIfIdle();
  }

  remove(frame: JsonObject): void {
    for (const channel of channelsOf(frame).known) {
      if (this.#channels.delete(channel)) this.#watch?.monitors[channel].leave(this.#follower);
    }
    this.#leaveIfIdle();
    this.#peer.send({ type: "unsubscribed", payload: { channels: [...this.#channels] } });
  }

  /** Idempotent. */
  close(): void {
    for (const channel of this.#channels) this.#watch?.monitors[channel].leave(this.#follower);
    this.#channels.clear();
    this.#leaveIfIdle();
  }

  /** @throws RpcError FORBIDDEN, NO_GATEWAY */
  #following(): GatewayWatch {
    const { scopes, name } = this.#peer.principal();
    if (!allows(scopes, "operator.read")) {
      throw new RpcError("FORBIDDEN", `subscribe needs the scope operator.read, which ${name} does not have.`);
    }
    const gateway = this.#peer.defaultGateway();
    if (gateway === undefined) throw new RpcError("NO_GATEWAY", "No container provisioned.");
    this.#watch ??= this.#watches.enter(gateway, this.#peer);
    return this.#watch;
  }

  #leaveIfIdle(): void {
    if (this.#channels.size > 0 || !this.#watch) return;
    this.#watches.leave(this.#watch, this.#peer);
    this.#watch = undefined;
  }
}

/** @throws RpcError INVALID_REQUEST when they are no list */
function channelsOf({ channels }: JsonObject): { known: Channel[]; unknown: string | undefined } {
  if (!Array.isArray(channels)) throw new RpcError("INVALID_REQUEST", "channels must be an array");
  const unknown = channels.find((channel) => !isChannel(channel));
  return {
    known: [...new Set(channels.filter(isChannel))],
    unknown: unknown === undefined ? undefined : String(unknown),
  };
}

function isChannel(name: unknown): name is Channel {
  return CHANNELS.some((channel) => channel === name);
}
