"use client";

import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import type { ParamsFor, ResultFor } from "@/server/protocol/client.ts";
import type { RpcError } from "@/server/protocol/errors.ts";
import type { GatewayInfo } from "@/server/protocol/gateways.ts";
import type { FleetRead, FleetReads } from "./fleet/fleet-reads.ts";
import { shareReads } from "./fleet/shared-reads.ts";
import { useEveryGateway, useGateway, useGatewayId } from "./gateway-provider.tsx";
import { useGateways } from "./use-gateways.ts";
import { type Reduce, useSnapshot } from "./use-snapshot.ts";

/** One gateway's part of a merged answer. */
export interface FleetSource<Data> {
  gateway: GatewayInfo;
  /**
   * `loading`: being asked for the first time · `ready`: `data` is live · `lacking`: it has no such method · `away`: it
   * cannot be reached, `data` is what it said last · `failed`: it answered with `error`, `data` is what it said before
   */
  state: "loading" | "ready" | "lacking" | "away" | "failed";
  data: Data | undefined;
  error: RpcError | undefined;
}

export interface FleetSnapshot<Data> {
  /** One a gateway, the default one first. */
  sources: readonly FleetSource<Data>[];
  /** No gateway has answered yet, and one still may. */
  isLoading: boolean;
  /** Reads all of them again. */
  refresh: () => Promise<unknown>;
}

export interface FleetSnapshotOptions<Data> {
  /** Asks these alone. Default: every gateway when the scope is the whole fleet, else the scope's one. */
  only?: readonly string[];
  /** What an event of a gateway does to that gateway's data. Must come to the same when it is applied twice. */
  reduce: Reduce<Data>;
}

/**
 * Reads one method from every ready gateway that has it and keeps each answer live by that gateway's own events.
 * `params: null` reads nothing. All who ask the same of the same gateways share the answers; where only one gateway is
 * asked, with all of the page who ask one. A slow, dead or lacking gateway says so in its own source and holds up no
 * other.
 */
export function useFleetSnapshot<M extends string>(
  method: M,
  params: ParamsFor<M> | null,
  { only, reduce }: FleetSnapshotOptions<ResultFor<M>>,
): FleetSnapshot<ResultFor<M>> {
  type Data = ResultFor<M>;
  const { client } = useGateway();
  const { gateways, current, isLoading: isListing } = useGateways();
  const scope = useFleetScope();
  const latest = useRef(reduce);
  latest.current = reduce;
  const [held, setHeld] = useState<{ reads: FleetReads<M>; place: string }>();
  const wanted = useMemo(
    () => (only ? gateways.filter(({ id }) => only.includes(id)) : scope),
    [only, gateways, scope],
  );

  const alone = wanted.length === 1 ? wanted[0] : undefined;
  const one = useSnapshot(method, alone && canAsk(alone, method) ? params : null, {
    // Who asks the gateway in use does not name it: then the reading is the same.
    gateway: alone && alone.id !== current?.id ? alone.id : undefined,
    reduce,
  });

  const every = useEveryGateway();
  const scoped = useGatewayId();
  const place = only ? only.join(" ") : every ? "every" : `one ${scoped ?? ""}`;
  const asked = params === null || wanted.length < 2 ? undefined : JSON.stringify(params);
  useEffect(() => {
    if (asked === undefined) return setHeld(undefined);
    // Params go over the wire as JSON: what is read back is what was given.
    const given = JSON.parse(asked) as ParamsFor<M>;
    const reduce: Reduce<Data> = (data, event) => latest.current(data, event);
    const shared = shareReads<M>({ client, method, params: given, reduce }, place);
    setHeld({ reads: shared.reads, place });
    return shared.release;
  }, [client, method, asked, place]);

  const reads = held?.reads;
  // Those of another place belong to who still asks there.
  const mine = held?.place === place ? reads : undefined;
  const known = wanted.map(({ id }) => id).join("\n");
  const ready = wanted
    .filter((gateway) => canAsk(gateway, method))
    .map(({ id }) => id)
    .join("\n");
  useEffect(() => mine?.setReady(idsIn(ready), idsIn(known)), [mine, ready, known]);

  const answers = useSyncExternalStore(
    useCallback((changed) => reads?.subscribe(changed) ?? (() => {}), [reads]),
    () => reads?.snapshot ?? NO_ANSWERS,
    () => NO_ANSWERS,
  );
  const { data, error, isValidating: isReading, refresh: refreshOne } = one;
  const sources = useMemo(
    () =>
      alone
        ? [sourceOf<Data>(alone, method, { data, error, isReading })]
        : wanted.map((gateway) => sourceOf<Data>(gateway, method, answers.get(gateway.id))),
    [alone, wanted, method, answers, data, error, isReading],
  );
  const refresh = useCallback(async () => (reads ? reads.refresh() : refreshOne()), [reads, refreshOne]);
  const isWaiting = isListing || sources.some(({ state }) => state === "loading");
  return {
    sources,
    isLoading: params !== null && isWaiting && sources.every(({ data }) => data === undefined),
    refresh,
  };
}

/** The gateways whose rows lists show: the whole fleet, or the scope's one. */
export function useFleetScope(): readonly GatewayInfo[] {
  const every = useEveryGateway();
  const { gateways, current } = useGateways();
  return useMemo(() => (every ? gateways : current ? [current] : []), [every, gateways, current]);
}

/** What every gateway of the fleet that cannot be shown whole is, in one sentence each. */
export function fleetNotes(sources: readonly FleetSource<unknown>[]): { id: string; text: string }[] {
  return sources.flatMap((source) => {
    const text = noteOf(source);
    return text === undefined ? [] : [{ id: source.gateway.id, text }];
  });
}

const NO_ANSWERS: ReadonlyMap<string, FleetRead<never>> = new Map();

function sourceOf<Data>(gateway: GatewayInfo, method: string, read: FleetRead<Data> | undefined): FleetSource<Data> {
  const { data, error } = read ?? { data: undefined, error: undefined };
  if (gateway.status.state !== "ready") return { gateway, state: "away", data, error };
  if (!canAsk(gateway, method)) return { gateway, state: "lacking", data: undefined, error: undefined };
  if (error) return { gateway, state: error.code === "UNKNOWN_METHOD" ? "lacking" : "failed", data, error };
  return { gateway, state: data === undefined ? "loading" : "ready", data, error };
}

function noteOf({ gateway: { name, status }, state, data, error }: FleetSource<unknown>): string | undefined {
  const kept = data === undefined ? "" : " What it said last is shown.";
  switch (state) {
    case "ready":
      return undefined;
    case "loading":
      return `${name} has not answered yet.`;
    case "lacking":
      return `${name} does not have this.`;
    case "away":
      return `${name} is not connected${status.state !== "ready" && status.reason ? `: ${status.reason}` : "."}${kept}`;
    case "failed":
      return `${name}: ${error?.message ?? "it could not be read."}${kept}`;
  }
}

/** A gateway that says which methods it has is believed. */
function canAsk({ status, methods }: GatewayInfo, method: string): boolean {
  return status.state === "ready" && (!methods?.length || methods.includes(method));
}

function idsIn(joined: string): ReadonlySet<string> {
  return new Set(joined === "" ? [] : joined.split("\n"));
}
