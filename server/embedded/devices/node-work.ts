import type { NodePendingDrainResult, NodePendingEnqueueResult, NodeWork } from "../../protocol/nodes.ts";
import type { Clock } from "../runs/contract.ts";

interface Waiting {
  revision: number;
  items: NodeWork[];
}

/** How long something waits for its node unless the caller says, in milliseconds. */
const LIFE_MS = 86_400_000;
/** Handed out at once unless the node says how many it takes. */
const MOST_ITEMS = 4;
const RANK: Record<NodeWork["priority"], number> = { high: 0, normal: 1, default: 2 };

/** What waits until a node asks for it: of each type one at most, for a day at most, as long as the process lives. */
export class NodeWorkQueue {
  readonly #clock: Clock;
  readonly #newId: () => string;
  /** Nodes for whom something waits. */
  readonly #waiting = new Map<string, Waiting>();

  constructor({ clock, newId }: { clock: Clock; newId: () => string }) {
    this.#clock = clock;
    this.#newId = newId;
  }

  /** @param expiresInMs default a day */
  add(
    nodeId: string,
    {
      type,
      priority = "normal",
      expiresInMs = LIFE_MS,
    }: { type: NodeWork["type"]; priority?: "normal" | "high"; expiresInMs?: number },
  ): NodePendingEnqueueResult {
    this.#dropExpired();
    const { revision, items } = this.#waiting.get(nodeId) ?? { revision: 0, items: [] };
    const before = items.find((item) => item.type === type);
    if (before) return { nodeId, revision, queued: before, wakeTriggered: false };
    const now = this.#clock();
    const queued = { id: this.#newId(), type, priority, createdAtMs: now, expiresAtMs: now + expiresInMs };
    this.#waiting.set(nodeId, { revision: revision + 1, items: [...items, queued] });
    return { nodeId, revision: revision + 1, queued, wakeTriggered: false };
  }

  /** Hands out what waits, the most urgent first; a node that nobody asks for its status is asked for it last. */
  take(nodeId: string, most = MOST_ITEMS): NodePendingDrainResult {
    this.#dropExpired();
    const { revision, items } = this.#waiting.get(nodeId) ?? { revision: 0, items: [] };
    const asksStatus = items.some(({ type }) => type === "status.request");
    const all = asksStatus ? items : [...items, baseline(this.#clock())];
    const taken = all.toSorted((one, other) => RANK[one.priority] - RANK[other.priority]).slice(0, most);
    const left = items.filter((item) => !taken.includes(item));
    const now = left.length < items.length ? revision + 1 : revision;
    if (left.length > 0) this.#waiting.set(nodeId, { revision: now, items: left });
    else this.#waiting.delete(nodeId);
    return { nodeId, revision: now, items: taken, hasMore: taken.length < all.length };
  }

  #dropExpired(): void {
    const now = this.#clock();
    for (const [nodeId, { revision, items }] of this.#waiting) {
      const living = items.filter(({ expiresAtMs }) => expiresAtMs === null || expiresAtMs > now);
      if (living.length === 0) this.#waiting.delete(nodeId);
      else if (living.length < items.length) this.#waiting.set(nodeId, { revision: revision + 1, items: living });
    }
  }
}

function baseline(now: number): NodeWork {
  return { id: "baseline-status", type: "status.request", priority: "default", createdAtMs: now, expiresAtMs: null };
}
