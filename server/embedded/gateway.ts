import { randomUUID } from "node:crypto";
import { join } from "node:path";
import type { CallContext, Gateway } from "../gateways/gateway.ts";
import { RpcError } from "../protocol/errors.ts";
import { type GatewayEvent, type GatewayEvents, isEvent } from "../protocol/events.ts";
import type { PrincipalInfo } from "../protocol/frames.ts";
import type { GatewayStatus } from "../protocol/gateways.ts";
import type { JsonSchema } from "../protocol/method-descriptions.ts";
import type { SessionRecord, Store } from "../store/contract.ts";
import { AgentDirectory } from "./agent-directory.ts";
import { AgentFiles } from "./agent-files.ts";
import { agentMethods } from "./agents.ts";
import { approvalMethods } from "./approvals/approval-methods.ts";
import { Approvals } from "./approvals/approvals.ts";
import { ExecPolicy } from "./approvals/exec-policy.ts";
import type { UploadReader } from "./attachments.ts";
import { Audiences, EVERYBODY } from "./audience.ts";
import { bindingMethods, resolveBinding } from "./bindings.ts";
import { channelMethods } from "./channels/channel-methods.ts";
import { webChat } from "./channels/webchat.ts";
import { WebhookChannel } from "./channels/webhook.ts";
import { Chat, type ChatDeps, chatMethods } from "./chat.ts";
import { CircleHall, circleTalkMethods } from "./circle-hall.ts";
import { Circles, circleMethods } from "./circles.ts";
import { type ConfigDeps, configMethods } from "./config/config.ts";
import { Cron } from "./cron/cron.ts";
import { cronMethods } from "./cron/cron-methods.ts";
import { createCronTurn } from "./cron/cron-turn.ts";
import { Devices } from "./devices/devices.ts";
import { deviceMethods } from "./devices/methods.ts";
import { nodeMethods } from "./devices/node-methods.ts";
import type { NodePolicy } from "./devices/node-policy.ts";
import { Nodes } from "./devices/nodes.ts";
import { Announcer, type Emit } from "./event-bus.ts";
import { announceLogs, type LogBuffer, logMethods } from "./logs.ts";
import { memoryMethods } from "./memory.ts";
import { chosenModel, modelMethods } from "./models.ts";
import { Presence, presenceMethods } from "./presence.ts";
import { questionMethods } from "./questions/question-methods.ts";
import { Questions } from "./questions/questions.ts";
import { interruptRun, recoverRuns } from "./recovery.ts";
import { createRegistry } from "./registry.ts";
import { RestingRuns } from "./resting-runs.ts";
import { RunControl } from "./run-control.ts";
import { RunQueue } from "./run-queue.ts";
import type { AgentRunner, Clock, RunLogger, ToolHost } from "./runs/contract.ts";
import { MemorySecrets, type Secrets } from "./secrets.ts";
import { SessionBook } from "./session-book.ts";
import { sessionUsageMethods } from "./session-usage.ts";
import { Sessions, sessionMethods } from "./sessions.ts";
import { skillMethods } from "./skill-methods.ts";
import { SkillSettings } from "./skills/settings.ts";
import { Skills } from "./skills/skills.ts";
import { Status, statusMethods } from "./status.ts";
import { startTicker } from "./ticker.ts";
import { realTimer, type Timer } from "./timer.ts";
import { Turn } from "./turn.ts";
import { UnsettledRuns } from "./unsettled.ts";
import { usageMethods } from "./usage.ts";
import { workspaceMethods } from "./workspace.ts";
import { WorkspaceFeed } from "./workspace-feed.ts";

export interface EmbeddedGatewayOptions {
  /** Opened by the caller, and closed by it after the gateway. */
  store: Store;
  logs: { buffer: LogBuffer };
  logger: RunLogger;
  /** The state folder: agents' workspaces are made in `<home>/agents`. */
  home: string;
  /** The agent loop. Its tools reach the gateway through {@link EmbeddedGateway.toolHost}. */
  runner: AgentRunner;
  /** Files that were sent ahead. Left out, a message that names one is refused. */
  uploads?: UploadReader;
  /** Where API keys are sealed. Left out, they are kept as long as the process lives. */
  secrets?: Secrets;
  /** The process's own configuration; left out, `config.*` is not answered. */
  configuration?: Omit<ConfigDeps, "emit">;
  /** The folder of the skills that come with the project; left out, there are none. */
  bundledSkills?: string;
  config?: {
    /** Runs at once, over all sessions. Default 4. */
    concurrentRuns?: number;
    /** What `status` says. */
    version?: string;
    /** Which commands nodes may be given beside those that need nobody's word. */
    nodePolicy?: NodePolicy;
    /** See `TurnDeps`. */
    checkpointMs?: number;
    graceMs?: number;
    /** See `UnsettledDeps`. */
    retryMs?: number;
  };
  clock?: Clock;
  ids?: () => string;
  /** Calls the scheduled jobs when they are due; left out, the process's own timers. */
  timer?: Timer;
}

export interface EmbeddedGateway extends Gateway {
  readonly id: "embedded";
  readonly kind: "embedded";
  /** Whoever holds the connections tells who is there. */
  readonly presence: Pick<Presence, "join" | "leave">;
  /** Whoever carries the circles' talk attaches it, and tells what is said. */
  readonly circles: Pick<CircleHall, "attach" | "hear" | "welcome">;
  /** Whoever listens for webhooks hands their messages in. */
  readonly webhooks: Pick<WebhookChannel, "secretOf" | "receive">;
  /** Devices that come with a key of their own: who they are, and when one is to be sent away. */
  readonly devices: Pick<Devices, "knock" | "principalOf" | "onEnded">;
  /** Who holds a node's connection says so. */
  readonly nodes: Pick<Nodes, "join" | "setPolicy">;
  /** What a method's params must look like; undefined for one that it does not answer. */
  paramsSchema(method: string): JsonSchema | undefined;
  /** The gateway as tools call it in a run of that session. */
  toolHost(sessionKey: string): ToolHost;
}

const CONCURRENT_RUNS = 4;
/** For whom tools call. */
const AGENT: PrincipalInfo = { id: "embedded-agent", name: "Agent", scopes: ["operator.admin"] };

/**
 * The built-in gateway: agents, sessions and runs in this process. What an earlier process left unfinished is marked
 * as interrupted before this resolves.
 *
 * @throws RpcError STORAGE
 */
export async function createEmbeddedGateway(options: EmbeddedGatewayOptions): Promise<EmbeddedGateway> {
  const { store, logs, home, runner, uploads, config = {}, clock = Date.now, ids: newId = randomUUID } = options;
  const { concurrentRuns = CONCURRENT_RUNS, version = "", checkpointMs, graceMs, retryMs } = config;
  const { logger } = options;

  const onFault = (err: unknown) => logger.error({ err }, "a listener of the embedded gateway failed");
  const events = new Announcer<GatewayEvent>(onFault);
  const statuses = new Announcer<GatewayStatus>(onFault);
  const audiences = new Audiences();
  const emit: Emit = (event, payload, audience = audiences.ofEvent(event, payload)) =>
    events.say({ event, payload, audience });

  const agents = await AgentDirectory.open({ store: store.agents, home, clock });

  const devices = await Devices.open({ store: store.settings, emit, clock, onFault });
  const { nodePolicy: policyOfNodes = { allow: [], deny: [] } } = config;
  const nodes = new Nodes({ devices, clock, newId, timer: options.timer ?? realTimer, policy: policyOfNodes });
  const circles = await Circles.open({
    store: store.settings,
    agents,
    audiences,
    sessionsOf: (circle) => book.ofCircle(circle),
    emit,
    clock,
  });

  const hall = new CircleHall({
    circles,
    store: store.circles,
    nameOf: (agentId) => agents.get(agentId)?.name ?? agentId,
    emit,
    clock,
    logger,
  });

  const modelOf = (session: SessionRecord) => {
    const model = session.model ?? agents.get(session.agentId)?.model ?? runner.defaultModel;
    const { provider, contextWindow } = runner.describe(model);
    return { model, provider, contextWindow };
  };
  const queue: RunQueue = new RunQueue({
    limit: concurrentRuns,
    begin: (batch, release) => new Turn(batch, release, turnDeps),
  });
  const book = new SessionBook({
    store,
    emit,
    clock,
    newId,
    live: {
      modelOf,
      isRunning: (key) => queue.active(key) !== undefined,
      runIdsOf: (key) =>
        [queue.active(key)?.run, ...queue.waiting(key).map(({ run }) => run)].flatMap((run) => run?.runId ?? []),
    },
  });
  const shared = { store, book, audiences, queue, agents, runner, emit, clock, newId, logger };
  const unsettled = new UnsettledRuns({ interrupt: (run, why) => interruptRun(shared, run, why), logger, retryMs });
  const settle = (key: string) => unsettled.settle(key);
  const turnDeps = {
    ...shared,
    modelOf,
    unsettled,
    takeSteering: (key: string) => queue.takeSteering(key),
    checkpointMs,
    graceMs,
  };
  const control = new RunControl(shared);
  const sessions = new Sessions({ ...shared, control, settle });
  const chatDeps: ChatDeps = {
    ...shared,
    control,
    settle,
    steered: (runId) => questions.cancelRun(runId),
    uploads,
    commands: {
      abort: (key) => control.abort(key),
      reset: (key) => sessions.reset(key),
      compact: (key) => sessions.compact(key),
      patch: (params) => sessions.patch(params),
      describe: (key) => sessions.describe(key),
      models: () => runner.models(),
    },
  };
  const chat = new Chat(chatDeps);
  const status = new Status({ ...shared, home, version });
  const presence = new Presence({ emit, clock });
  await recoverRuns(shared);
  const policy = await ExecPolicy.open({ store: store.settings, clock, newId });
  const approvals = await Approvals.open({ ...shared, store: store.settings, policy, timer: options.timer });
  const questions = new Questions({ ...shared, timer: options.timer ?? realTimer });
  const resting = new RestingRuns(queue);
  events.on((event) => {
    resting.hear(event);
    const ended = isEvent(event, "chat") ? endedRun(event.payload) : undefined;
    if (ended !== undefined) {
      approvals.cancelRun(ended);
      questions.cancelRun(ended);
    }
  });
  const cron = await Cron.open({
    ...shared,
    store: store.cron,
    turn: createCronTurn({ chat, book, runs: store.runs, events }),
    resolve: async (job) => {
      const { agentId, payload } = job;
      if (agentId !== undefined) agents.require(agentId);
      if (payload.kind !== "agentTurn" || !payload.model) return job;
      return { ...job, payload: { ...payload, model: await chosenModel(runner, payload.model) } };
    },
    timer: options.timer,
  });
  const files = new AgentFiles();
  const feed = new WorkspaceFeed({ folderOf: (agentId) => agents.workspaceOf(agentId), emit, onFault });
  const { secrets = new MemorySecrets(), bundledSkills: bundled } = options;
  const skills = new Skills({
    agents,
    settings: await SkillSettings.open({ store: store.settings, secrets }),
    emit,
    home,
    bundled,
    machine: {
      platform: process.platform,
      env: process.env,
      programFolders: [join(home, "tools", "node_modules", ".bin")],
    },
  });
  const webhook = await WebhookChannel.open({
    store: store.settings,
    secrets,
    events,
    route: (origin) => resolveBinding({ store: store.bindings, agents }, origin),
    send: (params) => chat.send(params),
    emit,
    clock,
    newId,
  });
  const registry = createRegistry(
    [
      statusMethods(status),
      presenceMethods(presence),
      modelMethods(runner),
      usageMethods({ store, audiences, clock }),
      sessionUsageMethods({ store, audiences, clock }),
      agentMethods({
        agents,
        bindings: store.bindings,
        files,
        runner,
        emit,
        stopRuns: async (agentId) => {
          await feed.forget(agentId);
          await control.abortAgent(agentId);
        },
      }),
      workspaceMethods({ agents, files, feed, emit }),
      memoryMethods({ agents }),
      skillMethods(skills),
      approvalMethods(approvals, policy, audiences, emit),
      questionMethods(questions, audiences),
      circleMethods(circles, (name) => hall.clear(name)),
      deviceMethods(devices),
      nodeMethods(nodes, clock),
      circleTalkMethods(hall),
      channelMethods({ webChat: webChat({ startedAt: clock() }), webhook, clock }),
      bindingMethods({ store: store.bindings, agents, emit }),
      sessionMethods(sessions),
      chatMethods(chat, chatDeps),
      logMethods(logs.buffer, audiences),
      cronMethods(cron, store.cron, audiences),
      options.configuration ? configMethods({ ...options.configuration, emit }) : {},
    ],
    (viewer, key) => audiences.admits(viewer, key),
  );

  const calls = new Set<Promise<unknown>>();
  const stopTicker = startTicker({ emit, clock, logger, health: () => status.health(EVERYBODY) });
  const stopLogs = announceLogs(logs.buffer, emit);
  let state: GatewayStatus = { state: "ready", since: clock() };
  let closing: Promise<void> | undefined;

  async function call(name: string, params: unknown, context: CallContext): Promise<unknown> {
    if (closing) throw new RpcError("UNAVAILABLE", "The embedded gateway is shutting down: try again when it is back.");
    if (context.signal?.aborted) throw new RpcError("ABORTED", "The caller withdrew the call.");
    const answer = registry.call(name, params, context);
    calls.add(answer);
    try {
      return await answer;
    } finally {
      calls.delete(answer);
    }
  }

  async function shutDown(): Promise<void> {
    state = { state: "unavailable", since: clock(), reason: "The server is shutting down." };
    statuses.say(state);
    stopTicker();
    stopLogs();
    nodes.close();
    await approvals.close();
    await cron.close();
    await control.stopAll();
    questions.close();
    await Promise.allSettled(calls);
    await chat.settled();
    await control.interruptWaiting((run) => interruptRun(shared, run));
    unsettled.close();
    await webhook.close();
    await hall.settled();
    skills.close();
    await feed.close();
    presence.close();
    status.close();
    events.clear();
    statuses.clear();
  }

  return {
    id: "embedded",
    kind: "embedded",
    name: "Embedded",
    version,
    get status() {
      return state;
    },
    methods: registry.methods,
    paramsSchema: registry.paramsSchema,
    presence,
    devices,
    nodes,
    circles: hall,
    webhooks: webhook,
    toolHost: (within) => ({ call: (name, params) => call(name, params, { principal: AGENT, within }) }),
    call,
    onEvent: (listener) => events.on(listener),
    onStatus: (listener) => statuses.on(listener),
    close() {
      closing ??= shutDown();
      return closing;
    },
  };
}

/** The run whose end a `chat` event tells. */
function endedRun({ runId, state }: GatewayEvents["chat"]): string | undefined {
  return state === "final" || state === "aborted" || state === "error" ? runId : undefined;
}
