import { ROLE_SCOPES, type Role } from "../protocol/access.ts";

/**
 * The role that a session's claims name: `role` in the public metadata (claim `metadata` or `public_metadata`), else the
 * role in the active organisation (`org:admin` counts as `admin`), else `fallback`. Metadata with a role that does not
 * exist gives the least one: whoever wrote it meant to restrict.
 */
export function roleOf(claims: Readonly<Record<string, unknown>>, fallback: Role): Role {
  const given = fieldOf(claims.metadata, "role") ?? fieldOf(claims.public_metadata, "role");
  if (given !== undefined) return known(given) ?? "viewer";
  const inOrganisation = fieldOf(claims.o, "rol") ?? claims.org_role;
  return known(inOrganisation) ?? fallback;
}

function known(role: unknown): Role | undefined {
  if (typeof role !== "string") return undefined;
  const name = role.replace(/^org:/, "");
  return isRole(name) ? name : undefined;
}

function isRole(name: string): name is Role {
  return Object.hasOwn(ROLE_SCOPES, name);
}

function fieldOf(value: unknown, field: string): unknown {
  return typeof value === "object" && value !== null
    ? Object.entries(value).find(([name]) => name === field)?.[1]
    : undefined;
}
