import { createHash } from "node:crypto";
import type { ExecApprovalsFile, ExecApprovalsSnapshot } from "../../protocol/approvals.ts";
import { RpcError } from "../../protocol/errors.ts";
import type { SettingsStore } from "../../store/contract.ts";
import type { Clock } from "../runs/contract.ts";
import { DEFAULTS, type Verdict, verdictOn } from "./verdict.ts";

export interface ExecPolicyDeps {
  store: SettingsStore;
  clock: Clock;
  newId: () => string;
}

/** Entries that "always" may add to one agent's list. */
export const MOST_ENTRIES = 200;
const KEY = "exec-approvals";
const EMPTY: ExecApprovalsFile = { version: 1, defaults: {}, agents: {} };

/** Which commands agents may run, which need a person's word, and which do not run. */
export class ExecPolicy {
  readonly #deps: ExecPolicyDeps;
  #file: ExecApprovalsFile;
  #exists: boolean;
  /** Changes are written one after the other. */
  #writing: Promise<unknown> = Promise.resolve();

  static async open(deps: ExecPolicyDeps): Promise<ExecPolicy> {
    return new ExecPolicy(deps, fileOf(await deps.store.get(KEY)));
  }

  private constructor(deps: ExecPolicyDeps, file: ExecApprovalsFile | undefined) {
    this.#deps = deps;
    this.#file = file ?? EMPTY;
    this.#exists = file !== undefined;
  }

  snapshot(): ExecApprovalsSnapshot {
    return {
      path: `store:${KEY}`,
      exists: this.#exists,
      hash: hashOf(this.#file),
      file: this.#file,
      resolvedDefaults: { ...DEFAULTS },
    };
  }

  /** @throws RpcError CONFLICT when the rules are no longer those of `baseHash`, STORAGE */
  set(file: ExecApprovalsFile, baseHash: string | undefined): Promise<ExecApprovalsSnapshot> {
    return this.#write(() => {
      if ((this.#exists || baseHash !== undefined) && baseHash !== hashOf(this.#file)) {
        throw new RpcError(
          "CONFLICT",
          "The rules have changed meanwhile: read exec.approvals.get, and change it again.",
        );
      }
      return file;
    });
  }

  verdict(agentId: string, command: string): Verdict {
    return verdictOn(this.#file, agentId, command);
  }

  /** From now on this very command runs without asking. @throws RpcError RATE_LIMITED past {@link MOST_ENTRIES}, STORAGE */
  async allow(agentId: string, command: string): Promise<void> {
    await this.#write((file) => {
      const agent = file.agents?.[agentId] ?? {};
      const list = agent.allowlist ?? [];
      if (list.some(({ commandText }) => commandText === command)) return file;
      if (list.length >= MOST_ENTRIES) {
        throw new RpcError(
          "RATE_LIMITED",
          `${agentId} has ${MOST_ENTRIES} allowed commands, the most there can be: remove some, or allow it once.`,
          { retryable: false },
        );
      }
      const now = this.#deps.clock();
      const entry = {
        id: this.#deps.newId(),
        pattern: command,
        source: "allow-always" as const,
        commandText: command,
        lastUsedAt: now,
        lastUsedCommand: command,
      };
      return { ...file, agents: { ...file.agents, [agentId]: { ...agent, allowlist: [...list, entry] } } };
    });
  }

  #write(change: (file: ExecApprovalsFile) => ExecApprovalsFile): Promise<ExecApprovalsSnapshot> {
    const writing = this.#writing.then(async () => {
      const file = change(this.#file);
      if (file !== this.#file) await this.#deps.store.put(KEY, file);
      this.#file = file;
      this.#exists = true;
      return this.snapshot();
    });
    this.#writing = writing.catch(() => {});
    return writing;
  }
}

function hashOf(file: ExecApprovalsFile): string {
  return createHash("sha256").update(JSON.stringify(file)).digest("hex");
}

/** Written by {@link ExecPolicy} alone. */
function fileOf(value: unknown): ExecApprovalsFile | undefined {
  return typeof value === "object" && value !== null ? (value as ExecApprovalsFile) : undefined;
}
