import { BackupError } from "../backup/manifest.ts";
import { ConfigError } from "../config.ts";
import { HomeError } from "../home.ts";
import { ListenError } from "../http/front.ts";
import { RpcError } from "../protocol/errors.ts";

/** What the person who started us can mend, in one sentence; undefined for faults of ours. */
export function mistakeOf(error: unknown): string | undefined {
  if (error instanceof ConfigError || error instanceof HomeError || error instanceof BackupError) return error.message;
  if (error instanceof ListenError) return listenMistakeOf(error);
  if (error instanceof RpcError && error.code === "STORAGE") return error.message;
  return fileMistakeOf(error);
}

function listenMistakeOf({ code, host, port }: ListenError): string {
  if (code === "EADDRINUSE") {
    return `Port ${port} on ${host} is in use: stop what uses it, or choose another with --port (0 takes a free one).`;
  }
  if (code === "EACCES") return `Port ${port} needs rights that this user lacks: choose one above 1023 with --port.`;
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND") {
    return `This machine has no address ${host}: give one of its own with --host, such as 127.0.0.1.`;
  }
  return `${host}:${port} cannot be listened on (${code}): choose another with --host and --port.`;
}

/** What to do about a file of the state folder that the system refuses. */
const REMEDIES: { readonly [code: string]: string } = {
  EACCES: "give this user the right to read and write it",
  EPERM: "give this user the right to read and write it",
  EROFS: "make its disk writable",
  ENOSPC: "free some space",
  EDQUOT: "free some space",
};

function fileMistakeOf(error: unknown): string | undefined {
  if (!(error instanceof Error && "code" in error && "path" in error)) return undefined;
  const { code, path } = error;
  const remedy = typeof code === "string" ? REMEDIES[code] : undefined;
  return remedy && `${path} cannot be used (${code}): ${remedy}, or name another state folder with --home.`;
}
