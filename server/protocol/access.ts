import { allows, SCOPES, type Scope } from "./frames.ts";

/** What somebody may do, least first. */
export const ROLES = ["viewer", "operator", "admin"] as const;

export type Role = (typeof ROLES)[number];

/** The scopes of each role. */
export const ROLE_SCOPES: Readonly<Record<Role, readonly Scope[]>> = {
  viewer: ["operator.read"],
  operator: ["operator.read", "operator.write", "operator.approvals"],
  admin: SCOPES,
};

/** The least role that has a scope. */
export function roleFor(scope: Scope): Role {
  return ROLES.find((role) => allows(ROLE_SCOPES[role], scope)) ?? "admin";
}

/** The role that scopes come to: the highest one that they reach. */
export function roleOfScopes(scopes: readonly Scope[]): Role {
  if (allows(scopes, "operator.admin")) return "admin";
  return allows(scopes, "operator.write") ? "operator" : "viewer";
}

/** A token that was given out. The token itself is told once, when it is made. Times are milliseconds since 1970. */
export interface AccessToken {
  id: string;
  name: string;
  role: Role;
  /** How it begins, so that its holder can tell it from others. */
  hint: string;
  createdAt: number;
  /** Who made it, by name. */
  createdBy: string;
  /** Left out, it does not end. */
  expiresAt?: number;
  /** To the minute; left out, it was never used. */
  lastUsedAt?: number;
  /** Left out, it is good. */
  revokedAt?: number;
}

/** The newest first. */
export interface TokensListResult {
  tokens: AccessToken[];
  /** Why no tokens are made here, in a sentence; left out where they are. */
  unavailable?: string;
}

/** What a person came with: the machine's own token, one that was given out, a device's key, a hook, or a sign-in elsewhere. */
export type PersonKind = "admin" | "token" | "device" | "hook" | "person";

/** Somebody who is or was connected. */
export interface AccessPerson {
  /** The principal's id. */
  id: string;
  name: string;
  kind: PersonKind;
  role: Role;
  /** Where they were last, the address of their end of the connection. */
  address: string;
  /** What they came with last, in its own words. */
  client: string;
  /** Milliseconds since 1970; now, as long as they are connected. */
  lastSeenAt: number;
  /** Open connections. */
  connections: number;
}

/** Who is connected first, then who was seen last. */
export interface AccessPeopleResult {
  people: AccessPerson[];
  /** The caller's principal id. */
  self: string;
  /** The caller is told of themselves alone. */
  own: boolean;
}

/** Something that was done, or refused. */
export interface AuditEntry {
  id: number;
  /** Milliseconds since 1970. */
  at: number;
  /** The principal; left out when nobody was recognised. */
  who?: { id: string; name: string };
  /** Of the other end of the connection; left out for what the server did for somebody. */
  address?: string;
  /** A method, or one of `sign-in`, `sign-out`, `connect`. */
  action: string;
  /** What it was done to: ids and names by the name of their param. Never what was said, and no secrets. */
  targets: Record<string, string>;
  /** `OK` or the code of the error. */
  outcome: string;
  /** How often within the same moment; left out for once. */
  count?: number;
}

/** The newest first. */
export interface AccessAuditResult {
  entries: AuditEntry[];
  /** Goes on from here; left out at the end. */
  cursor?: number;
  /** Older entries than this many days are let go. */
  keptDays: number;
  /** More entries than this are not kept. */
  keptEntries: number;
  /** The caller is told of what they did themselves alone. */
  own: boolean;
}
