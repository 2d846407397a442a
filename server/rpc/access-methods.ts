import { type AuditTrail, KEPT_DAYS, KEPT_ENTRIES } from "../auth/audit-trail.ts";
import type { PeopleBook } from "../auth/people-book.ts";
import type { AccessAuditResult, AccessPeopleResult, AccessToken, Role, TokensListResult } from "../protocol/access.ts";
import { RpcError } from "../protocol/errors.ts";
import {
  AccessAuditParams,
  AccessPeopleParams,
  AccessSignOutParams,
  TokensCreateParams,
  TokensListParams,
  TokensRevokeParams,
} from "../protocol/schema/access.ts";
import { type Call, type OwnMethod, ownMethod } from "./own-method.ts";

/** The tokens as these methods read and change them. */
export interface TokenBook {
  list(): AccessToken[];
  create(
    wanted: { name: string; role: Role; expiresAt?: number },
    createdBy: string,
  ): Promise<{ token: AccessToken; secret: string }>;
  /** Resolves the principal's id. */
  revoke(id: string): Promise<string>;
}

export interface AccessParts {
  /** Or why there are none, in a sentence. */
  tokens: TokenBook | string;
  people: Pick<PeopleBook, "list" | "has">;
  trail: Pick<AuditTrail, "read">;
  /** Ends a principal's connections and signs their browsers out. */
  signOut: (principalId: string) => Promise<void>;
  /** Callers are told of themselves alone. */
  own: boolean;
  /** Whoever asks is told of changes from now on. */
  watch: (call: Call) => void;
  /** Something about this changed. */
  changed: (what: "tokens") => void;
}

const PAGE = 50;

/** `tokens.list/create/revoke`, `access.people`, `access.signOut` and `access.audit`. */
export function accessMethods(parts: AccessParts): OwnMethod[] {
  const { tokens, people, trail, signOut, own, watch, changed } = parts;

  function book(): TokenBook {
    if (typeof tokens === "string") throw new RpcError("FORBIDDEN", tokens);
    return tokens;
  }

  return [
    ownMethod("tokens.list", TokensListParams, (_params, call): TokensListResult => {
      watch(call);
      return typeof tokens === "string" ? { tokens: [], unavailable: tokens } : { tokens: tokens.list() };
    }),
    ownMethod("tokens.create", TokensCreateParams, async (wanted, { principal }) => {
      const made = await book().create(wanted, principal.name);
      changed("tokens");
      return { ok: true, ...made };
    }),
    ownMethod("tokens.revoke", TokensRevokeParams, async ({ id }) => {
      const principalId = await book().revoke(id);
      changed("tokens");
      await signOut(principalId);
      return { ok: true, id };
    }),
    ownMethod("access.people", AccessPeopleParams, (_params, call): AccessPeopleResult => {
      watch(call);
      const self = call.principal.id;
      return { people: people.list().filter(({ id }) => !own || id === self), self, own };
    }),
    ownMethod("access.signOut", AccessSignOutParams, async ({ id }, { principal }) => {
      if (!people.has(id) || (own && id !== principal.id)) {
        throw new RpcError("NOT_FOUND", `Nobody was here as "${id}": ask access.people who was.`);
      }
      await signOut(id);
      return { ok: true, id };
    }),
    ownMethod("access.audit", AccessAuditParams, async (params, call): Promise<AccessAuditResult> => {
      watch(call);
      const { limit = PAGE, cursor, search, outcome, kind } = params;
      const entries = await trail.read({
        // One more tells whether there is a next page.
        limit: limit + 1,
        before: cursor,
        search: search?.trim(),
        who: own ? call.principal.id : params.who,
        succeeded: outcome && outcome === "ok",
        isCall: kind && kind === "calls",
      });
      const page = entries.slice(0, limit);
      const last = page.at(-1);
      return {
        entries: page,
        ...(entries.length > limit && last && { cursor: last.id }),
        keptDays: KEPT_DAYS,
        keptEntries: KEPT_ENTRIES,
        own,
      };
    }),
  ];
}
