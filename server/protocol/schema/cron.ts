import { Type } from "typebox";
import { AgentId, closed, NonEmpty, SessionKey, whole } from "./common.ts";

/** Least distance between two runs of an `every` job, in milliseconds. */
export const LEAST_EVERY_MS = 1_000;

/** Ten years. */
const MOST_EVERY_MS = 315_360_000_000;
/** The year 2200: times of jobs stay far from those that no calendar has. */
const LATEST_MS = 7_258_118_400_000;

const At = Type.Object({ kind: Type.Literal("at"), at: NonEmpty }, closed);
const Every = Type.Object(
  {
    kind: Type.Literal("every"),
    everyMs: whole({ minimum: LEAST_EVERY_MS, maximum: MOST_EVERY_MS }),
    anchorMs: Type.Optional(whole({ minimum: 0, maximum: LATEST_MS })),
  },
  closed,
);
const Expression = Type.Object(
  {
    kind: Type.Literal("cron"),
    expr: Type.String({ minLength: 1, maxLength: 200 }),
    tz: Type.Optional(Type.String({ maxLength: 100 })),
    staggerMs: Type.Optional(Type.Integer({ minimum: 0, maximum: 86_400_000 })),
  },
  closed,
);

/** When a job runs: once, at a distance, or by a cron expression. */
export const CronSchedule = Type.Union([At, Every, Expression]);

const Words = Type.String({ minLength: 1, maxLength: 100_000 });

/** What a job does: begins a turn of its own, or says something in a conversation that is there. */
export const CronPayload = Type.Union([
  Type.Object(
    {
      kind: Type.Literal("agentTurn"),
      message: Words,
      model: Type.Optional(NonEmpty),
      thinking: Type.Optional(Type.String()),
      timeoutSeconds: Type.Optional(Type.Number({ minimum: 0, maximum: 86_400 })),
    },
    closed,
  ),
  Type.Object({ kind: Type.Literal("systemEvent"), text: Words }, closed),
]);

/** `main`, `isolated`, `current` or `session:<key>`. */
const SessionTarget = Type.String({ pattern: "^(main|isolated|current|session:.+)$", maxLength: 520 });
const WakeMode = Type.Union([Type.Literal("next-heartbeat"), Type.Literal("now")]);
/** There is nowhere to deliver to but the session itself. */
const Delivery = Type.Object({ mode: Type.Literal("none") }, closed);

const Name = Type.String({ minLength: 1, maxLength: 200, pattern: "\\S" });
const Description = Type.String({ maxLength: 2_000 });

export const CronAddParams = Type.Object(
  {
    name: Name,
    description: Type.Optional(Description),
    agentId: Type.Optional(Type.Union([AgentId, Type.Null()])),
    sessionKey: Type.Optional(Type.Union([SessionKey, Type.Null()])),
    enabled: Type.Optional(Type.Boolean()),
    /** Default true for jobs that run once. */
    deleteAfterRun: Type.Optional(Type.Boolean()),
    schedule: CronSchedule,
    sessionTarget: SessionTarget,
    wakeMode: WakeMode,
    payload: CronPayload,
    delivery: Type.Optional(Delivery),
  },
  closed,
);

const Patch = Type.Object(
  {
    name: Type.Optional(Name),
    description: Type.Optional(Description),
    agentId: Type.Optional(Type.Union([AgentId, Type.Null()])),
    sessionKey: Type.Optional(Type.Union([SessionKey, Type.Null()])),
    enabled: Type.Optional(Type.Boolean()),
    deleteAfterRun: Type.Optional(Type.Boolean()),
    schedule: Type.Optional(CronSchedule),
    sessionTarget: Type.Optional(SessionTarget),
    wakeMode: Type.Optional(WakeMode),
    payload: Type.Optional(CronPayload),
    delivery: Type.Optional(Delivery),
  },
  closed,
);

/** The job's id; `jobId` is its older name. One of the two is needed. */
const JobRef = { id: Type.Optional(NonEmpty), jobId: Type.Optional(NonEmpty) };

export const CronUpdateParams = Type.Object({ ...JobRef, patch: Patch }, closed);
export const CronRemoveParams = Type.Object(JobRef, closed);
export const CronGetParams = Type.Object(JobRef, closed);
export const CronRunParams = Type.Object(
  {
    ...JobRef,
    /** `force`, the default, runs it now; `due` only when its time has come; `if-enabled` unless it is paused. */
    mode: Type.Optional(Type.Union([Type.Literal("due"), Type.Literal("force"), Type.Literal("if-enabled")])),
  },
  closed,
);
export const CronStatusParams = Type.Object({}, closed);

const Direction = Type.Union([Type.Literal("asc"), Type.Literal("desc")]);
const RunStatus = Type.Union([Type.Literal("ok"), Type.Literal("error"), Type.Literal("skipped")]);
const Limit = Type.Integer({ minimum: 1, maximum: 200 });
const Offset = whole({ minimum: 0 });
const Search = Type.String({ maxLength: 200 });

export const CronListParams = Type.Object(
  {
    /** Paused ones too. Default false. */
    includeDisabled: Type.Optional(Type.Boolean()),
    limit: Type.Optional(Limit),
    offset: Type.Optional(Offset),
    query: Type.Optional(Search),
    enabled: Type.Optional(Type.Union([Type.Literal("all"), Type.Literal("enabled"), Type.Literal("disabled")])),
    scheduleKind: Type.Optional(
      Type.Union([Type.Literal("all"), Type.Literal("at"), Type.Literal("every"), Type.Literal("cron")]),
    ),
    lastRunStatus: Type.Optional(Type.Union([Type.Literal("all"), RunStatus, Type.Literal("unknown")])),
    /** Default `nextRunAtMs`; jobs that have none come last. */
    sortBy: Type.Optional(Type.Union([Type.Literal("nextRunAtMs"), Type.Literal("updatedAtMs"), Type.Literal("name")])),
    sortDir: Type.Optional(Direction),
    agentId: Type.Optional(AgentId),
    includeDeliveryPreviews: Type.Optional(Type.Boolean()),
  },
  closed,
);

export const CronRunsParams = Type.Object(
  {
    ...JobRef,
    scope: Type.Optional(Type.Union([Type.Literal("job"), Type.Literal("all")])),
    runId: Type.Optional(NonEmpty),
    /** Default 50. */
    limit: Type.Optional(Limit),
    offset: Type.Optional(Offset),
    statuses: Type.Optional(Type.Array(RunStatus, { maxItems: 3 })),
    status: Type.Optional(Type.Union([Type.Literal("all"), RunStatus])),
    query: Type.Optional(Search),
    /** By time. Default `desc`. */
    sortDir: Type.Optional(Direction),
  },
  closed,
);
