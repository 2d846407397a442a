import { Type } from "typebox";
import { closed, NonEmpty, whole } from "./common.ts";

/** The name of a command, an id or a key. */
const Name = Type.String({ minLength: 1, maxLength: 256 });

export const NodeListParams = Type.Object({}, closed);
export const NodeDescribeParams = Type.Object({ nodeId: NonEmpty }, closed);

/** Where an agent's turn came from is taken and not used, as OpenClaw's own clients send it. */
export const NodeInvokeParams = Type.Object(
  {
    nodeId: Name,
    command: Name,
    params: Type.Optional(Type.Unknown()),
    timeoutMs: Type.Optional(whole({ minimum: 0 })),
    idempotencyKey: Name,
    sessionKey: Type.Optional(NonEmpty),
    turnSourceChannel: Type.Optional(Type.String()),
    turnSourceTo: Type.Optional(Type.String()),
    turnSourceAccountId: Type.Optional(Type.String()),
    turnSourceThreadId: Type.Optional(Type.Union([Type.String(), Type.Number()])),
  },
  closed,
);

const Work = Type.Union([Type.Literal("status.request"), Type.Literal("location.request")]);

export const NodePendingEnqueueParams = Type.Object(
  {
    nodeId: Name,
    type: Work,
    priority: Type.Optional(Type.Union([Type.Literal("normal"), Type.Literal("high")])),
    expiresInMs: Type.Optional(whole({ minimum: 1_000, maximum: 86_400_000 })),
    wake: Type.Optional(Type.Boolean()),
  },
  closed,
);

/** What nodes call; the node's id must be their own. */
export const NodeInvokeResultParams = Type.Object(
  {
    id: Name,
    nodeId: Name,
    ok: Type.Boolean(),
    payload: Type.Optional(Type.Unknown()),
    payloadJSON: Type.Optional(Type.Union([Type.String(), Type.Null()])),
    error: Type.Optional(
      Type.Union([
        Type.Object({ code: Type.Optional(Type.String()), message: Type.Optional(Type.String()) }),
        Type.Null(),
      ]),
    ),
  },
  closed,
);

export const NodeInvokeProgressParams = Type.Object(
  { invokeId: Name, nodeId: Name, seq: whole({ minimum: 0 }), chunk: Type.String({ maxLength: 16_384 }) },
  closed,
);

export const NodeEventParams = Type.Object(
  { event: Name, payload: Type.Optional(Type.Unknown()), payloadJSON: Type.Optional(Type.String()) },
  closed,
);

export const NodePendingDrainParams = Type.Object(
  { maxItems: Type.Optional(whole({ minimum: 1, maximum: 10 })) },
  closed,
);
