import { RpcError } from "../../protocol/errors.ts";
import { isObject } from "../body.ts";
import type { Exchange, ExchangeRoute } from "../exchange.ts";
import { openAiError } from "./errors.ts";

const PREFIX = "agent/";

/** `GET /v1/models` and `GET /v1/models/{id}`: the agents, each as a model `agent/<id>`. */
export const modelRoutes: readonly ExchangeRoute[] = [
  {
    method: "GET",
    path: "/v1/models",
    shape: openAiError,
    answer: async ({ call }) => ({ object: "list", data: (await agentsOf(call)).map(modelOf) }),
  },
  {
    method: "GET",
    path: "/v1/models/{id}",
    shape: openAiError,
    answer: async ({ call, params }) => modelOf(await agentNamed(call, params.id ?? "")),
  },
];

interface Agent {
  id: string;
  createdAt: number;
}

/**
 * The agent that a model's name stands for: `agent/<id>` or `<id>`.
 * @throws RpcError NOT_FOUND
 */
export async function agentNamed(call: Exchange["call"], model: string): Promise<Agent> {
  const id = model.startsWith(PREFIX) ? model.slice(PREFIX.length) : model;
  const agent = (await agentsOf(call)).find((candidate) => candidate.id === id);
  if (agent) return agent;
  throw new RpcError("NOT_FOUND", `There is no model "${model}": GET /v1/models says which agents there are.`, {
    details: { field: "model", reason: "model_not_found" },
  });
}

async function agentsOf(call: Exchange["call"]): Promise<Agent[]> {
  const answer = await call("agents.list", {});
  const agents = isObject(answer) && Array.isArray(answer.agents) ? answer.agents : [];
  return agents
    .filter(isObject)
    .flatMap(({ id, createdAt }) =>
      typeof id === "string" ? [{ id, createdAt: typeof createdAt === "number" ? createdAt : 0 }] : [],
    );
}

function modelOf({ id, createdAt }: Agent) {
  return { id: `${PREFIX}${id}`, object: "model", created: Math.floor(createdAt / 1_000), owned_by: "mission-control" };
}
