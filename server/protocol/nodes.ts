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
