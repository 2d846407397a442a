import type { PairedDevice } from "../../protocol/devices.ts";
import { RpcError } from "../../protocol/errors.ts";
import type { KnownNode } from "../../protocol/nodes.ts";
import { NodeDescribeParams, NodeListParams } from "../../protocol/schema/nodes.ts";
import { type MethodTable, method } from "../registry.ts";
import type { Clock } from "../runs/contract.ts";
import type { Devices } from "./devices.ts";

/** What a node says of itself as it connects. */
export type NodeFacts = Pick<
  KnownNode,
  "platform" | "version" | "deviceFamily" | "clientId" | "clientMode" | "remoteIp" | "caps" | "commands"
>;

interface Live {
  nodeId: string;
  facts: NodeFacts;
  connectedAtMs: number;
}

/** The paired devices that are nodes, and which of them are connected. */
export class Nodes {
  readonly #devices: Pick<Devices, "list" | "seen">;
  readonly #clock: Clock;
  /** One a connection: there are no more than those. */
  readonly #live = new Set<Live>();

  constructor({ devices, clock }: { devices: Pick<Devices, "list" | "seen">; clock: Clock }) {
    this.#devices = devices;
    this.#clock = clock;
  }

  /** A node that was let in has connected. Returns what is to be called when it goes. */
  join(nodeId: string, facts: NodeFacts): () => void {
    const live: Live = { nodeId, facts, connectedAtMs: this.#clock() };
    this.#live.add(live);
    return () => {
      if (this.#live.delete(live)) this.#devices.seen(nodeId);
    };
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
}

/** `node.list` and `node.describe`. */
export function nodeMethods(nodes: Nodes, clock: Clock) {
  return {
    "node.list": method(NodeListParams, () => ({ ts: clock(), nodes: nodes.list() })),
    "node.describe": method(NodeDescribeParams, ({ nodeId }) => ({ ...nodes.describe(nodeId), ts: clock() })),
  } satisfies MethodTable;
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
      lastSeenAtMs: live?.connectedAtMs ?? lastSeenAtMs,
      lastSeenReason: live ? "connect" : "disconnect",
    }),
    paired: true,
    connected: live !== undefined,
  };
}

function byPresence(one: KnownNode, other: KnownNode): number {
  if (one.connected !== other.connected) return one.connected ? -1 : 1;
  return (one.displayName ?? "").localeCompare(other.displayName ?? "") || one.nodeId.localeCompare(other.nodeId);
}
