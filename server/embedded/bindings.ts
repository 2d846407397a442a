import { RpcError } from "../protocol/errors.ts";
import type { ParamsOf } from "../protocol/methods.ts";
import type { BindingsResolveResult } from "../protocol/routing.ts";
import { BINDING_TIERS, type Binding, type BindingKey } from "../protocol/routing.ts";
import {
  BindingsListParams,
  BindingsRemoveParams,
  BindingsResolveParams,
  BindingsSetParams,
} from "../protocol/schema/bindings.ts";
import type { BindingRecord, BindingStore } from "../store/contract.ts";
import { type AgentDirectory, DEFAULT_AGENT_ID } from "./agent-directory.ts";
import { directKeyOf, type Origin } from "./dm-scope.ts";
import type { Emit } from "./event-bus.ts";
import { type MethodTable, method } from "./registry.ts";

export interface BindingDeps {
  store: BindingStore;
  agents: AgentDirectory;
}

export const MAX_BINDINGS = 1_000;
const ANY = "*";

/** Which agent answers whom: rules, asked in order, and the session that a message belongs to. */
export function bindingMethods({ store, agents, emit }: BindingDeps & { emit: Emit }) {
  const inOrder = async () => ordered(await store.list());

  return {
    "bindings.list": method(BindingsListParams, async () => ({ bindings: await inOrder() })),

    "bindings.set": method(BindingsSetParams, async (params) => {
      const record = recordOf(params);
      if (!agents.has(record.agentId)) throw noAgent(record.agentId);
      const known = await store.list();
      if (known.length >= MAX_BINDINGS && !known.some((other) => sameMatch(other, record))) {
        throw new RpcError("RATE_LIMITED", `There are ${MAX_BINDINGS} bindings, the most there can be: remove some.`, {
          retryable: false,
        });
      }
      await store.put(record);
      emit("bindings.changed", {});
      return { ok: true as const, binding: bindingOf(record) };
    }),

    "bindings.remove": method(BindingsRemoveParams, async (params) => {
      const removed = await store.delete(matchOf(params));
      if (removed) emit("bindings.changed", {});
      return { ok: true as const, removed };
    }),

    "bindings.resolve": method(
      BindingsResolveParams,
      (params): Promise<BindingsResolveResult> => resolveBinding({ store, agents }, params),
    ),
  } satisfies MethodTable;
}

/**
 * Which agent answers whom, and in which session.
 * @throws RpcError INVALID_REQUEST when there is no such agent
 */
export async function resolveBinding(
  { store, agents }: BindingDeps,
  { agentId, ...origin }: ParamsOf<"bindings.resolve">,
): Promise<BindingsResolveResult> {
  const binding = agentId === undefined ? bindingFor(ordered(await store.list()), origin) : undefined;
  const agent = agents.get(agentId ?? binding?.agentId ?? DEFAULT_AGENT_ID);
  if (!agent) throw noAgent(agentId ?? DEFAULT_AGENT_ID);
  const sessionKey = directKeyOf(agent.id, agent.dmScope ?? "main", origin);
  return { agentId: agent.id, sessionKey, ...(binding && { binding }) };
}

/** By tier, then by priority, the highest first, then in order of insertion. */
export function ordered(records: readonly BindingRecord[]): Binding[] {
  return records.map(bindingOf).sort((one, other) => one.tier - other.tier || other.priority - one.priority);
}

/** The first of the bindings, in the order in which they are asked, that matches. */
export function bindingFor(bindings: readonly Binding[], origin: Origin): Binding | undefined {
  const compared: Origin = {
    peer: comparable(origin.peer),
    channel: comparable(origin.channel),
    account: comparable(origin.account),
    guild: comparable(origin.guild),
  };
  return bindings.find((binding) => matches(binding, compared));
}

function matches({ matchKey, matchValue }: Binding, origin: Origin): boolean {
  if (matchKey === "default") return true;
  const name = origin[matchKey];
  if (!name) return false;
  if (matchValue === ANY) return true;
  const ofOneChannel = matchKey === "peer" && matchValue.includes(":");
  return matchValue === (ofOneChannel ? `${origin.channel}:${name}` : name);
}

function bindingOf({ agentId, matchKey, matchValue, priority }: BindingRecord): Binding {
  return { agentId, matchKey, matchValue, tier: BINDING_TIERS[matchKey], priority };
}

/** @throws RpcError INVALID_REQUEST when the value is blank, or the tier is not that of the key */
function recordOf({ agentId, tier, priority = 0, ...match }: ParamsOf<"bindings.set">): BindingRecord {
  const { matchKey, matchValue } = matchOf(match);
  if (tier !== undefined && tier !== BINDING_TIERS[matchKey]) {
    throw invalid("tier", `"tier" ${tier} contradicts "${matchKey}", whose tier is ${BINDING_TIERS[matchKey]}.`);
  }
  return { agentId, matchKey, matchValue, priority };
}

/** @throws RpcError INVALID_REQUEST when the value is blank, or names something where everything is meant */
function matchOf(match: {
  matchKey?: BindingKey;
  matchValue?: string;
}): Pick<BindingRecord, "matchKey" | "matchValue"> {
  const { matchKey = "default" } = match;
  const matchValue = comparable(match.matchValue ?? ANY);
  if (matchValue === "") throw invalid("matchValue", `"matchValue" is empty: name a ${matchKey}, or "*" for any.`);
  if (matchKey === "default" && matchValue !== ANY) {
    throw invalid(
      "matchValue",
      `A default binding matches everything: leave "matchValue" out, or choose a "matchKey".`,
    );
  }
  return { matchKey, matchValue };
}

function sameMatch(one: BindingRecord, other: BindingRecord): boolean {
  return one.matchKey === other.matchKey && one.matchValue === other.matchValue;
}

function comparable(name = ""): string {
  return name.trim().toLowerCase();
}

function noAgent(agentId: string): RpcError {
  return invalid("agentId", `There is no agent "${agentId}": agents.list says which there are.`);
}

function invalid(field: string, message: string): RpcError {
  return new RpcError("INVALID_REQUEST", message, { details: { field } });
}
