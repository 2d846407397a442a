import { Type } from "typebox";
import { AgentId, closed, NonEmpty, SessionKey, whole } from "./common.ts";

/** Inline base64 `content`, or the `uploadId` that `POST /api/uploads` answered with. */
const Attachment = Type.Object(
  {
    type: Type.Optional(Type.String()),
    mimeType: Type.Optional(Type.String()),
    fileName: Type.Optional(Type.String()),
    content: Type.Optional(Type.String()),
    uploadId: Type.Optional(Type.String()),
  },
  closed,
);

export const ChatSendParams = Type.Object(
  {
    sessionKey: SessionKey,
    /** Words of the person; may be empty only with attachments. */
    message: Type.String({ maxLength: 400_000 }),
    /** Becomes the runId; a second send with the same key starts nothing. */
    idempotencyKey: Type.String({ minLength: 1, maxLength: 128 }),
    agentId: Type.Optional(AgentId),
    thinking: Type.Optional(NonEmpty),
    /** What to do when a run is going on in this session. Default followup: wait for it to end. */
    queueMode: Type.Optional(
      Type.Union([Type.Literal("steer"), Type.Literal("followup"), Type.Literal("collect"), Type.Literal("interrupt")]),
    ),
    attachments: Type.Optional(Type.Array(Attachment, { maxItems: 20 })),
    timeoutMs: Type.Optional(whole({ minimum: 1000, maximum: 86_400_000 })),
  },
  closed,
);
export const ChatHistoryParams = Type.Object(
  {
    sessionKey: SessionKey,
    agentId: Type.Optional(AgentId),
    /** How many messages. Default 200, at most 1000. */
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
    /** How many of the newest messages to pass over: pages go back in time. */
    offset: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000_000 })),
    /** A `deltaCursor`: only what came after it. */
    cursor: Type.Optional(NonEmpty),
    /** Longer message texts are cut and marked `truncated`. Default: not cut. */
    maxChars: Type.Optional(whole({ minimum: 100 })),
  },
  closed,
);
export const ChatAbortParams = Type.Object(
  { sessionKey: SessionKey, runId: Type.Optional(NonEmpty), agentId: Type.Optional(AgentId) },
  closed,
);
export const ChatMessageGetParams = Type.Object(
  { sessionKey: SessionKey, messageId: NonEmpty, agentId: Type.Optional(AgentId) },
  closed,
);
