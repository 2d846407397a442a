import { RpcError } from "../protocol/errors.ts";
import type { JsonObject } from "../protocol/frames.ts";
import { dayOfMemory, isMemory, MEMORY_FOLDER } from "../protocol/memory.ts";
import { isObject, textField } from "./frames.ts";

/** Calls a method for somebody; an answer that is no object counts as an empty one. */
export type Ask = (method: string, params?: object) => Promise<JsonObject>;

/** A session as this dialect shows it. */
export interface ChannelSession {
  key: string;
  kind: string;
  displayName: string;
  label: string;
  /** Milliseconds since 1970. */
  updatedAt: number;
  model?: string;
  /** Size of the model's context window, in tokens. */
  contextTokens?: number;
  totalTokens: number;
}

/** A memory file. */
export interface ChannelMemory {
  /** `<agent>/<file>` */
  id: string;
  /** `YYYY-MM-DD`: the day that its name says, else that of the last change. */
  date: string;
  /** At most {@link MEMORY_CHARACTERS} characters. */
  content: string;
  /** Milliseconds since 1970. */
  lastModified: number;
}

/** The newest that many are shown. */
export const LISTED_SESSIONS = 1_000;
export const LISTED_MEMORIES = 10;
export const LISTED_LOGS = 200;
export const MEMORY_CHARACTERS = 10_000;
const DEFAULT_HISTORY = 50;
const LISTED_NOTES = 500;

/** The newest first. */
export async function readSessions(ask: Ask): Promise<ChannelSession[]> {
  const { sessions } = await ask("sessions.list", { limit: LISTED_SESSIONS });
  return objects(sessions).map(sessionOf);
}

/** The newest memory files of all agents. */
export async function readMemories(ask: Ask): Promise<ChannelMemory[]> {
  const found: MemoryFile[] = [];
  const { agents } = await ask("agents.list");
  for (const { id } of objects(agents)) {
    const agentId = String(id);
    const { files } = await ask("agents.files.list", { agentId });
    const listed = objects(files).flatMap((file): MemoryFile[] => {
      const name = textField(file, "name");
      if (name === undefined || file.missing === true || !isMemory(name)) return [];
      return [{ agentId, name, lastModified: Number(file.updatedAtMs ?? 0), from: "agents.files.get" }];
    });
    found.push(...listed);
    // OpenClaw lists only the files that make an agent what it is; its notes are files of the workspace.
    if (!listed.some(({ name }) => name.includes("/"))) found.push(...(await listNotes(ask, agentId)));
  }
  const newest = found.sort((one, other) => other.lastModified - one.lastModified).slice(0, LISTED_MEMORIES);
  return Promise.all(newest.map((file) => readMemory(ask, file)));
}

/** The newest lines of the log, oldest first. */
export async function readLogs(ask: Ask): Promise<JsonObject[]> {
  try {
    const { entries } = await ask("logs.search", { limit: LISTED_LOGS });
    return objects(entries);
  } catch (error) {
    if (!(error instanceof RpcError) || !NO_SUCH_METHOD.has(error.code)) throw error;
    const { lines } = await ask("logs.tail", { limit: LISTED_LOGS });
    return Array.isArray(lines) ? lines.map(entryOf) : [];
  }
}

/** How the server does. It can be asked while the gateway cannot. */
export async function readStatus(ask: Ask): Promise<object> {
  const [hub, { defaultId, gateways }] = await Promise.all([ask("hub.status"), ask("gateways.list")]);
  const gateway = objects(gateways).find(({ id }) => id === defaultId);
  const state = isObject(gateway?.status) ? textField(gateway.status, "state") : undefined;
  const version = isObject(gateway?.server) ? textField(gateway.server, "version") : undefined;
  return {
    status: state === "ready" ? "ok" : (state ?? "unavailable"),
    /** Seconds. */
    uptime: Math.round(Number(hub.uptimeMs)) / 1_000,
    connectedClients: hub.connections,
    version: version ?? null,
  };
}

/** A page of a transcript, oldest first. */
export async function readHistory(ask: Ask, sessionKey: string, limit: unknown = DEFAULT_HISTORY): Promise<object> {
  const { messages, hasMore } = await ask("chat.history", { sessionKey, limit });
  return { sessionKey, messages: objects(messages).map(messageOf), hasMore: hasMore === true };
}

/** Codes by which gateways refuse a method that they do not have. */
const NO_SUCH_METHOD: ReadonlySet<string> = new Set(["UNKNOWN_METHOD", "INVALID_REQUEST"]);

const NO_NOTES: ReadonlySet<string> = new Set([...NO_SUCH_METHOD, "NOT_FOUND"]);

function sessionOf(row: JsonObject): ChannelSession {
  const key = String(row.key);
  const displayName = textField(row, "displayName") ?? textField(row, "label") ?? textField(row, "derivedTitle") ?? key;
  return {
    key,
    kind: key.includes(":subagent:") ? "subagent" : (textField(row, "kind") ?? "unknown"),
    displayName,
    label: textField(row, "label") ?? displayName,
    updatedAt: Number(row.updatedAt ?? 0),
    ...(typeof row.model === "string" && { model: row.model }),
    ...(typeof row.contextTokens === "number" && { contextTokens: row.contextTokens }),
    totalTokens: Number(row.totalTokens ?? 0),
  };
}

interface MemoryFile {
  agentId: string;
  name: string;
  lastModified: number;
  /** The method that reads it. */
  from: "agents.files.get" | "agents.workspace.get";
}

async function listNotes(ask: Ask, agentId: string): Promise<MemoryFile[]> {
  try {
    const { entries } = await ask("agents.workspace.list", { agentId, path: MEMORY_FOLDER, limit: LISTED_NOTES });
    return objects(entries).flatMap((entry): MemoryFile[] => {
      const name = textField(entry, "path");
      if (name === undefined || entry.kind !== "file" || !isMemory(name)) return [];
      return [{ agentId, name, lastModified: Number(entry.updatedAtMs ?? 0), from: "agents.workspace.get" }];
    });
  } catch (error) {
    // No notes yet, or a gateway that shows no workspaces.
    if (error instanceof RpcError && NO_NOTES.has(error.code)) return [];
    throw error;
  }
}

async function readMemory(ask: Ask, { agentId, name, from }: MemoryFile): Promise<ChannelMemory> {
  const { file } = await ask(from, { agentId, [from === "agents.files.get" ? "name" : "path"]: name });
  const { content, updatedAtMs }: JsonObject = isObject(file) ? file : {};
  const lastModified = Number(updatedAtMs ?? 0);
  const text = typeof content === "string" ? content.slice(0, MEMORY_CHARACTERS) : "";
  return { id: `${agentId}/${name}`, date: dayOfMemory(name, lastModified), content: text, lastModified };
}

/** A line that is no JSON object is shown as it is. */
function entryOf(line: unknown): JsonObject {
  try {
    const entry: unknown = JSON.parse(String(line));
    if (isObject(entry)) return entry;
  } catch {
    // Torn by a crash, or plain text.
  }
  return { msg: String(line) };
}

function messageOf({ role, content, timestamp, toolName, __openclaw: meta }: JsonObject): object {
  const parts = Array.isArray(content) ? content.filter(isObject) : [];
  const words = parts.map((part) => (part.type === "text" && typeof part.text === "string" ? part.text : "")).join("");
  return {
    id: isObject(meta) ? meta.id : null,
    role,
    content: typeof content === "string" ? content : words,
    timestamp,
    ...(typeof toolName === "string" && { toolName }),
  };
}

function objects(list: unknown): JsonObject[] {
  return Array.isArray(list) ? list.filter(isObject) : [];
}
