import { Type } from "typebox";
import { AgentId, closed, whole } from "./common.ts";

/** Relative to the agent's folder, with `/`. */
const Path = Type.String({ minLength: 1, maxLength: 1024 });

export const AgentsWorkspaceListParams = Type.Object(
  {
    agentId: AgentId,
    /** A folder; left out or empty, the workspace itself. */
    path: Type.Optional(Type.String({ maxLength: 1024 })),
    offset: Type.Optional(whole({ minimum: 0 })),
    /** Default 250. */
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
  },
  closed,
);
export const AgentsWorkspaceGetParams = Type.Object({ agentId: AgentId, path: Path }, closed);
export const WorkspaceGitParams = Type.Object({ agentId: AgentId }, closed);
export const WorkspaceHeadParams = Type.Object({ agentId: AgentId, path: Path }, closed);
export const WorkspaceCreateParams = Type.Object(
  { agentId: AgentId, path: Path, kind: Type.Enum(["file", "directory"]) },
  closed,
);
export const WorkspaceRenameParams = Type.Object({ agentId: AgentId, path: Path, to: Path }, closed);
export const WorkspaceDeleteParams = Type.Object(
  {
    agentId: AgentId,
    path: Path,
    /** Hash of the text that was seen; a different one on disk is a CONFLICT. */
    expectedHash: Type.Optional(Type.String()),
  },
  closed,
);
