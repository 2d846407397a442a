import type { Static } from "typebox";
import type { AccessAuditResult, AccessPeopleResult, AccessToken, TokensListResult } from "./access.ts";
import type {
  AgentsFilesGetResult,
  AgentsFilesListResult,
  AgentsFilesSetResult,
  AgentsListResult,
  ToolsCatalogResult,
} from "./agents.ts";
import type * as Decisions from "./approvals.ts";
import type {
  ChannelsPairingApproveResult,
  ChannelsPairingListResult,
  ChannelsStatusResult,
  WebLoginStep,
} from "./channels.ts";
import type { ChatAbortResult, ChatHistoryResult, ChatSendResult } from "./chat.ts";
import type { Circle, CirclesHistoryResult } from "./circles.ts";
import type { CommandEntry } from "./commands.ts";
import type {
  ConfigCheck,
  ConfigSaved,
  ConfigSchemaLookup,
  ConfigSchemaResult,
  ConfigSnapshot,
  ConfigVersion,
} from "./configuration.ts";
import type { CronJob, CronListResult, CronRunResult, CronRunsResult, CronStatusResult } from "./cron.ts";
import type { DevicePairListResult, PairedDevice } from "./devices.ts";
import type { FoundGateway, GatewayFinding, GatewayInfo, GatewaysListResult, HubStatusResult } from "./gateways.ts";
import type { LogsSearchResult, LogsTailResult } from "./logs.ts";
import type { Message } from "./messages.ts";
import type { MethodsDescribeResult } from "./method-descriptions.ts";
import type { ModelsAuthStatusResult, ModelsProbeResult } from "./model-auth.ts";
import type { NodeDescribeResult, NodeInvokeResult, NodeListResult, NodePendingEnqueueResult } from "./nodes.ts";
import type { QuestionOutcome, QuestionRecord } from "./questions.ts";
import type { Binding, BindingsResolveResult } from "./routing.ts";
import type * as Access from "./schema/access.ts";
import type * as Agents from "./schema/agents.ts";
import type * as Approvals from "./schema/approvals.ts";
import type * as Bindings from "./schema/bindings.ts";
import type * as Channels from "./schema/channels.ts";
import type * as Chat from "./schema/chat.ts";
import type * as Circles from "./schema/circles.ts";
import type * as Commands from "./schema/commands.ts";
import type * as Config from "./schema/config.ts";
import type * as Container from "./schema/container.ts";
import type * as Cron from "./schema/cron.ts";
import type * as Devices from "./schema/devices.ts";
import type * as Gateways from "./schema/gateways.ts";
import type * as Logs from "./schema/logs.ts";
import type * as Memory from "./schema/memory.ts";
import type * as ModelAuth from "./schema/model-auth.ts";
import type * as Nodes from "./schema/nodes.ts";
import type * as Questions from "./schema/questions.ts";
import type * as Sessions from "./schema/sessions.ts";
import type * as Skills from "./schema/skills.ts";
import type * as System from "./schema/system.ts";
import type * as Tasks from "./schema/tasks.ts";
import type * as Updates from "./schema/updates.ts";
import type * as Usage from "./schema/usage.ts";
import type * as Workspace from "./schema/workspace.ts";
import type { SessionRow, SessionsCreateResult, SessionsListResult, SessionsSearchResult } from "./sessions.ts";
import type * as SkillShapes from "./skills.ts";
import type { HealthResult, ModelsListResult, PresenceEntry, StatusResult } from "./system.ts";
import type { TaskSummary, TasksCancelResult, TasksListResult, TasksRecoveryResult } from "./tasks.ts";
import type { UpdateRunResult, UpdateStatusResult } from "./updates.ts";
import type { Budget, SessionsUsageResult, UsageCostResult } from "./usage.ts";
import type * as Files from "./workspace.ts";

/**
 * Every method this version knows by type: params from the schema that validates them, and its result.
 * `sendReq` is typed by this table; a method that is not here can be called too, untyped.
 */
export interface Methods {
  health: { params: Static<typeof System.HealthParams>; result: HealthResult };
  status: { params: Static<typeof System.StatusParams>; result: StatusResult };
  "system-presence": { params: Static<typeof System.PresenceParams>; result: PresenceEntry[] };
  "models.list": { params: Static<typeof System.ModelsListParams>; result: ModelsListResult };
  "tasks.list": { params: Static<typeof Tasks.TasksListParams>; result: TasksListResult };
  "tasks.get": { params: Static<typeof Tasks.TasksGetParams>; result: { task: TaskSummary } };
  "tasks.cancel": { params: Static<typeof Tasks.TasksCancelParams>; result: TasksCancelResult };
  "tasks.retry": { params: Static<typeof Tasks.TasksRecoveryParams>; result: TasksRecoveryResult };
  "tasks.dismiss": { params: Static<typeof Tasks.TasksRecoveryParams>; result: TasksRecoveryResult };
  "update.status": { params: Static<typeof Updates.UpdateStatusParams>; result: UpdateStatusResult };
  "update.run": { params: Static<typeof Updates.UpdateRunParams>; result: UpdateRunResult };
  "models.authStatus": { params: Static<typeof ModelAuth.ModelsAuthStatusParams>; result: ModelsAuthStatusResult };
  "models.authSetApiKey": {
    params: Static<typeof ModelAuth.ModelsAuthSetApiKeyParams>;
    /** `warning`: it is kept, and something is left to do. */
    result: { provider: string; profileId: string; warning?: string };
  };
  "models.authLogout": {
    params: Static<typeof ModelAuth.ModelsAuthLogoutParams>;
    result: { provider: string; removedProfiles: string[]; abortedRunIds: string[]; warning?: string };
  };
  "models.probe": { params: Static<typeof ModelAuth.ModelsProbeParams>; result: ModelsProbeResult };
  "usage.cost": { params: Static<typeof Usage.UsageCostParams>; result: UsageCostResult };
  "sessions.usage": { params: Static<typeof Usage.SessionsUsageParams>; result: SessionsUsageResult };
  "budgets.list": { params: Static<typeof Usage.BudgetsListParams>; result: { budgets: Budget[] } };
  "budgets.set": { params: Static<typeof Usage.BudgetsSetParams>; result: { ok: true; budget: Budget } };

  "agents.list": { params: Static<typeof Agents.AgentsListParams>; result: AgentsListResult };
  "agents.create": {
    params: Static<typeof Agents.AgentsCreateParams>;
    result: { ok: true; agentId: string; name: string; workspace: string };
  };
  "agents.update": { params: Static<typeof Agents.AgentsUpdateParams>; result: { ok: true; agentId: string } };
  "agents.delete": {
    params: Static<typeof Agents.AgentsDeleteParams>;
    result: { ok: true; agentId: string; removedBindings: number };
  };
  "agents.files.list": { params: Static<typeof Agents.AgentsFilesListParams>; result: AgentsFilesListResult };
  "agents.files.get": { params: Static<typeof Agents.AgentsFilesGetParams>; result: AgentsFilesGetResult };
  "agents.files.set": { params: Static<typeof Agents.AgentsFilesSetParams>; result: AgentsFilesSetResult };
  "tools.catalog": { params: Static<typeof Agents.ToolsCatalogParams>; result: ToolsCatalogResult };

  "agents.workspace.list": {
    params: Static<typeof Workspace.AgentsWorkspaceListParams>;
    result: Files.WorkspaceListing;
  };
  "agents.workspace.get": {
    params: Static<typeof Workspace.AgentsWorkspaceGetParams>;
    result: { agentId: string; file: Files.WorkspaceFile };
  };
  "workspace.git": { params: Static<typeof Workspace.WorkspaceGitParams>; result: Files.WorkspaceGitResult };
  "workspace.head": { params: Static<typeof Workspace.WorkspaceHeadParams>; result: Files.WorkspaceHeadResult };
  "workspace.create": { params: Static<typeof Workspace.WorkspaceCreateParams>; result: Files.WorkspaceEdited };
  "workspace.rename": { params: Static<typeof Workspace.WorkspaceRenameParams>; result: Files.WorkspaceEdited };
  "workspace.delete": { params: Static<typeof Workspace.WorkspaceDeleteParams>; result: Files.WorkspaceEdited };
  "memory.search": { params: Static<typeof Memory.MemorySearchParams>; result: Files.MemorySearchResult };

  "skills.status": { params: Static<typeof Skills.SkillsStatusParams>; result: SkillShapes.SkillsStatusResult };
  "skills.update": { params: Static<typeof Skills.SkillsUpdateParams>; result: SkillShapes.SkillsUpdateResult };
  "skills.install": { params: Static<typeof Skills.SkillsInstallParams>; result: SkillShapes.SkillsInstallResult };
  "skills.skillCard": { params: Static<typeof Skills.SkillsSkillCardParams>; result: SkillShapes.SkillCard };
  "skills.bins": { params: Static<typeof Skills.SkillsBinsParams>; result: { bins: string[] } };

  "channels.status": { params: Static<typeof Channels.ChannelsStatusParams>; result: ChannelsStatusResult };
  "channels.start": {
    params: Static<typeof Channels.ChannelAccountParams>;
    /** When it was not started `outcome` says why, in a word: `unconfigured`, `disabled` … */
    result: {
      channel: string;
      accountId: string;
      started: boolean;
      outcome?: { status: string; reason?: string; error?: string };
    };
  };
  "channels.stop": {
    params: Static<typeof Channels.ChannelAccountParams>;
    result: { channel: string; accountId: string; stopped: boolean };
  };
  "channels.logout": {
    params: Static<typeof Channels.ChannelAccountParams>;
    result: { channel: string; accountId: string; cleared?: boolean };
  };
  "web.login.start": { params: Static<typeof Channels.WebLoginStartParams>; result: WebLoginStep };
  "web.login.wait": { params: Static<typeof Channels.WebLoginWaitParams>; result: WebLoginStep };
  "channels.add": {
    params: Static<typeof Channels.ChannelsAddParams>;
    /** `secret` is told this once. `path`: where messages are posted. */
    result: { ok: true; channel: string; accountId: string; secret: string; path: string };
  };
  "channels.remove": {
    params: Static<typeof Channels.ChannelsRemoveParams>;
    result: { ok: true; channel: string; accountId: string };
  };
  "channels.pairing.list": {
    params: Static<typeof Channels.ChannelsPairingListParams>;
    result: ChannelsPairingListResult;
  };
  "channels.pairing.approve": {
    params: Static<typeof Channels.ChannelsPairingApproveParams>;
    result: ChannelsPairingApproveResult;
  };
  "channels.pairing.dismiss": {
    params: Static<typeof Channels.ChannelsPairingDismissParams>;
    result: { requestId: string; senderId: string };
  };

  "circles.list": { params: Static<typeof Circles.CirclesListParams>; result: { circles: Circle[] } };
  "circles.create": { params: Static<typeof Circles.CirclesCreateParams>; result: { ok: true; circle: Circle } };
  "circles.update": { params: Static<typeof Circles.CirclesUpdateParams>; result: { ok: true; circle: Circle } };
  "circles.delete": { params: Static<typeof Circles.CirclesDeleteParams>; result: { ok: true; name: string } };
  "circles.history": { params: Static<typeof Circles.CirclesHistoryParams>; result: CirclesHistoryResult };
  "circles.send": { params: Static<typeof Circles.CirclesSendParams>; result: { ok: true } };

  "bindings.list": { params: Static<typeof Bindings.BindingsListParams>; result: { bindings: Binding[] } };
  "bindings.set": { params: Static<typeof Bindings.BindingsSetParams>; result: { ok: true; binding: Binding } };
  "bindings.remove": { params: Static<typeof Bindings.BindingsRemoveParams>; result: { ok: true; removed: boolean } };
  "bindings.resolve": { params: Static<typeof Bindings.BindingsResolveParams>; result: BindingsResolveResult };

  "sessions.list": { params: Static<typeof Sessions.SessionsListParams>; result: SessionsListResult };
  "sessions.describe": {
    params: Static<typeof Sessions.SessionsDescribeParams>;
    result: { session: SessionRow | null };
  };
  "sessions.create": { params: Static<typeof Sessions.SessionsCreateParams>; result: SessionsCreateResult };
  "sessions.patch": {
    params: Static<typeof Sessions.SessionsPatchParams>;
    result: { ok: true; key: string; entry: SessionRow };
  };
  "sessions.reset": {
    params: Static<typeof Sessions.SessionsResetParams>;
    result: { ok: true; key: string; entry: SessionRow };
  };
  "sessions.delete": {
    params: Static<typeof Sessions.SessionsDeleteParams>;
    /** `archived`: files that a gateway keeps of the transcript; the embedded one keeps none. */
    result: { ok: true; key: string; deleted: boolean; archived: string[] };
  };
  "sessions.compact": {
    params: Static<typeof Sessions.SessionsCompactParams>;
    result: { ok: true; key: string; compacted: boolean; kept: number };
  };
  "sessions.search": { params: Static<typeof Sessions.SessionsSearchParams>; result: SessionsSearchResult };
  "sessions.fork": {
    params: Static<typeof Sessions.SessionsForkParams>;
    result: { ok: true; key: string; sessionId: string };
  };
  "sessions.rewind": {
    params: Static<typeof Sessions.SessionsRewindParams>;
    result: { ok: true; key: string; removed: number };
  };

  "commands.list": { params: Static<typeof Commands.CommandsListParams>; result: { commands: CommandEntry[] } };
  "chat.send": { params: Static<typeof Chat.ChatSendParams>; result: ChatSendResult };
  "chat.history": { params: Static<typeof Chat.ChatHistoryParams>; result: ChatHistoryResult };
  "chat.abort": { params: Static<typeof Chat.ChatAbortParams>; result: ChatAbortResult };
  "chat.message.get": {
    params: Static<typeof Chat.ChatMessageGetParams>;
    result: { ok: boolean; message?: Message; unavailableReason?: "not_found" };
  };

  "cron.status": { params: Static<typeof Cron.CronStatusParams>; result: CronStatusResult };
  "cron.list": { params: Static<typeof Cron.CronListParams>; result: CronListResult };
  "cron.get": { params: Static<typeof Cron.CronGetParams>; result: CronJob };
  "cron.add": { params: Static<typeof Cron.CronAddParams>; result: CronJob };
  "cron.update": { params: Static<typeof Cron.CronUpdateParams>; result: CronJob };
  "cron.remove": { params: Static<typeof Cron.CronRemoveParams>; result: { ok: boolean; removed: boolean } };
  "cron.run": { params: Static<typeof Cron.CronRunParams>; result: CronRunResult };
  "cron.runs": { params: Static<typeof Cron.CronRunsParams>; result: CronRunsResult };

  "question.list": { params: Static<typeof Questions.QuestionListParams>; result: { questions: QuestionRecord[] } };
  "question.get": { params: Static<typeof Questions.QuestionGetParams>; result: { question: QuestionRecord } };
  "question.request": {
    params: Static<typeof Questions.QuestionRequestParams>;
    result: { id: string; expiresAtMs: number };
  };
  "question.waitAnswer": {
    params: Static<typeof Questions.QuestionWaitAnswerParams>;
    result: QuestionOutcome | { status: "pending" };
  };
  "question.resolve": {
    params: Static<typeof Questions.QuestionResolveParams>;
    result: Exclude<QuestionOutcome, { status: "expired" }>;
  };

  "exec.approval.list": {
    params: Static<typeof Approvals.ExecApprovalListParams>;
    result: Decisions.ExecApproval[];
  };
  "exec.approval.get": {
    params: Static<typeof Approvals.ExecApprovalIdParams>;
    result: {
      id: string;
      commandText: string;
      allowedDecisions: readonly Decisions.ApprovalDecision[];
      host: string | null;
      nodeId: string | null;
      agentId: string | null;
      expiresAtMs: number;
    };
  };
  "exec.approval.request": {
    params: Static<typeof Approvals.ExecApprovalRequestParams>;
    result:
      | Decisions.ExecApprovalDecided
      | { status: "accepted"; id: string; createdAtMs: number; expiresAtMs: number };
  };
  "exec.approval.waitDecision": {
    params: Static<typeof Approvals.ExecApprovalIdParams>;
    result: Decisions.ExecApprovalDecided;
  };
  "exec.approval.resolve": {
    params: Static<typeof Approvals.ExecApprovalResolveParams>;
    result: { ok: true };
  };
  "exec.approval.grants.list": {
    params: Static<typeof Approvals.ExecApprovalGrantsListParams>;
    result: { grants: Decisions.StandingGrant[] };
  };
  "exec.approval.grants.revoke": {
    params: Static<typeof Approvals.ExecApprovalGrantsRevokeParams>;
    result: { outcome: "revoked" | "already-revoked" | "not-found" };
  };
  "plugin.approval.list": {
    params: Static<typeof Approvals.ExecApprovalListParams>;
    result: Decisions.PluginApproval[];
  };
  "plugin.approval.resolve": {
    params: Static<typeof Approvals.ExecApprovalResolveParams>;
    result: { ok: true };
  };
  "openclaw.approval.list": {
    params: Static<typeof Approvals.ExecApprovalListParams>;
    result: Decisions.SystemAgentApproval[];
  };
  "approval.get": {
    params: Static<typeof Approvals.ExecApprovalIdParams>;
    result: { approval: Decisions.PendingApproval | Decisions.TerminalApproval };
  };
  "approval.history": {
    params: Static<typeof Approvals.ApprovalHistoryParams>;
    result: Decisions.ApprovalHistory;
  };
  "approval.resolve": {
    params: Static<typeof Approvals.ApprovalResolveParams>;
    result: { applied: boolean; approval: Decisions.PendingApproval | Decisions.TerminalApproval };
  };
  "exec.approvals.get": {
    params: Static<typeof Approvals.ExecApprovalsGetParams>;
    result: Decisions.ExecApprovalsSnapshot;
  };
  "exec.approvals.set": {
    params: Static<typeof Approvals.ExecApprovalsSetParams>;
    result: Decisions.ExecApprovalsSnapshot;
  };
  "config.get": { params: Static<typeof Config.ConfigGetParams>; result: ConfigSnapshot };
  "config.schema": { params: Static<typeof Config.ConfigSchemaParams>; result: ConfigSchemaResult };
  "config.schema.lookup": { params: Static<typeof Config.ConfigSchemaLookupParams>; result: ConfigSchemaLookup };
  "config.set": { params: Static<typeof Config.ConfigSetParams>; result: ConfigSaved };
  "config.apply": { params: Static<typeof Config.ConfigApplyParams>; result: ConfigSaved };
  "config.patch": { params: Static<typeof Config.ConfigPatchParams>; result: ConfigSaved };
  "config.check": { params: Static<typeof Config.ConfigCheckParams>; result: ConfigCheck };
  "config.history": { params: Static<typeof Config.ConfigHistoryParams>; result: { versions: ConfigVersion[] } };
  "config.rollback": { params: Static<typeof Config.ConfigRollbackParams>; result: ConfigSaved };

  "logs.tail": { params: Static<typeof Logs.LogsTailParams>; result: LogsTailResult };
  "logs.search": { params: Static<typeof Logs.LogsSearchParams>; result: LogsSearchResult };

  "device.pair.list": { params: Static<typeof Devices.DevicePairListParams>; result: DevicePairListResult };
  "device.pair.approve": {
    params: Static<typeof Devices.DevicePairApproveParams>;
    result: { requestId: string; device: PairedDevice };
  };
  "device.pair.reject": {
    params: Static<typeof Devices.DevicePairRejectParams>;
    result: { requestId: string; deviceId: string };
  };
  "device.pair.remove": { params: Static<typeof Devices.DevicePairRemoveParams>; result: { deviceId: string } };
  "device.pair.rename": { params: Static<typeof Devices.DevicePairRenameParams>; result: { device: PairedDevice } };
  /** `token` is told here alone. */
  "device.token.rotate": {
    params: Static<typeof Devices.DeviceTokenRotateParams>;
    result: {
      deviceId: string;
      role: string;
      token?: string;
      scopes: string[];
      rotatedAtMs: number;
      tokenDelivery?: "in-band" | "withheld-cross-device";
    };
  };
  "device.token.revoke": {
    params: Static<typeof Devices.DeviceTokenRevokeParams>;
    result: { deviceId: string; role: string; revokedAtMs: number };
  };

  "node.list": { params: Static<typeof Nodes.NodeListParams>; result: NodeListResult };
  "node.describe": { params: Static<typeof Nodes.NodeDescribeParams>; result: NodeDescribeResult };
  "node.invoke": { params: Static<typeof Nodes.NodeInvokeParams>; result: NodeInvokeResult };
  "node.pending.enqueue": {
    params: Static<typeof Nodes.NodePendingEnqueueParams>;
    result: NodePendingEnqueueResult;
  };

  "gateways.list": { params: Static<typeof Gateways.GatewaysListParams>; result: GatewaysListResult };
  "gateways.add": { params: Static<typeof Gateways.GatewaysAddParams>; result: GatewayInfo };
  "gateways.update": { params: Static<typeof Gateways.GatewaysUpdateParams>; result: GatewayInfo };
  "gateways.remove": { params: Static<typeof Gateways.GatewaysRemoveParams>; result: { ok: true } };
  "gateways.setDefault": { params: Static<typeof Gateways.GatewaysSetDefaultParams>; result: { ok: true } };
  "gateways.discover": { params: Static<typeof Gateways.GatewaysDiscoverParams>; result: { gateways: FoundGateway[] } };
  "gateways.adopt": { params: Static<typeof Gateways.GatewaysAdoptParams>; result: GatewayInfo };
  "gateways.test": { params: Static<typeof Gateways.GatewaysTestParams>; result: GatewayFinding };
  "tokens.list": { params: Static<typeof Access.TokensListParams>; result: TokensListResult };
  "tokens.create": {
    params: Static<typeof Access.TokensCreateParams>;
    /** `secret` is the token itself: it is told this once. */
    result: { ok: true; token: AccessToken; secret: string };
  };
  "tokens.revoke": { params: Static<typeof Access.TokensRevokeParams>; result: { ok: true; id: string } };
  "access.people": { params: Static<typeof Access.AccessPeopleParams>; result: AccessPeopleResult };
  "access.signOut": { params: Static<typeof Access.AccessSignOutParams>; result: { ok: true; id: string } };
  "access.audit": { params: Static<typeof Access.AccessAuditParams>; result: AccessAuditResult };
  "container.status": { params: Static<typeof Container.ContainerStatusParams>; result: Container.ContainerStatus };
  "methods.describe": { params: Static<typeof Gateways.MethodsDescribeParams>; result: MethodsDescribeResult };
  "hub.status": { params: Static<typeof Gateways.HubStatusParams>; result: HubStatusResult };
  "events.scope": { params: Static<typeof Gateways.EventsScopeParams>; result: { ok: true } };
}

export type Method = keyof Methods;
export type ParamsOf<M extends Method> = Methods[M]["params"];
export type ResultOf<M extends Method> = Methods[M]["result"];
