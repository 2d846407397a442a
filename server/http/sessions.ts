import { type ExchangeRoute, numberOf } from "./exchange.ts";

/**
 * `GET /api/sessions?limit=&offset=&search=&agentId=` answers like `sessions.list`,
 * `GET /api/sessions/{key}/history?limit=&offset=` like `chat.history`.
 */
export const sessionRoutes: readonly ExchangeRoute[] = [
  {
    method: "GET",
    path: "/api/sessions",
    answer: ({ call, query }) =>
      call("sessions.list", {
        limit: numberOf(query, "limit"),
        offset: numberOf(query, "offset"),
        search: query.get("search") ?? undefined,
        agentId: query.get("agentId") ?? undefined,
        includeDerivedTitles: true,
        includeLastMessage: true,
      }),
  },
  {
    method: "GET",
    path: "/api/sessions/{key}/history",
    answer: ({ call, query, params }) =>
      call("chat.history", {
        sessionKey: params.key,
        limit: numberOf(query, "limit"),
        offset: numberOf(query, "offset"),
      }),
  },
];
