import { Type } from "typebox";
import { closed } from "./common.ts";

export const GatewaysListParams = Type.Object({}, closed);
export const HubStatusParams = Type.Object({}, closed);
/** Which sessions' chatty events this connection wants. */
export const EventsScopeParams = Type.Object(
  { sessions: Type.Union([Type.Literal("all"), Type.Array(Type.String(), { maxItems: 500 })]) },
  closed,
);
