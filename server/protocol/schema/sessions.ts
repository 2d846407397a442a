import { Type } from "typebox";
import { AgentId, closed, NonEmpty, SessionKey, whole } from "./common.ts";

const Label = Type.Union([Type.String({ minLength: 1, maxLength: 200 }), Type.Null()]);

export const SessionsListParams = Type.Object(
  {
    /** Default 200, at most 1000. */
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
    offset: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000_000 })),
    /** Matches key, label, title and last message; case is ignored. */
    search: Type.Optional(Type.String()),
    agentId: Type.Optional(AgentId),
    /** Default false: archived ones are left out. */
    archived: Type.Optional(Type.Union([Type.Boolean(), Type.Literal("all")])),
    activeMinutes: Type.Optional(whole({ minimum: 1 })),
    includeDerivedTitles: Type.Optional(Type.Boolean()),
    includeLastMessage: Type.Optional(Type.Boolean()),
  },
  closed,
);
export const SessionsDescribeParams = Type.Object({ key: SessionKey }, closed);
export const SessionsCreateParams = Type.Object(
  {
    key: Type.Optional(SessionKey),
    agentId: Type.Optional(AgentId),
    label: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    model: Type.Optional(NonEmpty),
    thinkingLevel: Type.Optional(NonEmpty),
    idempotencyKey: Type.Optional(NonEmpty),
  },
  closed,
);
export const SessionsPatchParams = Type.Object(
  {
    key: SessionKey,
    label: Type.Optional(Label),
    category: Type.Optional(Label),
    archived: Type.Optional(Type.Boolean()),
    pinned: Type.Optional(Type.Boolean()),
    unread: Type.Optional(Type.Boolean()),
    model: Type.Optional(Type.Union([NonEmpty, Type.Null()])),
    thinkingLevel: Type.Optional(Type.Union([NonEmpty, Type.Null()])),
  },
  closed,
);
export const SessionsResetParams = Type.Object(
  { key: SessionKey, reason: Type.Optional(Type.Union([Type.Literal("new"), Type.Literal("reset")])) },
  closed,
);
export const SessionsDeleteParams = Type.Object(
  { key: SessionKey, deleteTranscript: Type.Optional(Type.Boolean()) },
  closed,
);
export const SessionsCompactParams = Type.Object(
  {
    key: SessionKey,
    /** How many of the newest messages stay. Default 20. */
    keep: Type.Optional(whole({ minimum: 1 })),
  },
  closed,
);
export const SessionsSearchParams = Type.Object(
  {
    query: Type.String({ minLength: 1, maxLength: 500 }),
    agentId: Type.Optional(AgentId),
    sessionKeys: Type.Optional(Type.Array(SessionKey, { maxItems: 500 })),
    /** Default 50. */
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
  },
  closed,
);
/** Copies the transcript up to and with a message into a new session. */
export const SessionsForkParams = Type.Object(
  { key: SessionKey, messageId: Type.Optional(NonEmpty), label: Type.Optional(NonEmpty) },
  closed,
);
/** Removes a message and all after it, so that it can be edited and sent again. */
export const SessionsRewindParams = Type.Object({ key: SessionKey, messageId: NonEmpty }, closed);
