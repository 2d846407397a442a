import type { SessionsSearchHit } from "../../protocol/sessions.ts";
import { circleSql } from "../circle-of-key.ts";
import type { SearchQuery, Statement } from "../engine.ts";

const SNIPPET_TOKENS = 24;

/**
 * The statement that answers a search, or undefined when the query holds no word.
 * The index comes first and is asked for rank order, so snippets are made for the rows that are returned and no others.
 */
export function searchStatement({
  query,
  agentId,
  sessionKeys,
  exceptCircles = [],
  limit,
}: SearchQuery): Statement | undefined {
  const match = matchExpression(query);
  if (!match) return undefined;
  const conditions = ["messageSearch MATCH ?"];
  const values: (string | number)[] = [match];
  if (agentId !== undefined) {
    conditions.push("sessions.agentId = ?");
    values.push(agentId);
  }
  if (sessionKeys !== undefined) {
    conditions.push("messages.sessionKey IN (SELECT value FROM json_each(?))");
    values.push(JSON.stringify(sessionKeys));
  }
  if (exceptCircles.length > 0) {
    conditions.push(`${circleSql("messages.sessionKey")} NOT IN (SELECT value FROM json_each(?))`);
    values.push(JSON.stringify(exceptCircles));
  }
  const sql = `
    SELECT messages.sessionKey, sessions.sessionId, messages.id AS messageId, messages.role, messages.timestamp,
      snippet(messageSearch, 0, char(2), char(3), '…', ${SNIPPET_TOKENS}) AS snippet, -messageSearch.rank AS score
    FROM messageSearch
    CROSS JOIN messages ON messages.rowId = messageSearch.rowid
    CROSS JOIN sessions ON sessions.key = messages.sessionKey
    WHERE ${conditions.join(" AND ")}
    ORDER BY messageSearch.rank LIMIT ?`;
  return { sql, runs: [[...values, limit]] };
}

/** The rows of `searchStatement`: its columns are the hit's fields. */
export function hitsOf(rows: readonly object[]): SessionsSearchHit[] {
  return rows as SessionsSearchHit[];
}

/**
 * What a person typed as an FTS5 expression that always parses: every word and every "quoted phrase" must occur, the
 * last word may be unfinished. Undefined when there is nothing in it that the index could hold.
 */
export function matchExpression(typed: string): string | undefined {
  const terms = [...typed.replaceAll("\0", " ").matchAll(/"([^"]*)"|([^\s"]+)/g)]
    .map(([, phrase, word]) => ({ text: phrase ?? word ?? "", unfinished: word !== undefined }))
    .filter(({ text }) => /[\p{L}\p{N}\p{Co}]/u.test(text));
  if (terms.length === 0) return undefined;
  return terms
    .map(({ text, unfinished }, index) => `"${text}"${unfinished && index === terms.length - 1 ? "*" : ""}`)
    .join(" ");
}
