import type { WorkspaceChangedEvent } from "../protocol/events.ts";
import type { Emit } from "./event-bus.ts";
import { type WorkspaceChange, type WorkspaceWatch, watchWorkspace } from "./workspace-watch.ts";

export interface WorkspaceFeedOptions {
  folderOf(agentId: string): string;
  emit: Emit;
  onFault(error: unknown): void;
}

/** Agents whose folders are watched at once; of more, the one that was looked at longest ago is let go. */
export const MAX_WATCHED = 16;
/** A watch that takes longer to stand holds up no answer. */
const PATIENCE_MS = 3_000;

/** Tells what happens in the folders of the agents that somebody has looked at. */
export class WorkspaceFeed {
  readonly #options: WorkspaceFeedOptions;
  /** The one that was looked at longest ago first. */
  readonly #watches = new Map<string, WorkspaceWatch>();
  #closed = false;

  constructor(options: WorkspaceFeedOptions) {
    this.#options = options;
  }

  /** Resolves once nothing that happens in the agent's folder from now on is missed. */
  async follow(agentId: string): Promise<void> {
    if (this.#closed) return;
    const watch = this.#watches.get(agentId) ?? this.#open(agentId);
    this.#watches.delete(agentId);
    this.#watches.set(agentId, watch);
    const [oldest] = this.#watches.keys();
    if (this.#watches.size > MAX_WATCHED && oldest !== undefined) void this.forget(oldest);
    const late = AbortSignal.timeout(PATIENCE_MS);
    await Promise.race([
      watch.ready,
      new Promise((resolve) => late.addEventListener("abort", resolve, { once: true })),
    ]);
  }

  /** Watches the agent's folder no longer. */
  async forget(agentId: string): Promise<void> {
    const watch = this.#watches.get(agentId);
    this.#watches.delete(agentId);
    await watch?.close();
  }

  /** Idempotent. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#watches.keys()].map((agentId) => this.forget(agentId)));
  }

  #open(agentId: string): WorkspaceWatch {
    const { folderOf, emit, onFault } = this.#options;
    let gathered: WorkspaceChangedEvent | undefined;
    // A watch tells what it has gathered one by one, in one go: that is one event.
    const tell = () => {
      if (gathered && !this.#closed) emit("workspace.changed", gathered);
      gathered = undefined;
    };
    const hear = (change: WorkspaceChange) => {
      if (!gathered) queueMicrotask(tell);
      gathered ??= { agentId, changes: [] };
      if (change.kind === "git") gathered.git = change.status;
      else if ("more" in change) gathered.more = change.more;
      else gathered.changes.push(change);
    };
    return watchWorkspace({ folder: folderOf(agentId), hear, onFault });
  }
}
