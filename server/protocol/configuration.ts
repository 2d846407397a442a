/** Something in a configuration that cannot be: where, dots between keys, and what to write instead. */
export interface ConfigIssue {
  path: string;
  message: string;
}

/** What `config.get` answers: the file as it is on disk, its secrets hidden. */
export interface ConfigSnapshot {
  /** The file's own path. */
  path: string;
  exists: boolean;
  /** JSON5 with comments; null when it cannot be read or its secrets cannot be told from the rest. */
  raw: string | null;
  parsed: unknown;
  /** With the defaults of what the file leaves out. */
  config: Record<string, unknown>;
  /** Of the file with its secrets: what a save names as its base. Missing when there is no file. */
  hash?: string;
  valid: boolean;
  issues: ConfigIssue[];
  warnings: ConfigIssue[];
}

/** How a change of a setting comes into force. */
export type ReloadKind = "restart" | "hot" | "none";

/** What people are told of a setting besides its schema. */
export interface ConfigHint {
  label?: string;
  help?: string;
  sensitive?: boolean;
  placeholder?: string;
  advanced?: boolean;
}

/** A part of a configuration, as a list of parts shows it. */
export interface ConfigChild {
  key: string;
  path: string;
  type?: string | string[];
  required: boolean;
  hasChildren: boolean;
  reloadKind?: ReloadKind;
  hint?: ConfigHint;
  hintPath?: string;
}

/** What `config.schema.lookup` answers: one place of the schema and what is right below it. */
export interface ConfigSchemaLookup {
  path: string;
  /** JSON Schema of this place without what is below it. */
  schema: unknown;
  reloadKind?: ReloadKind;
  hint?: ConfigHint;
  hintPath?: string;
  children: ConfigChild[];
}

export interface ConfigSchemaResult {
  schema: unknown;
  uiHints: Record<string, ConfigHint>;
  version: string;
  generatedAt: string;
}

/** What a save would do, or has done: which settings change, and which of them wait for a restart. */
export interface ConfigEffect {
  changedPaths: string[];
  /** In force already. */
  applied: string[];
  /** In force after a restart. */
  needRestart: string[];
}

export interface ConfigSaved extends ConfigEffect {
  ok: true;
  path: string;
  hash: string;
  /** The file held this already. */
  noop?: boolean;
  config: Record<string, unknown>;
}

export interface ConfigCheck extends ConfigEffect {
  valid: boolean;
  issues: ConfigIssue[];
}

/** An earlier version of the file. */
export interface ConfigVersion {
  id: string;
  /** When it gave way to the next. Milliseconds since 1970. */
  replacedAt: number;
  /** Its secrets hidden; null when that cannot be done. */
  raw: string | null;
}
