import fc from "fast-check";
import type { TSchema } from "typebox";
import { isObject } from "../../server/dialects/frames.ts";
import type { Method } from "../../server/protocol/methods.ts";
import * as Access from "../../server/protocol/schema/access.ts";
import * as Agents from "../../server/protocol/schema/agents.ts";
import * as Approvals from "../../server/protocol/schema/approvals.ts";
import * as Bindings from "../../server/protocol/schema/bindings.ts";
import * as Channels from "../../server/protocol/schema/channels.ts";
import * as Chat from "../../server/protocol/schema/chat.ts";
import * as Circles from "../../server/protocol/schema/circles.ts";
import * as Commands from "../../server/protocol/schema/commands.ts";
import * as Config from "../../server/protocol/schema/config.ts";
import * as Container from "../../server/protocol/schema/container.ts";
import * as Cron from "../../server/protocol/schema/cron.ts";
import * as Devices from "../../server/protocol/schema/devices.ts";
import * as Gateways from "../../server/protocol/schema/gateways.ts";
import * as Logs from "../../server/protocol/schema/logs.ts";
import * as Memory from "../../server/protocol/schema/memory.ts";
import * as ModelAuth from "../../server/protocol/schema/model-auth.ts";
import * as Nodes from "../../server/protocol/schema/nodes.ts";
import * as Questions from "../../server/protocol/schema/questions.ts";
import * as Sessions from "../../server/protocol/schema/sessions.ts";
import * as Skills from "../../server/protocol/schema/skills.ts";
import * as System from "../../server/protocol/schema/system.ts";
import * as Tasks from "../../server/protocol/schema/tasks.ts";
import * as Updates from "../../server/protocol/schema/updates.ts";
import * as Usage from "../../server/protocol/schema/usage.ts";
import * as Workspace from "../../server/protocol/schema/workspace.ts";

/** Frames of every dialect: good ones, nearly good ones and bytes that mean nothing. `seeds` are good ones. */
export function anyMessage(seeds: readonly string[]): fc.Arbitrary<Buffer> {
  const good = fc.oneof(
    { weight: 6, arbitrary: nativeRequest },
    { weight: 5, arbitrary: jsonrpcRequest },
    { weight: 2, arbitrary: fc.array(jsonrpcRequest, { maxLength: 5 }) },
    { weight: 2, arbitrary: fc.array(jsonrpcRequest, { minLength: 45, maxLength: 55 }) },
    { weight: 3, arbitrary: fc.constantFrom(...seeds).map((seed): unknown => new Raw(seed)) },
    { weight: 3, arbitrary: otherFrame },
    { weight: 2, arbitrary: fc.jsonValue() },
    { weight: 1, arbitrary: fc.string({ unit: "binary" }).map((text): unknown => new Raw(text)) },
  );
  const edits = fc.oneof(
    { weight: 2, arbitrary: fc.constant<Edit[]>([]) },
    { weight: 1, arbitrary: fc.array(edit, { minLength: 1, maxLength: 4 }) },
  );
  return fc.tuple(good, edits).map(([frame, changes]) => {
    const text = frame instanceof Raw ? frame.text : JSON.stringify(frame);
    return changes.reduce<Buffer>((bytes, change) => change(bytes), Buffer.from(text));
  });
}

type Edit = (bytes: Buffer) => Buffer;

/** Text that is sent as it is. */
class Raw {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

const PARAMS: Readonly<Record<Method, TSchema>> = {
  health: System.HealthParams,
  status: System.StatusParams,
  "system-presence": System.PresenceParams,
  "models.list": System.ModelsListParams,
  "usage.cost": Usage.UsageCostParams,
  "sessions.usage": Usage.SessionsUsageParams,
  "tokens.list": Access.TokensListParams,
  "tokens.create": Access.TokensCreateParams,
  "tokens.revoke": Access.TokensRevokeParams,
  "access.people": Access.AccessPeopleParams,
  "access.signOut": Access.AccessSignOutParams,
  "access.audit": Access.AccessAuditParams,
  "budgets.list": Usage.BudgetsListParams,
  "budgets.set": Usage.BudgetsSetParams,
  "agents.list": Agents.AgentsListParams,
  "agents.create": Agents.AgentsCreateParams,
  "agents.update": Agents.AgentsUpdateParams,
  "agents.delete": Agents.AgentsDeleteParams,
  "agents.files.list": Agents.AgentsFilesListParams,
  "agents.files.get": Agents.AgentsFilesGetParams,
  "agents.files.set": Agents.AgentsFilesSetParams,
  "tools.catalog": Agents.ToolsCatalogParams,
  "agents.workspace.list": Workspace.AgentsWorkspaceListParams,
  "agents.workspace.get": Workspace.AgentsWorkspaceGetParams,
  "workspace.git": Workspace.WorkspaceGitParams,
  "workspace.head": Workspace.WorkspaceHeadParams,
  "workspace.create": Workspace.WorkspaceCreateParams,
  "workspace.rename": Workspace.WorkspaceRenameParams,
  "workspace.delete": Workspace.WorkspaceDeleteParams,
  "memory.search": Memory.MemorySearchParams,
  "skills.status": Skills.SkillsStatusParams,
  "skills.update": Skills.SkillsUpdateParams,
  "skills.install": Skills.SkillsInstallParams,
  "skills.skillCard": Skills.SkillsSkillCardParams,
  "skills.bins": Skills.SkillsBinsParams,
  "channels.status": Channels.ChannelsStatusParams,
  "channels.start": Channels.ChannelAccountParams,
  "channels.stop": Channels.ChannelAccountParams,
  "channels.logout": Channels.ChannelAccountParams,
  "web.login.start": Channels.WebLoginStartParams,
  "web.login.wait": Channels.WebLoginWaitParams,
  "channels.add": Channels.ChannelsAddParams,
  "channels.remove": Channels.ChannelsRemoveParams,
  "tasks.list": Tasks.TasksListParams,
  "tasks.get": Tasks.TasksGetParams,
  "tasks.cancel": Tasks.TasksCancelParams,
  "tasks.retry": Tasks.TasksRecoveryParams,
  "tasks.dismiss": Tasks.TasksRecoveryParams,
  "update.status": Updates.UpdateStatusParams,
  "update.run": Updates.UpdateRunParams,
  "models.authStatus": ModelAuth.ModelsAuthStatusParams,
  "models.authSetApiKey": ModelAuth.ModelsAuthSetApiKeyParams,
  "models.authLogout": ModelAuth.ModelsAuthLogoutParams,
  "models.probe": ModelAuth.ModelsProbeParams,
  "channels.pairing.list": Channels.ChannelsPairingListParams,
  "channels.pairing.approve": Channels.ChannelsPairingApproveParams,
  "channels.pairing.dismiss": Channels.ChannelsPairingDismissParams,
  "circles.list": Circles.CirclesListParams,
  "circles.create": Circles.CirclesCreateParams,
  "circles.update": Circles.CirclesUpdateParams,
  "circles.delete": Circles.CirclesDeleteParams,
  "circles.history": Circles.CirclesHistoryParams,
  "circles.send": Circles.CirclesSendParams,
  "bindings.list": Bindings.BindingsListParams,
  "bindings.set": Bindings.BindingsSetParams,
  "bindings.remove": Bindings.BindingsRemoveParams,
  "bindings.resolve": Bindings.BindingsResolveParams,
  "sessions.list": Sessions.SessionsListParams,
  "sessions.describe": Sessions.SessionsDescribeParams,
  "sessions.create": Sessions.SessionsCreateParams,
  "sessions.patch": Sessions.SessionsPatchParams,
  "sessions.reset": Sessions.SessionsResetParams,
  "sessions.delete": Sessions.SessionsDeleteParams,
  "sessions.compact": Sessions.SessionsCompactParams,
  "sessions.search": Sessions.SessionsSearchParams,
  "sessions.fork": Sessions.SessionsForkParams,
  "sessions.rewind": Sessions.SessionsRewindParams,
  "commands.list": Commands.CommandsListParams,
  "chat.send": Chat.ChatSendParams,
  "chat.history": Chat.ChatHistoryParams,
  "chat.abort": Chat.ChatAbortParams,
  "chat.message.get": Chat.ChatMessageGetParams,
  "config.apply": Config.ConfigApplyParams,
  "config.check": Config.ConfigCheckParams,
  "config.get": Config.ConfigGetParams,
  "config.history": Config.ConfigHistoryParams,
  "config.patch": Config.ConfigPatchParams,
  "config.rollback": Config.ConfigRollbackParams,
  "config.schema": Config.ConfigSchemaParams,
  "config.schema.lookup": Config.ConfigSchemaLookupParams,
  "config.set": Config.ConfigSetParams,
  "logs.tail": Logs.LogsTailParams,
  "logs.search": Logs.LogsSearchParams,
  "question.list": Questions.QuestionListParams,
  "question.get": Questions.QuestionGetParams,
  "question.request": Questions.QuestionRequestParams,
  "question.waitAnswer": Questions.QuestionWaitAnswerParams,
  "question.resolve": Questions.QuestionResolveParams,
  "exec.approval.list": Approvals.ExecApprovalListParams,
  "exec.approval.get": Approvals.ExecApprovalIdParams,
  "exec.approval.request": Approvals.ExecApprovalRequestParams,
  "exec.approval.waitDecision": Approvals.ExecApprovalIdParams,
  "exec.approval.resolve": Approvals.ExecApprovalResolveParams,
  "exec.approval.grants.list": Approvals.ExecApprovalGrantsListParams,
  "exec.approval.grants.revoke": Approvals.ExecApprovalGrantsRevokeParams,
  "plugin.approval.list": Approvals.ExecApprovalListParams,
  "plugin.approval.resolve": Approvals.ExecApprovalResolveParams,
  "openclaw.approval.list": Approvals.ExecApprovalListParams,
  "approval.get": Approvals.ExecApprovalIdParams,
  "approval.history": Approvals.ApprovalHistoryParams,
  "approval.resolve": Approvals.ApprovalResolveParams,
  "exec.approvals.get": Approvals.ExecApprovalsGetParams,
  "exec.approvals.set": Approvals.ExecApprovalsSetParams,
  "cron.status": Cron.CronStatusParams,
  "cron.list": Cron.CronListParams,
  "cron.get": Cron.CronGetParams,
  "cron.add": Cron.CronAddParams,
  "cron.update": Cron.CronUpdateParams,
  "cron.remove": Cron.CronRemoveParams,
  "cron.run": Cron.CronRunParams,
  "cron.runs": Cron.CronRunsParams,
  "device.pair.list": Devices.DevicePairListParams,
  "device.pair.approve": Devices.DevicePairApproveParams,
  "device.pair.reject": Devices.DevicePairRejectParams,
  "device.pair.remove": Devices.DevicePairRemoveParams,
  "device.pair.rename": Devices.DevicePairRenameParams,
  "node.list": Nodes.NodeListParams,
  "node.describe": Nodes.NodeDescribeParams,
  "node.invoke": Nodes.NodeInvokeParams,
  "node.pending.enqueue": Nodes.NodePendingEnqueueParams,
  "device.token.rotate": Devices.DeviceTokenRotateParams,
  "device.token.revoke": Devices.DeviceTokenRevokeParams,
  "gateways.list": Gateways.GatewaysListParams,
  "gateways.add": Gateways.GatewaysAddParams,
  "gateways.update": Gateways.GatewaysUpdateParams,
  "gateways.remove": Gateways.GatewaysRemoveParams,
  "gateways.setDefault": Gateways.GatewaysSetDefaultParams,
  "gateways.test": Gateways.GatewaysTestParams,
  "gateways.discover": Gateways.GatewaysDiscoverParams,
  "gateways.adopt": Gateways.GatewaysAdoptParams,
  "hub.status": Gateways.HubStatusParams,
  "methods.describe": Gateways.MethodsDescribeParams,
  "container.status": Container.ContainerStatusParams,
  "events.scope": Gateways.EventsScopeParams,
};

/** Addresses that nobody answers: a fuzzed gateway must reach nothing. */
const NOWHERE = "ws://127.0.0.1:1";

/** None of them is a principal: to sign out who is fuzzing would end the conversation. */
const names = fc.constantFrom("main", "agent:main:main", "agent:main:fuzz", "thanks", "MEMORY.md", "boss", "fuzz");

const words = fc.oneof(
  { weight: 6, arbitrary: names },
  fc.constantFrom(
    "",
    " ",
    "../../etc/passwd",
    "__proto__",
    "constructor",
    "%00",
    "\u0000",
    "\ud800",
    "a".repeat(5_000),
  ),
  fc.string({ unit: "binary", maxLength: 20 }),
);

const numbers = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 50 }) },
  fc.constantFrom(0, -1, Number.MAX_SAFE_INTEGER, 4e56, -Number.MAX_VALUE, 1e-9, 0.5),
);

const ids = fc.oneof(
  { weight: 3, arbitrary: fc.nat() },
  { weight: 3, arbitrary: fc.uuid() },
  fc.constantFrom(null, "", 0, -1.5, "__proto__", [1], {}, true),
  words,
);

/** Mostly there. */
const often = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { freq: 8, nil: undefined });
/** Mostly not. */
const rarely = <T>(arbitrary: fc.Arbitrary<T>) => fc.oneof({ weight: 8, arbitrary: fc.constant(undefined) }, arbitrary);

/** A method, and params that fit it, nearly fit it, or have nothing to do with it. */
const calls: fc.Arbitrary<{ method: unknown; params?: unknown }> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.oneof(
      ...Object.entries(PARAMS).map(([method, schema]) =>
        fc.record({ method: fc.constant(method), params: nearly(schema) }),
      ),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.record(
      { method: fc.oneof(fc.constantFrom(...Object.keys(PARAMS), "status", "send"), words), params: fc.jsonValue() },
      { requiredKeys: ["method"] },
    ),
  },
);

const nativeRequest = fc
  .tuple(calls, fc.record({ id: often(ids), gateway: rarely(words) }))
  .map(([call, more]): unknown => ({ type: "req", ...more, ...call }));

const jsonrpcRequest = fc
  .tuple(calls, fc.record({ id: often(ids), jsonrpc: fc.oneof(often(fc.constant("2.0")), rarely(words)) }))
  .map(([call, more]): unknown => ({ ...more, ...call }));

const otherFrame: fc.Arbitrary<unknown> = fc.record(
  {
    type: fc.oneof(
      fc.constantFrom("ping", "pong", "resume", "subscribe", "unsubscribe", "request", "agent_chat"),
      fc.constantFrom("subscribe", "request", "res", "event", "message", "user_message"),
      words,
    ),
    id: ids,
    timestamp: numbers,
    channels: fc.oneof(fc.array(fc.oneof(fc.constantFrom("sessions", "memory", "logs"), words)), fc.jsonValue()),
    resource: fc.oneof(fc.constantFrom("sessions", "session_history", "memory", "logs", "status"), words),
    sessionKey: words,
    limit: numbers,
    gateway: words,
    epoch: words,
    seq: numbers,
    agent_id: words,
    message: words,
    content: words,
  },
  { requiredKeys: ["type"] },
);

/** Values that a schema describes; one in twenty is any other, and any may be missing. */
function nearly(schema: unknown, name = ""): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 19, arbitrary: fitting(schema, name) },
    { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
  );
}

function fitting(schema: unknown, name: string): fc.Arbitrary<unknown> {
  if (!isObject(schema)) return fc.jsonValue();
  if ("const" in schema) return fc.constant(schema.const);
  if (Array.isArray(schema.enum)) return fc.constantFrom(...schema.enum);
  if (Array.isArray(schema.anyOf)) return fc.oneof(...schema.anyOf.map((one: unknown) => fitting(one, name)));
  switch (schema.type) {
    case "object": {
      const properties = isObject(schema.properties) ? Object.entries(schema.properties) : [];
      const requiredKeys = Array.isArray(schema.required) ? schema.required.map(String) : [];
      const values = Object.fromEntries(properties.map(([key, value]) => [key, nearly(value, key)]));
      return fc.oneof(
        { weight: 5, arbitrary: fc.record(values, { requiredKeys }) },
        fc.record(values, { requiredKeys: [] }),
      );
    }
    case "array":
      return fc.array(nearly(schema.items, name), { maxLength: 3 });
    case "string":
      return name === "url" ? fc.constant(NOWHERE) : words;
    case "number":
    case "integer":
      return numbers;
    case "boolean":
      return fc.boolean();
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

/** What happens to bytes on their way: changed, lost, said twice, cut off, put in. Places are parts of the length. */
const place = fc.double({ min: 0, max: 1, noNaN: true });
const edit: fc.Arbitrary<Edit> = fc
  .tuple(
    fc.constantFrom("change", "lose", "repeat", "cut", "insert"),
    place,
    place,
    fc.uint8Array({ minLength: 1, maxLength: 4 }),
  )
  .map(([kind, first, second, given]) => (bytes) => {
    const [from = 0, to = 0] = [first, second].map((part) => Math.floor(part * bytes.length)).sort((a, b) => a - b);
    switch (kind) {
      case "change":
        return Buffer.concat([bytes.subarray(0, from), given.subarray(0, 1), bytes.subarray(from + 1)]);
      case "lose":
        return Buffer.concat([bytes.subarray(0, from), bytes.subarray(Math.min(to, from + 8))]);
      case "repeat":
        return Buffer.concat([bytes.subarray(0, to), bytes.subarray(from)]);
      case "cut":
        return bytes.subarray(0, to);
      default:
        return Buffer.concat([
          bytes.subarray(0, from),
          Buffer.from('",:{}[]\\01'.slice((given[0] ?? 0) % 10)),
          bytes.subarray(from),
        ]);
    }
  });
