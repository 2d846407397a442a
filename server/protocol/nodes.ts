/** A machine that can do things for a gateway: take pictures, run commands. OpenClaw's entry of `node.list`, as far as it is shown. */
export interface KnownNode {
  nodeId: string;
  displayName?: string;
  platform?: string;
  version?: string;
  /** Of the program's core and of its window, where they differ. */
  coreVersion?: string;
  uiVersion?: string;
  deviceFamily?: string;
  /** The maker's name of the model, such as `iPhone17,1`. */
  modelIdentifier?: string;
  /** What its owner lets it use: camera, location, … */
  permissions?: Record<string, boolean>;
  clientId?: string;
  clientMode?: string;
  remoteIp?: string;
  /** What it can do and was let in with. */
  caps?: string[];
  /** What it can be told to do and was let in with. */
  commands?: string[];
  /** Whether somebody allowed what it says it can do. */
  approvalState?: "approved" | "unapproved" | "pending-approval" | "pending-reapproval";
  /** By which `node.pair.approve` allows what it offers beyond what it was let in with, and what that is. */
  pendingRequestId?: string;
  pendingDeclaredCommands?: string[];
  paired?: boolean;
  connected?: boolean;
  /** Milliseconds since 1970, as all times here. */
  connectedAtMs?: number;
  lastSeenAtMs?: number;
  lastSeenReason?: string;
  approvedAtMs?: number;
}

export interface NodeListResult {
  ts: number;
  /** Connected ones first, then by name. */
  nodes: KnownNode[];
}

export type NodeDescribeResult = KnownNode & { ts: number };

/** What a node answered to a command: `payload`, and the text that it stood in where the node sent it as one. */
export interface NodeInvokeResult {
  ok: true;
  nodeId: string;
  command: string;
  payload?: unknown;
  payloadJSON: string | null;
}

/** Something that a node does of itself when it has the time. */
export interface NodeWork {
  id: string;
  type: "status.request" | "location.request";
  priority: "default" | "normal" | "high";
  createdAtMs: number;
  /** Null: never. */
  expiresAtMs: number | null;
}

export interface NodePendingEnqueueResult {
  nodeId: string;
  /** Grows with each change of what waits. */
  revision: number;
  /** What waits now: of each type one at most, so it may be an earlier one. */
  queued: NodeWork;
  wakeTriggered: boolean;
}

export interface NodePendingDrainResult {
  nodeId: string;
  revision: number;
  items: NodeWork[];
  hasMore: boolean;
}
