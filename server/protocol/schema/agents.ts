import { Type } from "typebox";
import { DM_SCOPES } from "../routing.ts";
import { AgentId, closed, NonEmpty } from "./common.ts";

const Name = Type.String({ minLength: 1, maxLength: 80 });
const DmScope = Type.Enum(DM_SCOPES);
const FileName = Type.String({ minLength: 1, maxLength: 255 });

export const AgentsListParams = Type.Object({}, closed);
export const AgentsCreateParams = Type.Object(
  {
    name: Name,
    id: Type.Optional(AgentId),
    model: Type.Optional(NonEmpty),
    emoji: Type.Optional(Type.String({ maxLength: 16 })),
    /** How its conversations with people are told apart. Default `main`: they are all one. */
    dmScope: Type.Optional(DmScope),
  },
  closed,
);
export const AgentsUpdateParams = Type.Object(
  {
    agentId: AgentId,
    name: Type.Optional(Name),
    model: Type.Optional(Type.Union([NonEmpty, Type.Null()])),
    emoji: Type.Optional(Type.String({ maxLength: 16 })),
    /** How its conversations with people are told apart. Default `main`: they are all one. */
    dmScope: Type.Optional(DmScope),
  },
  closed,
);
export const AgentsDeleteParams = Type.Object({ agentId: AgentId, deleteFiles: Type.Optional(Type.Boolean()) }, closed);
export const AgentsFilesListParams = Type.Object({ agentId: AgentId }, closed);
export const AgentsFilesGetParams = Type.Object({ agentId: AgentId, name: FileName }, closed);
export const AgentsFilesSetParams = Type.Object(
  {
    agentId: AgentId,
    name: FileName,
    content: Type.String({ maxLength: 1_000_000 }),
    /** Hash the editor started from; a different one on disk is a CONFLICT. */
    expectedHash: Type.Optional(Type.String()),
  },
  closed,
);
export const ToolsCatalogParams = Type.Object({ agentId: Type.Optional(AgentId) }, closed);
