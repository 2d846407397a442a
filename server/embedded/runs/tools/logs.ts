import { Type } from "typebox";
import { closed } from "../../../protocol/schema/common.ts";
import { fitting } from "./bound.ts";
import { callHost } from "./rpc.ts";
import { defineTool } from "./tool.ts";

const Level = Type.Union(["trace", "debug", "info", "warn", "error", "fatal"].map((level) => Type.Literal(level)));

export const logsSearch = defineTool({
  name: "logs_search",
  label: "Search the logs",
  description:
    "Searches every kept line of the gateway's log and gives the newest matches, oldest first. Leave the query out for the newest lines.",
  parameters: Type.Object(
    {
      query: Type.Optional(Type.String({ maxLength: 500 })),
      regex: Type.Optional(Type.Boolean()),
      levels: Type.Optional(Type.Array(Level, { maxItems: 6 })),
      sessionKey: Type.Optional(Type.String()),
      runId: Type.Optional(Type.String()),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, description: "Default 50." })),
    },
    closed,
  ),
  async run({ limit = 50, ...filter }, { host }) {
    const found = await callHost(host, "logs.search", { ...filter, limit });
    const lines = found.entries.map(({ time, level, source, msg, runId, sessionKey }) => ({
      time,
      level,
      source,
      msg: msg.slice(0, 500),
      runId,
      sessionKey,
    }));
    const { items, truncated } = fitting(lines, { from: "end" });
    return { query: filter.query, searched: found.searched, lines: items, truncated: truncated || found.truncated };
  },
});
