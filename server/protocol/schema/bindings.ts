import { Type } from "typebox";
import { BINDING_KEYS } from "../routing.ts";
import { AgentId, closed, whole } from "./common.ts";

const MatchKey = Type.Enum(BINDING_KEYS);
const MatchValue = Type.String({ minLength: 1, maxLength: 256 });
const Name = Type.String({ maxLength: 256 });

export const BindingsListParams = Type.Object({}, closed);
/** One that matches the same is replaced and keeps its place. */
export const BindingsSetParams = Type.Object(
  {
    agentId: AgentId,
    /** Default `default`. */
    matchKey: Type.Optional(MatchKey),
    /** Default `*`: anything. Case is ignored. */
    matchValue: Type.Optional(MatchValue),
    /** Follows from `matchKey`; given, it must be that key's. */
    tier: Type.Optional(whole()),
    /** Default 0. */
    priority: Type.Optional(Type.Integer({ minimum: -1_000_000, maximum: 1_000_000 })),
  },
  closed,
);
export const BindingsRemoveParams = Type.Object(
  { matchKey: Type.Optional(MatchKey), matchValue: Type.Optional(MatchValue) },
  closed,
);
/** Which agent answers a message that comes from here, and in which session. */
export const BindingsResolveParams = Type.Object(
  {
    /** Who wrote. Left out or empty, nobody in particular. */
    peer: Type.Optional(Name),
    channel: Type.Optional(Name),
    account: Type.Optional(Name),
    guild: Type.Optional(Name),
    /** The agent that is wanted, whatever the bindings say. */
    agentId: Type.Optional(AgentId),
  },
  closed,
);
