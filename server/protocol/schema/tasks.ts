import { Type } from "typebox";
import { AgentId, closed, SessionKey } from "./common.ts";

const TaskId = Type.String({ minLength: 1, maxLength: 256 });
const Status = Type.Union(
  (["queued", "running", "completed", "failed", "cancelled", "timed_out"] as const).map((each) => Type.Literal(each)),
);

export const TasksListParams = Type.Object(
  {
    status: Type.Optional(Type.Union([Status, Type.Array(Status, { minItems: 1, maxItems: 6 })])),
    agentId: Type.Optional(AgentId),
    sessionKey: Type.Optional(SessionKey),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
    cursor: Type.Optional(Type.String({ minLength: 1, maxLength: 512 })),
  },
  closed,
);
export const TasksGetParams = Type.Object({ taskId: TaskId }, closed);
export const TasksCancelParams = Type.Object(
  { taskId: TaskId, reason: Type.Optional(Type.String({ maxLength: 500 })) },
  closed,
);
/** To tell what came of them once more, or no more. */
export const TasksRecoveryParams = Type.Object({ taskIds: Type.Array(TaskId, { minItems: 1, maxItems: 100 }) }, closed);
