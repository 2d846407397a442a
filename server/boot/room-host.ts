import type { Logger } from "pino";
import { ADMIN } from "../auth/authority.ts";
import { activityOf } from "../dialects/rooms/activity.ts";
import type { RoomBus, RoomHost, RoomWatch } from "../dialects/rooms/ports.ts";
import type { EmbeddedGateway } from "../embedded/gateway.ts";
import { circleKeyOf } from "../embedded/session-keys.ts";
import { type WorkspaceChange, type WorkspaceWatch, watchWorkspace } from "../embedded/workspace-watch.ts";
import type { Gateway } from "../gateways/gateway.ts";
import type { AgentSummary } from "../protocol/agents.ts";
import type { Circle } from "../protocol/circles.ts";
import { RpcError } from "../protocol/errors.ts";
import type { PrincipalInfo } from "../protocol/frames.ts";
import type { ResultOf } from "../protocol/methods.ts";
import type { Dispatch } from "../rpc/dispatch.ts";
import { requireScope } from "../rpc/methods.ts";
import type { Runs } from "../rpc/runs.ts";

/**
 * What rooms are about: circles and workspaces are the embedded gateway's, agents are those of the default gateway.
 * Everything is asked through dispatch, so that scopes count here too.
 */
export function roomHost(parts: {
  dispatch: Dispatch;
  runs: Runs;
  embedded: EmbeddedGateway;
  defaultGateway: () => Gateway;
  bus: RoomBus;
  logger: Logger;
}): RoomHost {
  const { dispatch, runs, embedded, defaultGateway, bus, logger } = parts;

  async function agents(principal: PrincipalInfo, gateway?: string): Promise<ResultOf<"agents.list">> {
    return agentsIn(await dispatch.call({ principal, gateway, method: "agents.list", params: {} }));
  }

  async function requireAgent(principal: PrincipalInfo, id: string, gateway?: string): Promise<AgentSummary> {
    const agent = (await agents(principal, gateway)).agents.find((candidate) => candidate.id === id);
    if (agent) return agent;
    throw new RpcError("NOT_FOUND", `There is no agent "${id}": ask agents.list which there are.`);
  }

  async function circleNamed(principal: PrincipalInfo, name: string): Promise<Circle | undefined> {
    const call = { principal, gateway: embedded.id, method: "circles.list", params: {} };
    return circlesIn(await dispatch.call(call)).circles.find((circle) => circle.name === name);
  }

  /** An agent's folder; what happens there is told to all who share the bus. */
  function watchFolder(id: string): RoomWatch {
    const onFault = (err: unknown) => logger.warn({ err, agentId: id }, "a workspace cannot be watched");
    const opening = requireAgent(ADMIN, id, embedded.id).then(({ workspace: folder }) =>
      watchWorkspace({ folder, hear: (change) => publishChange(bus, id, change), onFault }),
    );
    const quietly = (then: (watch: WorkspaceWatch) => Promise<void>) => opening.then(then).catch(onFault);
    return {
      ready: quietly((watch) => watch.ready),
      close: () => void quietly((watch) => watch.close()),
    };
  }

  return {
    async admit(principal, { kind, id }) {
      switch (kind) {
        case "circles":
          requireScope(principal, "circles.list");
          return embedded.circles.welcome(principal, id);
        case "workspace":
          await requireAgent(principal, id, embedded.id);
          return;
        case "agents":
          await requireAgent(principal, id);
      }
    },

    watch({ kind, id }, push) {
      switch (kind) {
        case "circles":
          return { ready: Promise.resolve(), close: () => {} };
        case "workspace":
          return watchFolder(id);
        case "agents": {
          const close = defaultGateway().onEvent(({ event, payload, audience }) => {
            const activity = activityOf(id, event, payload);
            if (activity) push(activity.type, activity.data, audience);
          });
          return { ready: Promise.resolve(), close };
        }
      }
    },

    async agentsOf(principal, name) {
      const [all, circle] = await Promise.all([agents(principal, embedded.id), circleNamed(principal, name)]);
      // A circle that nobody made is the default agent's.
      const ids = circle?.agents ?? [all.defaultId];
      return all.agents.filter(({ id }) => ids.includes(id));
    },

    ask({ principal, agentId, circle, message }) {
      const sessionKey = circleKeyOf(agentId, circle);
      return runs.ask({ principal, gateway: embedded.id, agentId, sessionKey, message });
    },
  };
}

function publishChange(bus: RoomBus, workspace_id: string, change: WorkspaceChange): void {
  if (change.kind === "git") return bus.publish("workspace.git_status", { workspace_id, ...change.status });
  const { kind, ...what } = change;
  bus.publish(`workspace.file_${kind}`, { workspace_id, ...what });
}

/** `agents.list` is answered with this, by every gateway. */
function agentsIn(answer: unknown): ResultOf<"agents.list"> {
  return answer as ResultOf<"agents.list">;
}

/** The embedded gateway answers `circles.list` with this. */
function circlesIn(answer: unknown): ResultOf<"circles.list"> {
  return answer as ResultOf<"circles.list">;
}
