import { type SelectQueryBuilder, sql } from "kysely";
import { type Message, textOf } from "../protocol/messages.ts";
import type { MessageStore, NewMessage } from "./contract.ts";
import { type Engine, prepare, type Result } from "./engine.ts";
import type { Schema } from "./schema.ts";

/** Stand around the matches of a snippet, so they must not occur in what is searched. */
const MARKS = ["\u0002", "\u0003"] as const;

export function messageStore(engine: Engine): MessageStore {
  const statements = prepareStatements(engine);

  return {
    async append(sessionKey, messages) {
      if (messages.length === 0) return [];
      const rows = messages.map((message) => rowOf(sessionKey, message));
      const [, last] = await engine.write([statements.insert(...rows), statements.last({ sessionKey })]);
      const before = Number(last?.rows[0]?.last) - messages.length;
      return messages.map((message, index) => ({
        ...message,
        __openclaw: { ...message.__openclaw, seq: before + index + 1 },
      }));
    },

    async page(sessionKey, { limit, offset }) {
      const [page] = await engine.read([statements.page({ sessionKey, limit, offset })]);
      const first = Number(page?.rows[0]?.first ?? 1);
      const last = Number(page?.rows[0]?.last ?? 0);
      return { messages: messagesOf(page), total: last - first + 1, lastSeq: last };
    },

    async since(sessionKey, after) {
      const [found] = await engine.read([statements.since({ sessionKey, after })]);
      return messagesOf(found);
    },

    async get(sessionKey, id) {
      const [found] = await engine.read([statements.byId({ sessionKey, id })]);
      return messagesOf(found)[0];
    },

    async byIdempotencyKey(sessionKey, idempotencyKey) {
      const [found] = await engine.read([statements.byIdempotencyKey({ sessionKey, idempotencyKey })]);
      return messagesOf(found)[0];
    },

    async truncate(sessionKey, fromSeq) {
      const [deleted] = await engine.write([statements.truncate({ sessionKey, fromSeq })]);
      return deleted?.changes ?? 0;
    },

    async trim(sessionKey, beforeSeq) {
      const [deleted] = await engine.write([statements.trim({ sessionKey, beforeSeq })]);
      return deleted?.changes ?? 0;
    },

    async search({ limit, ...query }) {
      const results = await engine.search({ ...query, limit: limit + 1 });
      return { results: results.slice(0, limit), truncated: results.length > limit };
    },
  };
}

function prepareStatements({ db }: Engine) {
  const ofSession = (sessionKey: string) => db.selectFrom("messages").where("sessionKey", "=", sessionKey);
  return {
    insert: prepare<ReturnType<typeof rowOf>>((slot) =>
      db.insertInto("messages").values(({ fn, lit }) => ({
        sessionKey: slot("sessionKey"),
        seq: ofSession(slot("sessionKey")).select((last) =>
          last(fn.coalesce(fn.max("seq"), lit(0)), "+", lit(1)).as("next"),
        ),
        id: slot("id"),
        role: slot("role"),
        timestamp: slot("timestamp"),
        idempotencyKey: slot("idempotencyKey"),
        text: slot("text"),
        body: slot("body"),
      })),
    ),
    // Asked for after the insert, once: RETURNING costs a sixth of the insert itself, for each row.
    last: prepare<{ sessionKey: string }>((slot) =>
      ofSession(slot("sessionKey")).select(({ fn }) => fn.max("seq").as("last")),
    ),
    // Without gaps in seq, passing over newer messages is arithmetic instead of a walk, and so is the total: first and
    // last are two lookups in the index. (min() and max() in one select would walk through the whole session.)
    page: prepare<{ sessionKey: string; limit: number; offset: number }>((slot) => {
      const first = ofSession(slot("sessionKey")).select(({ fn }) => fn.min("seq").as("value"));
      const last = ofSession(slot("sessionKey")).select(({ fn }) => fn.max("seq").as("value"));
      const messages = ofSession(slot("sessionKey"))
        .where(({ eb }) => eb("seq", "<=", eb(last, "-", slot("offset"))))
        .orderBy("seq", "desc")
        .limit(slot("limit"));
      return joined(db, messages).select([first.as("first"), last.as("last")]);
    }),
    since: prepare<{ sessionKey: string; after: number }>((slot) =>
      joined(db, ofSession(slot("sessionKey")).where("seq", ">", slot("after"))),
    ),
    byId: prepare<{ sessionKey: string; id: string }>((slot) =>
      joined(db, ofSession(slot("sessionKey")).where("id", "=", slot("id"))),
    ),
    byIdempotencyKey: prepare<{ sessionKey: string; idempotencyKey: string }>((slot) =>
      joined(
        db,
        ofSession(slot("sessionKey")).where("idempotencyKey", "=", slot("idempotencyKey")).orderBy("seq").limit(1),
      ),
    ),
    truncate: prepare<{ sessionKey: string; fromSeq: number }>((slot) =>
      db.deleteFrom("messages").where("sessionKey", "=", slot("sessionKey")).where("seq", ">=", slot("fromSeq")),
    ),
    trim: prepare<{ sessionKey: string; beforeSeq: number }>((slot) =>
      db.deleteFrom("messages").where("sessionKey", "=", slot("sessionKey")).where("seq", "<", slot("beforeSeq")),
    ),
  };
}

/** All messages as one string, `[seq,body],…`: it crosses threads and is parsed faster than a row for each. */
function joined(db: Engine["db"], messages: SelectQueryBuilder<Schema, "messages", object>) {
  return db
    .selectFrom(messages.select(["seq", "body"]).as("found"))
    .select(sql<string | null>`string_agg('[' || seq || ',' || body || ']', ',')`.as("pairs"));
}

function rowOf(sessionKey: string, message: NewMessage) {
  return {
    sessionKey,
    id: message.__openclaw.id,
    role: message.role as string,
    timestamp: message.timestamp,
    idempotencyKey: message.__openclaw.idempotencyKey ?? null,
    text: searchable(message),
    body: JSON.stringify(message),
  };
}

function searchable(message: NewMessage): string | null {
  if (message.role === "toolResult") return null;
  const text = MARKS.reduce((rest, mark) => rest.replaceAll(mark, ""), textOf(message));
  return text === "" ? null : text;
}

/** What `joined` gives, in order: SQL promises none to an aggregate, and its own sorting costs more than this. */
function messagesOf(result: Result | undefined): Message[] {
  const pairs = pairsIn(`[${result?.rows[0]?.pairs ?? ""}]`).sort(([a], [b]) => a - b);
  return pairs.map(([seq, message]) => {
    message.__openclaw.seq = seq;
    return message;
  });
}

/** Bodies are written by `rowOf` alone; their seq, missing or of another session, is set before anyone sees it. */
function pairsIn(json: string): [seq: number, message: Message][] {
  return JSON.parse(json) as [number, Message][];
}
