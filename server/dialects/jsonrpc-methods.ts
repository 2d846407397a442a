import { type Static, type TSchema, Type } from "typebox";
import { Compile } from "typebox/compile";
import { RpcError } from "../protocol/errors.ts";
import type { JsonObject } from "../protocol/frames.ts";
import { BINDING_KEYS } from "../protocol/routing.ts";
import { AgentId, closed } from "../protocol/schema/common.ts";
import type { Peer } from "./dialect.ts";
import { isObject, textField } from "./frames.ts";
import type { Sends } from "./jsonrpc-sends.ts";

export type OwnMethod = (params: unknown) => Promise<unknown>;

const Name = Type.Optional(Type.String({ maxLength: 256 }));
const MatchKey = Type.Optional(Type.Enum(BINDING_KEYS));
const MatchValue = Type.Optional(Type.String({ maxLength: 256 }));
const Nothing = Type.Object({}, closed);

const SendParams = Type.Object(
  {
    text: Type.String(),
    channel: Name,
    peer_id: Name,
    account_id: Name,
    guild_id: Name,
    agent_id: Type.Optional(AgentId),
  },
  closed,
);
const BindingsSetParams = Type.Object(
  {
    agent_id: AgentId,
    match_key: MatchKey,
    match_value: MatchValue,
    tier: Type.Optional(Type.Integer()),
    priority: Type.Optional(Type.Integer()),
  },
  closed,
);
const BindingsRemoveParams = Type.Object({ match_key: MatchKey, match_value: MatchValue }, closed);
const SessionsListParams = Type.Object({ agent_id: Type.Optional(AgentId) }, closed);

/** Sessions of one `sessions.list`. */
const MAX_SESSIONS = 10_000;
const PAGE = 1_000;

/** The methods that this dialect has words of its own for. Every other one is the native one. */
export function ownMethods(peer: Peer, sends: Sends): ReadonlyMap<string, OwnMethod> {
  const call = async (method: string, params: object = {}): Promise<JsonObject> => {
    const answer = await peer.call(method, params);
    return isObject(answer) ? answer : {};
  };
  return new Map([
    own("send", SendParams, ({ text, channel = "websocket", peer_id, account_id, guild_id, agent_id }) => {
      if (text.trim() === "") throw new RpcError("INVALID_REQUEST", '"text" is empty: write something.');
      // One person's words never land in another's conversation because both left their name out.
      const from = { peer: peer_id?.trim() || peer.principal().id, channel, account: account_id, guild: guild_id };
      return sends.send(text, from, agent_id);
    }),

    own("bindings.list", Nothing, async () => objects((await call("bindings.list")).bindings).map(bindingOf)),

    own("bindings.set", BindingsSetParams, async ({ agent_id, match_key, match_value, tier, priority }) => {
      const params = { agentId: agent_id, matchKey: match_key, matchValue: match_value, tier, priority };
      const { binding } = await call("bindings.set", defined(params));
      return { ok: true, binding: isObject(binding) ? bindingOf(binding) : null };
    }),

    own("bindings.remove", BindingsRemoveParams, async ({ match_key, match_value }) => {
      const { removed } = await call("bindings.remove", defined({ matchKey: match_key, matchValue: match_value }));
      return { ok: true, removed };
    }),

    own("agents.list", Nothing, async () => objects((await call("agents.list")).agents).map(agentOf)),

    own("sessions.list", SessionsListParams, async ({ agent_id }) => {
      const counts: [string, number][] = [];
      let offset: unknown = 0;
      while (typeof offset === "number" && counts.length < MAX_SESSIONS) {
        const asked = { limit: PAGE, offset, includeDerivedTitles: false, includeLastMessage: false };
        const page = await call("sessions.list", defined({ ...asked, agentId: agent_id }));
        for (const { key, messageCount } of objects(page.sessions))
          counts.push([String(key), Number(messageCount ?? 0)]);
        offset = page.nextOffset;
      }
      return Object.fromEntries(counts);
    }),

    own("status", Nothing, async () => {
      const [hub, status, agents, bindings] = await Promise.all([
        call("hub.status"),
        call("status"),
        call("agents.list"),
        bindingCount(call),
      ]);
      const uptime = Math.round(Number(hub.uptimeMs)) / 1_000;
      const clients = Number(hub.connections);
      const agentCount = objects(agents.agents).length;
      const running = objects(isObject(status.runs) ? status.runs.active : []).filter(
        ({ state }) => state === "running",
      );
      return {
        uptime,
        clients,
        agents: agentCount,
        running: running.length,
        uptime_seconds: uptime,
        connected_clients: clients,
        agent_count: agentCount,
        binding_count: bindings,
      };
    }),
  ]);
}

/** A method whose params are checked before `answer` sees them. Missing params count as `{}`. */
function own<Schema extends TSchema>(
  name: string,
  schema: Schema,
  answer: (params: Static<Schema>) => Promise<unknown>,
): [string, OwnMethod] {
  const validator = Compile(schema);
  return [
    name,
    async (given) => {
      const params = given ?? {};
      if (validator.Check(params)) return answer(checked<Schema>(params));
      const [first] = validator.Errors(params);
      const where = ["params", ...(first?.instancePath.split("/").slice(1) ?? [])].join(".");
      throw new RpcError("INVALID_REQUEST", `${name}: ${where} ${first?.message ?? "do not fit"}.`);
    },
  ];
}

/** The schema's validator has accepted this value. */
function checked<Schema extends TSchema>(params: unknown): Static<Schema> {
  return params as Static<Schema>;
}

/** Codes by which gateways refuse a method that they do not have. */
const NO_SUCH_METHOD: ReadonlySet<string> = new Set(["UNKNOWN_METHOD", "INVALID_REQUEST"]);

/** None where the gateway knows no bindings. */
async function bindingCount(call: (method: string) => Promise<JsonObject>): Promise<number> {
  try {
    return objects((await call("bindings.list")).bindings).length;
  } catch (error) {
    if (error instanceof RpcError && NO_SUCH_METHOD.has(error.code)) return 0;
    throw error;
  }
}

function bindingOf({ agentId, matchKey, matchValue, tier, priority }: JsonObject): object {
  return { agent_id: agentId, match_key: matchKey, match_value: matchValue, tier, priority };
}

function agentOf(agent: JsonObject): object {
  const model = isObject(agent.model) ? textField(agent.model, "primary") : textField(agent, "model");
  const id = textField(agent, "id");
  return { id, name: textField(agent, "name") ?? id, model: model ?? null, dm_scope: agent.dmScope ?? "main" };
}

function objects(list: unknown): JsonObject[] {
  return Array.isArray(list) ? list.filter(isObject) : [];
}

/** Without the fields that were left out. */
function defined(params: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(params).filter(([, value]) => value !== undefined));
}
