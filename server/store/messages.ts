import { type Message, textOf } from "../protocol/messages.ts";
import type { MessageStore, NewMessage } from "./contract.ts";
import { type Engine, prepare, type Result } from "./engine.ts";

/** Stand around the matches of a snippet, so they must not occur in what is searched. */
const MARKS = ["\u0002", "\u0003"] as const;

export function messageStore(engine: Engine): MessageStore {
  const statements = prepareStatements(engine);

  return {
    async append(sessionKey, messages) {
      if (messages.length === 0) return [];
      const results = await engine.write([
        statements.insert(...messages.map((message) => rowOf(sessionKey, message))),
        statements.bounds({ sessionKey }),
      ]);
      const firstSeq = boundsOf(results[1]).last - messages.length + 1;
      return messages.map((message, index) => withSeq(message, firstSeq + index));
    },

    async page(sessionKey, { limit, offset }) {
      const [bounds, rows] = await engine.read([
        statements.bounds({ sessionKey }),
        statements.page({ sessionKey, limit, offset }),
      ]);
      const { first, last } = boundsOf(bounds);
      return { messages: messagesOf(rows).reverse(), total: last === 0 ? 0 : last - first + 1, lastSeq: last };
    },

    async since(sessionKey, after) {
      const [rows] = await engine.read([statements.since({ sessionKey, after })]);
      return messagesOf(rows);
    },

    async get(sessionKey, id) {
      const [rows] = await engine.read([statements.byId({ sessionKey, id })]);
      return messagesOf(rows)[0];
    },

    async byIdempotencyKey(sessionKey, idempotencyKey) {
      const [rows] = await engine.read([statements.byIdempotencyKey({ sessionKey, idempotencyKey })]);
      return messagesOf(rows)[0];
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
  const bodies = db.selectFrom("messages").select(["seq", "body"]);
  return {
    insert: prepare<ReturnType<typeof rowOf>>((slot) =>
      db.insertInto("messages").values(({ selectFrom, fn, lit }) => ({
        sessionKey: slot("sessionKey"),
        seq: selectFrom("messages")
          .where("sessionKey", "=", slot("sessionKey"))
          .select((last) => last(fn.coalesce(fn.max("seq"), lit(0)), "+", lit(1)).as("next")),
        id: slot("id"),
        role: slot("role"),
        timestamp: slot("timestamp"),
        idempotencyKey: slot("idempotencyKey"),
        text: slot("text"),
        body: slot("body"),
      })),
    ),
    bounds: prepare<{ sessionKey: string }>((slot) => {
      const ofSession = db.selectFrom("messages").where("sessionKey", "=", slot("sessionKey"));
      // Two lookups in the index; min() and max() in one select would walk through the whole session.
      return db.selectNoFrom([
        ofSession.select(({ fn }) => fn.min("seq").as("value")).as("first"),
        ofSession.select(({ fn }) => fn.max("seq").as("value")).as("last"),
      ]);
    }),
    // Without gaps in seq, passing over newer messages is arithmetic instead of a walk.
    page: prepare<{ sessionKey: string; limit: number; offset: number }>((slot) =>
      bodies
        .where("sessionKey", "=", slot("sessionKey"))
        .where(({ selectFrom, eb, fn }) =>
          eb(
            "seq",
            "<=",
            eb(
              selectFrom("messages").where("sessionKey", "=", slot("sessionKey")).select(fn.max("seq").as("last")),
              "-",
              slot("offset"),
            ),
          ),
        )
        .orderBy("seq", "desc")
        .limit(slot("limit")),
    ),
    since: prepare<{ sessionKey: string; after: number }>((slot) =>
      bodies.where("sessionKey", "=", slot("sessionKey")).where("seq", ">", slot("after")).orderBy("seq"),
    ),
    byId: prepare<{ sessionKey: string; id: string }>((slot) =>
      bodies.where("sessionKey", "=", slot("sessionKey")).where("id", "=", slot("id")),
    ),
    byIdempotencyKey: prepare<{ sessionKey: string; idempotencyKey: string }>((slot) =>
      bodies
        .where("sessionKey", "=", slot("sessionKey"))
        .where("idempotencyKey", "=", slot("idempotencyKey"))
        .orderBy("seq")
        .limit(1),
    ),
    truncate: prepare<{ sessionKey: string; fromSeq: number }>((slot) =>
      db.deleteFrom("messages").where("sessionKey", "=", slot("sessionKey")).where("seq", ">=", slot("fromSeq")),
    ),
    trim: prepare<{ sessionKey: string; beforeSeq: number }>((slot) =>
      db.deleteFrom("messages").where("sessionKey", "=", slot("sessionKey")).where("seq", "<", slot("beforeSeq")),
    ),
  };
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

function boundsOf(result: Result | undefined): { first: number; last: number } {
  const row = result?.rows[0];
  return { first: Number(row?.first ?? 0), last: Number(row?.last ?? 0) };
}

function messagesOf(result: Result | undefined): Message[] {
  return (result?.rows ?? []).map((row) => withSeq(newMessageOf(String(row.body)), Number(row.seq)));
}

/** Bodies are written by `rowOf` alone. */
function newMessageOf(body: string): NewMessage {
  return JSON.parse(body) as NewMessage;
}

function withSeq(message: NewMessage, seq: number): Message {
  return { ...message, __openclaw: { ...message.__openclaw, seq } };
}
