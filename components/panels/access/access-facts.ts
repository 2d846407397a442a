import type { Tone } from "@/components/ui/badge.tsx";
import { browserOf } from "@/components/ui/browser-name.ts";
import type { AccessPerson, AccessToken, AuditEntry, PersonKind, Role } from "@/server/protocol/access.ts";

/** What each role means, in words. */
export const ROLE_WORDS: Record<Role, { label: string; meaning: string; tone: Tone }> = {
  viewer: { label: "Viewer", meaning: "Sees everything but secrets, and changes nothing.", tone: "neutral" },
  operator: {
    label: "Operator",
    meaning: "Also talks to agents, stops runs and decides what waits for approval.",
    tone: "info",
  },
  admin: { label: "Admin", meaning: "May do everything, giving out tokens included.", tone: "warn" },
};

export const KIND_WORDS: Record<PersonKind, string> = {
  admin: "Admin token",
  token: "Token",
  device: "Device",
  hook: "Webhook",
  person: "Person",
};

const DAY_MS = 24 * 60 * 60_000;

/** How long a new token may be good for. */
export const LIFETIMES = [
  { value: "1", label: "One day" },
  { value: "7", label: "One week" },
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
  { value: "365", label: "One year" },
  { value: "never", label: "Until it is revoked" },
] as const;

export type Lifetime = (typeof LIFETIMES)[number]["value"];

/** When a token made now ends, milliseconds since 1970; undefined for never. */
export function endAfter(lifetime: Lifetime, now: number): number | undefined {
  return lifetime === "never" ? undefined : now + Number(lifetime) * DAY_MS;
}

/** Whether a token still lets anybody in. */
export function tokenState({ revokedAt, expiresAt }: AccessToken, now: number): "good" | "revoked" | "expired" {
  if (revokedAt !== undefined) return "revoked";
  return expiresAt !== undefined && expiresAt <= now ? "expired" : "good";
}

/** The good ones first. */
export function inOrder(tokens: readonly AccessToken[], now: number): AccessToken[] {
  const rank = (token: AccessToken) => (tokenState(token, now) === "good" ? 0 : 1);
  return tokens.toSorted((one, other) => rank(one) - rank(other));
}

/** The principal of who comes in by a token. */
export function principalOf({ id }: AccessToken): string {
  return `token:${id}`;
}

/** The commands that use a token at once: one for a shell. */
export function exampleOf(secret: string, origin: string): string {
  return `curl -H "Authorization: Bearer ${secret}" ${origin}/api/status`;
}

/** What was done, in words where it is no method. */
export function actionOf({ action, outcome, count }: AuditEntry): { text: string; isMethod: boolean } {
  const words = ACTIONS[action];
  if (!words) return { text: action, isMethod: true };
  const many = action === "audit" && count !== undefined ? `${count} ` : "";
  return { text: many + (outcome === "OK" ? words.done : words.tried), isMethod: false };
}

const ACTIONS: Readonly<Record<string, { done: string; tried: string }>> = {
  "sign-in": { done: "Signed in", tried: "Tried to sign in" },
  "sign-out": { done: "Signed out", tried: "Tried to sign out" },
  "sign-in code": { done: "Made a sign-in code", tried: "Tried to make a sign-in code" },
  upload: { done: "Uploaded a file", tried: "Tried to upload a file" },
  "channel webhook": { done: "Wrote by webhook", tried: "Tried to write by webhook" },
  connect: { done: "Connected", tried: "Tried to connect" },
  audit: { done: "entries were lost", tried: "entries were more than could be kept" },
};

/** How it went: nothing when it went well. */
export function outcomeOf({ outcome }: AuditEntry): { tone: Tone; label: string } | undefined {
  switch (outcome) {
    case "OK":
      return undefined;
    case "FORBIDDEN":
      return { tone: "bad", label: "Refused" };
    case "UNAUTHENTICATED":
      return { tone: "bad", label: "Not recognised" };
    case "LOST":
      return { tone: "warn", label: "Lost" };
    default:
      return { tone: "warn", label: outcome.toLowerCase().replaceAll("_", " ") };
  }
}

/** What it was done to; words that need no name stand without. `names`: of what was done to by id. */
export function targetsOf({ action, targets }: AuditEntry, names: ReadonlyMap<string, string>): string {
  return Object.entries(targets)
    .map(([param, value]) => {
      const known = NAMED.has(action) ? names.get(value) : undefined;
      if (known !== undefined) return known;
      if (param === "client") return browserOf(value) ?? value;
      return PLAIN.has(param) ? value : `${param} ${value}`;
    })
    .join(" · ");
}

/** Methods whose ids are those of tokens and people. */
const NAMED: ReadonlySet<string> = new Set(["tokens.revoke", "access.signOut"]);

const PLAIN: ReadonlySet<string> = new Set(["name", "sessionKey", "key", "keys", "path", "role", "decision"]);

/** "2 connected, 5 in all" */
export function summaryOf(people: readonly AccessPerson[]): string {
  const here = people.filter(({ connections }) => connections > 0).length;
  return `${here} connected, ${people.length} in all`;
}
