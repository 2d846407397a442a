import { createHash } from "node:crypto";
import { RpcError } from "../protocol/errors.ts";
import type { ParamsOf } from "../protocol/methods.ts";
import {
  SessionsCompactParams,
  SessionsCreateParams,
  SessionsDeleteParams,
  SessionsDescribeParams,
  SessionsForkParams,
  SessionsListParams,
  SessionsPatchParams,
  SessionsResetParams,
  SessionsRewindParams,
  SessionsSearchParams,
} from "../protocol/schema/sessions.ts";
import type { SessionRow } from "../protocol/sessions.ts";
import type { Store } from "../store/contract.ts";
import { type AgentDirectory, DEFAULT_AGENT_ID } from "./agent-directory.ts";
import type { Audiences, Viewer } from "./audience.ts";
import { chosenLevel, chosenModel } from "./models.ts";
import { type MethodTable, method } from "./registry.ts";
import type { RunControl } from "./run-control.ts";
import type { RunQueue } from "./run-queue.ts";
import type { AgentRunner, Clock } from "./runs/contract.ts";
import type { SessionBook } from "./session-book.ts";
import { addressOf, forkKeyOf } from "./session-keys.ts";

export interface SessionDeps {
  store: Store;
  book: SessionBook;
  audiences: Audiences;
  queue: RunQueue;
  control: RunControl;
  agents: AgentDirectory;
  runner: AgentRunner;
  clock: Clock;
  newId: () => string;
  /** Stores what a full disk has kept out of a transcript; undefined when it has not. @throws RpcError STORAGE */
  settle(sessionKey: string): Promise<void> | undefined;
}

const DEFAULT_LIMIT = 200;
const DEFAULT_KEEP = 20;
const DEFAULT_HITS = 50;
const COPY_BATCH = 500;

/** What is done to sessions from outside of a run. */
export class Sessions {
  readonly #deps: SessionDeps;

  constructor(deps: SessionDeps) {
    this.#deps = deps;
  }

  async list(params: ParamsOf<"sessions.list">, viewer: Viewer) {
    const { store, book, audiences, clock } = this.#deps;
    const exceptCircles = audiences.hiddenFrom(viewer);
    const { limit = DEFAULT_LIMIT, offset = 0, search, agentId, archived, activeMinutes } = params;
    const { includeDerivedTitles = true, includeLastMessage = true } = params;
    const ts = clock();
    const updatedSince = activeMinutes === undefined ? undefined : ts - activeMinutes * 60_000;
    const found = await store.sessions.list({
      search,
      agentId,
      archived,
      updatedSince,
      exceptCircles,
      limit,
      offset,
    });
    const sessions = found.sessions.map((session) => {
      const { derivedTitle, lastMessagePreview, ...row } = book.row(session);
      return {
        ...row,
        ...(includeDerivedTitles && { derivedTitle }),
        ...(includeLastMessage && { lastMessagePreview }),
      };
    });
    const next = offset + sessions.length;
    const hasMore = next < found.total;
    return {
      ts,
      count: sessions.length,
      totalCount: found.total,
      nextOffset: hasMore ? next : null,
      hasMore,
      sessions,
    };
  }

  search({ query, agentId, sessionKeys, limit = DEFAULT_HITS }: ParamsOf<"sessions.search">, viewer: Viewer) {
    const { store, audiences } = this.#deps;
    const exceptCircles = audiences.hiddenFrom(viewer);
    return store.messages.search({ query, agentId, sessionKeys: sessionKeys?.map(keyOf), exceptCircles, limit });
  }

  async describe(rawKey: string): Promise<SessionRow | undefined> {
    const session = await this.#deps.book.get(keyOf(rawKey));
    return session && this.#deps.book.row(session);
  }

  /** The session of the key, made when it is missing; without a key a new one, the same for the same idempotencyKey. */
  async create(params: ParamsOf<"sessions.create">): Promise<SessionRow> {
    const { book, agents, runner, newId } = this.#deps;
    const { agentId, label, idempotencyKey } = params;
    const thinkingLevel = params.thinkingLevel === undefined ? undefined : chosenLevel(params.thinkingLevel);
    const slug = idempotencyKey === undefined ? newId().slice(0, 13) : digest(idempotencyKey);
    const address = addressOf(params.key ?? slug, agentId, DEFAULT_AGENT_ID);
    agents.require(address.agentId);
    const model = params.model === undefined ? undefined : await chosenModel(runner, params.model);
    return book.exclusive(address.key, async () =>
      book.row(await book.ensure(address, { label, model, thinkingLevel })),
    );
  }

  async patch({
    key: rawKey,
    model,
    thinkingLevel,
    label,
    category,
    ...rest
  }: ParamsOf<"sessions.patch">): Promise<SessionRow> {
    const { book, runner } = this.#deps;
    const key = keyOf(rawKey);
    const chosen = model ? await chosenModel(runner, model) : model;
    const fields = {
      ...rest,
      ...(chosen !== undefined && { model: chosen }),
      ...(thinkingLevel !== undefined && { thinkingLevel: thinkingLevel && chosenLevel(thinkingLevel) }),
      ...(label !== undefined && { label: label?.trim() || null }),
      ...(category !== undefined && { category: category?.trim() || null }),
    };
    return book.exclusive(key, async () => {
      await book.require(key);
      return book.row(await book.update(key, "patch", fields));
    });
  }

  /** Empties the transcript; what a person set on the session stays. */
  async reset(rawKey: string): Promise<SessionRow> {
    const { store, book, control, clock, newId, settle } = this.#deps;
    const key = keyOf(rawKey);
    const settling = settle(key);
    if (settling) await settling;
    const session = await control.quiesced(key, async () => {
      await book.require(key);
      await store.messages.truncate(key, 1);
      return book.update(key, "reset", {
        sessionId: newId(),
        updatedAt: clock(),
        messageCount: 0,
        unread: false,
        derivedTitle: null,
        lastMessagePreview: null,
        inputTokens: null,
        outputTokens: null,
        totalTokens: null,
        estimatedCostUsd: null,
        status: null,
        lastRunError: null,
        lastRunId: null,
      });
    });
    return book.row(session);
  }

  async delete({ key: rawKey, deleteTranscript = true }: ParamsOf<"sessions.delete">): Promise<boolean> {
    const { book, control } = this.#deps;
    if (!deleteTranscript) {
      throw new RpcError(
        "INVALID_REQUEST",
        "A session goes with its transcript: archive it with sessions.patch to keep it.",
      );
    }
    const key = keyOf(rawKey);
    return control.quiesced(key, async () => {
      await control.cancelWaiting(key);
      return book.delete(key);
    });
  }

  /** Removes all but the newest messages. A tool's result never stays without the call that it answers. */
  async compact(rawKey: string, keep = DEFAULT_KEEP): Promise<{ compacted: boolean; kept: number }> {
    const { store, book, queue } = this.#deps;
    const key = keyOf(rawKey);
    return book.exclusive(key, async () => {
      await book.require(key);
      if (queue.active(key)) {
        throw new RpcError("CONFLICT", "A run is going on in this session: stop it, or wait for its end.");
      }
      const { messages, total } = await store.messages.page(key, { limit: keep + 50, offset: 0 });
      let first = Math.max(0, messages.length - keep);
      while (first > 0 && messages[first]?.role === "toolResult") first -= 1;
      const boundary = messages[first]?.__openclaw.seq;
      const kept = messages.length - first;
      if (boundary === undefined || kept === total) return { compacted: false, kept: total };
      await store.messages.trim(key, boundary);
      await book.recount(key, "compact");
      return { compacted: true, kept };
    });
  }

  async fork({ key: rawKey, messageId, label }: ParamsOf<"sessions.fork">): Promise<SessionRow> {
    const { store, book, newId } = this.#deps;
    const key = keyOf(rawKey);
    const { source, copied } = await book.exclusive(key, async () => {
      const source = await book.require(key);
      const messages = await store.messages.since(key, 0);
      const end =
        messageId === undefined ? messages.length : messages.findIndex((m) => m.__openclaw.id === messageId) + 1;
      if (end === 0 && messageId !== undefined) throw noMessage(messageId, key);
      return { source, copied: messages.slice(0, end) };
    });
    const address = addressOf(forkKeyOf(source, newId().slice(0, 8)), undefined, DEFAULT_AGENT_ID);
    const { model, thinkingLevel, derivedTitle, category } = source;
    const name = label ?? `${source.label ?? derivedTitle ?? source.key} (fork)`;
    return book.exclusive(address.key, async () => {
      await book.ensure(address, { label: name.slice(0, 200), model, thinkingLevel, derivedTitle, category });
      for (let at = 0; at < copied.length; at += COPY_BATCH) {
        const batch = copied.slice(at, at + COPY_BATCH).map((message) => {
          const { runId } = message.__openclaw;
          return { ...message, __openclaw: { id: newId(), ...(runId && { runId }) } };
        });
        await store.messages.append(address.key, batch);
      }
      return book.row(await book.recount(address.key, "create"));
    });
  }

  async rewind({ key: rawKey, messageId }: ParamsOf<"sessions.rewind">): Promise<number> {
    const { store, book, control } = this.#deps;
    const key = keyOf(rawKey);
    return control.quiesced(key, async () => {
      await book.require(key);
      const message = await store.messages.get(key, messageId);
      if (!message) throw noMessage(messageId, key);
      const removed = await store.messages.truncate(key, message.__openclaw.seq);
      await book.recount(key, "reset");
      return removed;
    });
  }
}

export function sessionMethods(sessions: Sessions) {
  return {
    "sessions.list": method(SessionsListParams, (params, viewer) => sessions.list(params, viewer)),
    "sessions.describe": method(
      SessionsDescribeParams,
      async ({ key }) => ({ session: (await sessions.describe(key)) ?? null }),
      () => ({ session: null }),
    ),
    "sessions.create": method(SessionsCreateParams, async (params) => {
      const entry = await sessions.create(params);
      return { ok: true as const, key: entry.key, sessionId: entry.sessionId, entry };
    }),
    "sessions.patch": method(SessionsPatchParams, async (params) => {
      const entry = await sessions.patch(params);
      return { ok: true as const, key: entry.key, entry };
    }),
    "sessions.reset": method(SessionsResetParams, async ({ key }) => {
      const entry = await sessions.reset(key);
      return { ok: true as const, key: entry.key, entry };
    }),
    "sessions.delete": method(
      SessionsDeleteParams,
      async (params) => deletedOf(params, await sessions.delete(params)),
      (params) => deletedOf(params, false),
    ),
    "sessions.compact": method(SessionsCompactParams, async ({ key, keep }) => {
      return { ok: true as const, key: keyOf(key), ...(await sessions.compact(key, keep)) };
    }),
    "sessions.search": method(SessionsSearchParams, (params, viewer) => sessions.search(params, viewer), "handled"),
    "sessions.fork": method(SessionsForkParams, async (params) => {
      const { key, sessionId } = await sessions.fork(params);
      return { ok: true as const, key, sessionId };
    }),
    "sessions.rewind": method(SessionsRewindParams, async (params) => {
      const removed = await sessions.rewind(params);
      return { ok: true as const, key: keyOf(params.key), removed };
    }),
  } satisfies MethodTable;
}

function deletedOf({ key }: { key: string }, deleted: boolean) {
  return { ok: true as const, key: keyOf(key), deleted, archived: [] };
}

function keyOf(raw: string): string {
  return addressOf(raw, undefined, DEFAULT_AGENT_ID).key;
}

function noMessage(messageId: string, key: string): RpcError {
  return new RpcError("NOT_FOUND", `There is no message ${messageId} in ${key}: it may have been removed meanwhile.`);
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}
