import type { PairedDevice } from "../../protocol/devices.ts";
import { RpcError } from "../../protocol/errors.ts";
import type { ParamsOf } from "../../protocol/methods.ts";
import type { KnownNode, NodeInvokeResult, NodePendingEnqueueResult } from "../../protocol/nodes.ts";
import type { Clock } from "../runs/contract.ts";
import type { Timer } from "../timer.ts";
import type { Devices } from "./devices.ts";
import { NodeCalls } from "./node-calls.ts";
import { forbiddenBecause, forbiddenParam, type NodePolicy } from "./node-policy.ts";
import { type NodeSeat, seatOf } from "./node-seat.ts";
import { NodeWorkQueue } from "./node-work.ts";
import { Once } from "./once.ts";

/** What a node says of itself as it connects. */
export type NodeFacts = Pick<
  KnownNode,
  "platform" | "version" | "deviceFamily" | "clientId" | "clientMode" | "remoteIp" | "caps" | "commands"
>;

export interface NodesDeps {
  devices: Pick<Devices, "list" | "seen">;
  clock: Clock;
  newId: () => string;
  timer: Timer;
  policy: NodePolicy;
}

interface Live {
  readonly nodeId: string;
  readonly facts: NodeFacts;
  readonly connectedAtMs: number;
  seenAtMs: number;
  seenReason: string;
  send(event: string, payload: object): void;
}

/** The paired devices that are nodes, which of them are connected, and what those are told to do. */
export class Nodes {
  readonly #devices: Pick<Devices, "list" | "seen">;
  readonly #clock: Clock;
  readonly #calls: NodeCalls;
  readonly #work: NodeWorkQueue;
  readonly #done = new Once<NodeInvokeResult>();
  #policy: NodePolicy;
  /** One a connection, in the order in which they came: there are no more than those. */
  readonly #live = new Set<Live>();

  constructor({ devices, clock, newId, timer, policy }: NodesDeps) {
    this.#devices = devices;
    this.#clock = clock;
    this.#calls = new NodeCalls({ newId, timer });
    this.#work = new NodeWorkQueue({ clock, newId });
    this.#policy = policy;
  }

  /** From now on other commands may be given. */
  setPolicy(policy: Partial<NodePolicy>): void {
    this.#policy = { ...this.#policy, ...policy };
  }

  /** A node that was let in has connected, and is told things by `send`. Leave its seat when it goes. */
  join(nodeId: string, facts: NodeFacts, send: Live["send"]): NodeSeat {
    const now = this.#clock();
    const live: Live = { nodeId, facts, connectedAtMs: now, seenAtMs: now, seenReason: "connect", send };
    this.#live.add(live);
    return seatOf({
      nodeId,
      report: (result) => this.#calls.report(live, result),
      work: (most) => this.#work.take(nodeId, most),
      seen: (reason) => {
        live.seenAtMs = this.#clock();
        live.seenReason = reason;
      },
      leave: () => {
        if (!this.#live.delete(live)) return;
        this.#calls.lost(live);
        this.#devices.seen(nodeId);
      },
    });
  }

  /** Connected ones first, then by name. */
  list(): KnownNode[] {
    const live = new Map([...this.#live].map((each) => [each.nodeId, each]));
    return this.#devices
      .list()
      .paired.filter(({ role }) => role === "node")
      .map((device) => nodeOf(device, live.get(device.deviceId)))
      .sort(byPresence);
  }

  /** @throws RpcError NOT_FOUND */
  describe(nodeId: string): KnownNode {
    const node = this.list().find((each) => each.nodeId === nodeId);
    if (node) return node;
    throw new RpcError("NOT_FOUND", `There is no node "${nodeId}": node.list says which there are.`);
  }

  /**
   * Has a connected node do something, once for each key of a caller: asked again under the same key, it answers the
   * same. That a caller goes does not end it.
   * @param caller the principal's id
   * @throws RpcError NOT_FOUND, INVALID_REQUEST for a command that the node does not offer or that may not be given,
   * CONFLICT for a key that was used for something else, UNAVAILABLE when the node is away, leaves or refuses, TIMEOUT,
   * RATE_LIMITED
   */
  invoke(params: ParamsOf<"node.invoke">, caller: string): Promise<NodeInvokeResult> {
    const { nodeId, command, idempotencyKey } = params;
    const asked = [nodeId, command, params.params];
    const key = JSON.stringify([caller, idempotencyKey]);
    const before = this.#done.find(key, asked);
    if (before) return before;
    const live = this.#require(nodeId, command);
    const claimed = forbiddenParam(command, params.params);
    if (claimed) throw refused(command, "approval is claimed", `Leave out "${claimed}": the node itself asks for it.`);
    const answer = this.#calls.call(live, params);
    this.#done.keep(key, asked, answer, sizeOf);
    return answer;
  }

  /** Something for a node to do when it asks. @throws RpcError NOT_FOUND */
  enqueue({ nodeId, ...work }: ParamsOf<"node.pending.enqueue">): NodePendingEnqueueResult {
    this.describe(nodeId);
    return this.#work.add(nodeId, work);
  }

  /** Ends what nodes are still doing. Idempotent. */
  close(): void {
    this.#calls.close();
  }

  /** The newest connection of a node that may be given a command. */
  #require(nodeId: string, command: string): Live {
    const { commands = [], displayName = nodeId } = this.describe(nodeId);
    const live = [...this.#live].findLast((each) => each.nodeId === nodeId);
    if (!live) throw away(displayName);
    if (!commands.includes(command)) {
      const isNew = live.facts.commands?.includes(command);
      throw refused(
        command,
        "command not declared by node",
        isNew
          ? `${displayName} offers "${command}" only since it was let in: remove it and let it in again to allow that.`
          : `${displayName} does not offer "${command}": node.describe says what it does.`,
      );
    }
    const why = forbiddenBecause(command, this.#policy);
    if (why) throw refused(command, "command not allowlisted", why);
    return live;
  }
}

function sizeOf({ payload, payloadJSON }: NodeInvokeResult): number {
  return (payloadJSON ?? JSON.stringify(payload) ?? "").length;
}

function away(name: string): RpcError {
  const nodeError = { code: "NOT_CONNECTED", message: "node not connected" };
  return new RpcError("UNAVAILABLE", `${name} is not connected: start it, and ask again.`, {
    details: { code: nodeError.code, nodeError, nodeCommandDispatched: false },
  });
}

/** `reason` in OpenClaw's words. */
function refused(command: string, reason: string, message: string): RpcError {
  return new RpcError("INVALID_REQUEST", message, { details: { reason, command } });
}

/** What it says now counts, but no more than what it was let in with. */
function nodeOf(device: PairedDevice, live: Live | undefined): KnownNode {
  const { deviceId, displayName, platform, deviceFamily, clientId, clientMode, remoteIp } = device;
  const { caps: allowedCaps = [], commands: allowedCommands = [], approvedAtMs, lastSeenAtMs } = device;
  const { caps = allowedCaps, commands = allowedCommands, ...facts } = live?.facts ?? {};
  const known = { displayName, platform, deviceFamily, clientId, clientMode, remoteIp, ...facts };
  return {
    nodeId: deviceId,
    ...known,
    displayName: displayName ?? clientId,
    caps: caps.filter((cap) => allowedCaps.includes(cap)).sort(),
    commands: commands.filter((command) => allowedCommands.includes(command)).sort(),
    approvalState: "approved",
    approvedAtMs,
    ...(live && { connectedAtMs: live.connectedAtMs }),
    ...((live || lastSeenAtMs !== undefined) && {
      lastSeenAtMs: live?.seenAtMs ?? lastSeenAtMs,
      lastSeenReason: live?.seenReason ?? "disconnect",
    }),
    paired: true,
    connected: live !== undefined,
  };
}

function byPresence(one: KnownNode, other: KnownNode): number {
  if (one.connected !== other.connected) return one.connected ? -1 : 1;
  return (one.displayName ?? "").localeCompare(other.displayName ?? "") || one.nodeId.localeCompare(other.nodeId);
}
