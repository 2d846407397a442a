import { Type } from "typebox";
import { MAX_SCOPE } from "../chatter.ts";
import { closed } from "./common.ts";

const GatewayUrl = Type.String({ pattern: "^wss?://[^\\s]+$", maxLength: 500 });
const GatewayName = Type.String({ minLength: 1, maxLength: 80 });
const GatewayToken = Type.String({ maxLength: 4_096 });
const GatewayId = Type.String({ minLength: 1, maxLength: 64 });

export const GatewaysListParams = Type.Object({}, closed);
export const GatewaysAddParams = Type.Object(
  { name: GatewayName, url: GatewayUrl, token: Type.Optional(GatewayToken) },
  closed,
);
/** What is left out stays; an empty token is forgotten. */
export const GatewaysUpdateParams = Type.Object(
  {
    id: GatewayId,
    name: Type.Optional(GatewayName),
    url: Type.Optional(GatewayUrl),
    token: Type.Optional(GatewayToken),
  },
  closed,
);
export const GatewaysRemoveParams = Type.Object({ id: GatewayId }, closed);
export const GatewaysSetDefaultParams = Type.Object({ id: GatewayId }, closed);
export const GatewaysDiscoverParams = Type.Object({}, closed);
/** Uses a gateway that was found; its token is read where it was found. */
export const GatewaysAdoptParams = Type.Object({ url: GatewayUrl }, closed);
/** With an `id` its kept token is tried, unless one is given. */
export const GatewaysTestParams = Type.Object(
  { url: GatewayUrl, token: Type.Optional(GatewayToken), id: Type.Optional(GatewayId) },
  closed,
);
export const HubStatusParams = Type.Object({}, closed);
/** Which sessions' chatty events this connection wants. */
export const EventsScopeParams = Type.Object(
  { sessions: Type.Union([Type.Literal("all"), Type.Array(Type.String(), { maxItems: MAX_SCOPE })]) },
  closed,
);
/** Without `methods` every method is named, without schemas. */
export const MethodsDescribeParams = Type.Object(
  { methods: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { minItems: 1, maxItems: 50 })) },
  closed,
);
