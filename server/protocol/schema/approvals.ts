import { Type } from "typebox";
import { closed, NonEmpty } from "./common.ts";

const Text = Type.Optional(Type.Union([Type.String({ maxLength: 4_000 }), Type.Null()]));
const Decision = Type.Union([Type.Literal("allow-once"), Type.Literal("allow-always"), Type.Literal("deny")]);
const Kind = Type.Union([Type.Literal("exec"), Type.Literal("plugin"), Type.Literal("system-agent")]);
const Security = Type.Optional(Type.Union([Type.Literal("deny"), Type.Literal("allowlist"), Type.Literal("full")]));
const Ask = Type.Optional(Type.Union([Type.Literal("off"), Type.Literal("on-miss"), Type.Literal("always")]));
const rules = {
  security: Security,
  ask: Ask,
  askFallback: Security,
  autoAllowSkills: Type.Optional(Type.Boolean()),
};
const optionalText = (maxLength: number) => Type.Optional(Type.String({ maxLength }));

export const ExecApprovalListParams = Type.Object({}, closed);
export const ExecApprovalIdParams = Type.Object({ id: NonEmpty }, closed);
export const ExecApprovalRequestParams = Type.Object(
  {
    id: Type.Optional(Type.String({ minLength: 1, maxLength: 128 })),
    command: Type.String({ minLength: 1, maxLength: 16_000 }),
    cwd: Text,
    host: Text,
    agentId: Text,
    sessionKey: Text,
    runId: Text,
    toolCallId: Text,
    security: Text,
    ask: Text,
    warningText: Text,
    unavailableDecisions: Type.Optional(Type.Array(Type.Literal("allow-always"), { minItems: 1, maxItems: 1 })),
    /** Default 30 minutes, as OpenClaw's. */
    timeoutMs: Type.Optional(Type.Integer({ minimum: 1, maximum: 86_400_000 })),
    /** Answers as soon as it waits; `waitDecision` gives the decision. */
    twoPhase: Type.Optional(Type.Boolean()),
  },
  closed,
);
export const ExecApprovalResolveParams = Type.Object({ id: NonEmpty, decision: Decision }, closed);

export const ExecApprovalGrantsListParams = Type.Object(
  { limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })) },
  closed,
);
export const ExecApprovalGrantsRevokeParams = Type.Object({ grantId: NonEmpty }, closed);

export const ApprovalHistoryParams = Type.Object(
  {
    cursor: optionalText(200),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
    kind: Type.Optional(Kind),
  },
  closed,
);
export const ApprovalResolveParams = Type.Object({ id: NonEmpty, kind: Kind, decision: Decision }, closed);

export const ExecApprovalsGetParams = Type.Object({}, closed);
export const ExecApprovalsSetParams = Type.Object(
  {
    file: Type.Object(
      {
        version: Type.Literal(1),
        defaults: Type.Optional(Type.Object(rules, closed)),
        agents: Type.Optional(
          Type.Record(
            Type.String({ maxLength: 64 }),
            Type.Object(
              {
                ...rules,
                allowlist: Type.Optional(
                  Type.Array(
                    Type.Object(
                      {
                        id: optionalText(128),
                        pattern: Type.String({ minLength: 1, maxLength: 16_000 }),
                        source: Type.Optional(Type.Literal("allow-always")),
                        commandText: optionalText(16_000),
                        lastUsedAt: Type.Optional(Type.Number({ minimum: 0 })),
                        lastUsedCommand: optionalText(16_000),
                      },
                      closed,
                    ),
                    { maxItems: 200 },
                  ),
                ),
              },
              closed,
            ),
          ),
        ),
      },
      closed,
    ),
    baseHash: Type.Optional(NonEmpty),
  },
  closed,
);
