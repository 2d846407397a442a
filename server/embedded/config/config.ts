import {
  type ConfigPath,
  changedPaths,
  isRecord,
  mergeIntoConfig,
  parseConfig,
  redactConfig,
  restoreConfig,
  valueAt,
} from "../../protocol/config-document.ts";
import type {
  ConfigCheck,
  ConfigEffect,
  ConfigIssue,
  ConfigSaved,
  ConfigSchemaResult,
  ConfigSnapshot,
  ConfigVersion,
} from "../../protocol/configuration.ts";
import { RpcError } from "../../protocol/errors.ts";
import {
  ConfigApplyParams,
  ConfigCheckParams,
  ConfigGetParams,
  ConfigHistoryParams,
  ConfigPatchParams,
  ConfigRollbackParams,
  ConfigSchemaLookupParams,
  ConfigSchemaParams,
  ConfigSetParams,
} from "../../protocol/schema/config.ts";
import type { Emit } from "../event-bus.ts";
import { type MethodTable, method } from "../registry.ts";
import { type ConfigFile, hashOf } from "./config-file.ts";
import { type ConfigShape, lookUp } from "./schema-lookup.ts";

/** What a configuration means: whoever reads it at the start tells. */
export interface ConfigRules extends ConfigShape {
  version: string;
  /** What cannot be in a parsed file. */
  check(config: Record<string, unknown>): ConfigIssue[];
  /** What is true but of no effect, such as a setting that the environment overrides. */
  warn(config: Record<string, unknown>): ConfigIssue[];
  isSecret(path: ConfigPath): boolean;
  /** The file's settings with the defaults of the others, secrets hidden. */
  withDefaults(config: Record<string, unknown>): Record<string, unknown>;
  /** Puts changed settings into force; the paths of those that are now. */
  apply(config: Record<string, unknown>, changed: readonly string[]): string[];
}

export interface ConfigDeps {
  file: ConfigFile;
  rules: ConfigRules;
  emit: Emit;
}

/** The configuration's file under OpenClaw's names: one save at a time, each on the version that its writer has seen. */
export function configMethods({ file, rules, emit }: ConfigDeps) {
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const mine = last.then(work, work);
    last = mine.catch(() => {});
    return mine;
  };

  async function save(baseHash: string | undefined, next: (before: string) => string): Promise<ConfigSaved> {
    const before = await file.read();
    requireBase(before, baseHash);
    const text = shaped(() => next(before ?? ""));
    const { issues, config, ...effect } = shaped(() => judged(text, before));
    if (issues[0]) throw refused(issues);
    const saved = { ok: true as const, path: file.path, hash: hashOf(text), config: rules.withDefaults(config) };
    if (text === before) return { ...saved, ...effect, noop: true };
    await file.write(text, before);
    const applied = rules.apply(config, effect.changedPaths);
    const needRestart = effect.changedPaths.filter((path) => !applied.includes(path));
    emit("config.changed", { hash: saved.hash, needRestart });
    return { ...saved, ...effect, applied, needRestart };
  }

  function judged(text: string, before: string | undefined) {
    const config = parseConfig(text);
    const paths = changedPaths(parsedOr(before), config);
    const isHot = (path: string) => rules.reloadKindOf(path) === "hot";
    const effect: ConfigEffect = {
      changedPaths: paths,
      applied: paths.filter(isHot),
      needRestart: paths.filter((path) => !isHot(path)),
    };
    return { config, issues: rules.check(config), ...effect };
  }

  const hide = (text: string) => redactConfig(text, rules.isSecret);
  const replace = (raw: string) => (before: string) => restoreConfig(raw, parsedOr(before));

  return {
    "config.get": method(ConfigGetParams, async (): Promise<ConfigSnapshot> => snapshotOf(await file.read())),
    "config.schema": method(
      ConfigSchemaParams,
      (): ConfigSchemaResult => ({
        schema: rules.schema,
        uiHints: { ...rules.hints },
        version: rules.version,
        generatedAt: new Date(0).toISOString(),
      }),
    ),
    "config.schema.lookup": method(ConfigSchemaLookupParams, ({ path }) => lookUp(rules, path)),
    "config.set": method(ConfigSetParams, ({ raw, baseHash }) => inTurn(() => save(baseHash, replace(raw)))),
    "config.apply": method(ConfigApplyParams, ({ raw, baseHash }) => inTurn(() => save(baseHash, replace(raw)))),
    "config.patch": method(ConfigPatchParams, ({ raw, baseHash, replacePaths = [] }) =>
      inTurn(() =>
        save(baseHash, (before) => {
          const patch = parseConfig(raw);
          requireReplaced(patch, parsedOr(before), replacePaths);
          return restoreConfig(mergeIntoConfig(before, patch), parsedOr(before));
        }),
      ),
    ),
    "config.check": method(ConfigCheckParams, async ({ raw, baseHash }): Promise<ConfigCheck> => {
      const before = await file.read();
      requireBase(before, baseHash);
      try {
        const { issues, changedPaths, applied, needRestart } = judged(replace(raw)(before ?? ""), before);
        return { valid: issues.length === 0, issues, changedPaths, applied, needRestart };
      } catch (error) {
        return {
          valid: false,
          issues: [{ path: "", message: messageOf(error) }],
          changedPaths: [],
          applied: [],
          needRestart: [],
        };
      }
    }),
    "config.history": method(ConfigHistoryParams, async (): Promise<{ versions: ConfigVersion[] }> => {
      const versions = await file.versions();
      return {
        versions: versions.map(({ id, replacedAt, text }) => ({ id, replacedAt, raw: orNull(() => hide(text)) })),
      };
    }),
    "config.rollback": method(ConfigRollbackParams, ({ id, baseHash }) =>
      inTurn(async () => {
        const text = await file.version(id);
        if (text === undefined) {
          throw new RpcError("NOT_FOUND", "That version is no longer kept: config.history lists those that are.");
        }
        return save(baseHash, () => text);
      }),
    ),
  } satisfies MethodTable;

  function snapshotOf(text: string | undefined): ConfigSnapshot {
    const base = { path: file.path, exists: text !== undefined, ...(text !== undefined && { hash: hashOf(text) }) };
    try {
      const raw = hide(text ?? "");
      const config = parseConfig(text ?? "");
      const issues = rules.check(config);
      return {
        ...base,
        raw: text === undefined ? null : raw,
        parsed: parseConfig(raw),
        config: rules.withDefaults(config),
        valid: issues.length === 0,
        issues,
        warnings: rules.warn(config),
      };
    } catch (error) {
      // Where the text ends as JSON5 nobody can tell its secrets from the rest: none of it is shown.
      const issues = [
        { path: "", message: `The file is not JSON5 (${messageOf(error)}): mend it on the machine, or roll back.` },
      ];
      return { ...base, raw: null, parsed: null, config: {}, valid: false, issues, warnings: [] };
    }
  }
}

function requireBase(before: string | undefined, baseHash: string | undefined): void {
  if (before === undefined && baseHash === undefined) return;
  if (before !== undefined && baseHash === undefined) {
    throw new RpcError(
      "INVALID_REQUEST",
      "A save names the version that it changes: give config.get's hash as baseHash.",
    );
  }
  if (before === undefined || hashOf(before) !== baseHash) {
    throw new RpcError(
      "CONFLICT",
      "The configuration was changed meanwhile: read it again with config.get and repeat.",
    );
  }
}

/** @throws RpcError INVALID_REQUEST when a list would lose entries that nobody said may go */
function requireReplaced(patch: unknown, before: unknown, allowed: readonly string[], path: string[] = []): void {
  if (!isRecord(patch)) return;
  for (const [key, value] of Object.entries(patch)) {
    const at = [...path, key];
    const old = valueAt(before, at);
    if (Array.isArray(value) && Array.isArray(old) && value.length < old.length && !allowed.includes(at.join("."))) {
      throw new RpcError(
        "INVALID_REQUEST",
        `${at.join(".")} would lose entries: name it in replacePaths if that is meant.`,
      );
    }
    requireReplaced(value, before, allowed, at);
  }
}

function shaped<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof RpcError) throw error;
    throw refused([{ path: "", message: messageOf(error) }]);
  }
}

function refused(issues: ConfigIssue[]): RpcError {
  const [first] = issues;
  const where = first?.path ? `${first.path}: ` : "";
  return new RpcError("INVALID_REQUEST", `The configuration was not saved. ${where}${first?.message}`, {
    details: { issues },
  });
}

function parsedOr(text: string | undefined): Record<string, unknown> {
  return orNull(() => parseConfig(text ?? "")) ?? {};
}

function orNull<Result>(work: () => Result): Result | null {
  try {
    return work();
  } catch {
    return null;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
