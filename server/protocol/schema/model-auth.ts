import { Type } from "typebox";
import { AgentId, closed } from "./common.ts";

const Provider = Type.String({ minLength: 1, maxLength: 128 });
const Profiles = Type.Array(Type.String({ minLength: 1, maxLength: 256 }), { minItems: 1, maxItems: 64 });
const Agent = Type.Optional(AgentId);

export const ModelsAuthStatusParams = Type.Object({ refresh: Type.Optional(Type.Boolean()), agentId: Agent }, closed);
/** The key is kept by the gateway and never told again. */
export const ModelsAuthSetApiKeyParams = Type.Object(
  { provider: Provider, apiKey: Type.String({ pattern: "\\S", maxLength: 10_000 }), agentId: Agent },
  closed,
);
/** Without `profileIds` and `credentialType` everything is forgotten, and runs on the provider are stopped. */
export const ModelsAuthLogoutParams = Type.Object(
  {
    provider: Provider,
    profileIds: Type.Optional(Profiles),
    credentialType: Type.Optional(Type.Literal("api_key")),
    agentId: Agent,
  },
  closed,
);
export const ModelsProbeParams = Type.Object(
  {
    provider: Provider,
    profileId: Type.Optional(Type.String({ minLength: 1, maxLength: 256 })),
    timeoutMs: Type.Optional(Type.Integer({ minimum: 5_000, maximum: 60_000 })),
    agentId: Agent,
  },
  closed,
);
