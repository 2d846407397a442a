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

interface Followed {
  watch: WorkspaceWatch;
  /** Resolves once the watch stands, or was waited for long enough. */
  awaited: Promise<unknown>;
}

/** Tells what happens in the folders of the agents that somebody has looked at. */
export class WorkspaceFeed {
  readonly #options: WorkspaceFeedOptions;
  /** The one that was looked at longest ago first. */
  readonly #watches = new Map<string, Followed>();
  #closed = false;

  constructor(options: WorkspaceFeedOptions) {
    this.#options = options;
  }

  /** Resolves once nothing that happens in the agent's folder from now on is missed. */
  async follow(agentId: string): Promise<void> {
    if (this.#closed) return;
    const followed = this.#watches.get(agentId) ?? patiently(this.#open(agentId));
    this.#watches.delete(agentId);
    this.#watches.set(agentId, followed);
    const [oldest] = this.#watches.keys();
    if (this.#watches.size > MAX_WATCHED && oldest !== undefined) void this.forget(oldest);
    await followed.awaited;
  }

  /** Watches the agent's folder no longer. */
  async forget(agentId: string): Promise<void> {
    const followed = this.#watches.get(agentId);
    this.#watches.delete(agentId);
    await followed?.watch.close();
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

/** A watch that never stands, because the system has no more of them, holds up the first answer only. */
function patiently(watch: WorkspaceWatch): Followed {
  const late = AbortSignal.timeout(PATIENCE_MS);
  const lapse = new Promise((resolve) => late.addEventListener("abort", resolve, { once: true }));
  return { watch, awaited: Promise.race([watch.ready, lapse]) };
}
