"use client";

import { useCallback, useEffect, useRef } from "react";
import useSWR, { unstable_serialize, useSWRConfig } from "swr";
import type { Client, ParamsFor, ResultFor } from "@/server/protocol/client.ts";
import { RpcError } from "@/server/protocol/errors.ts";
import type { EventFrame } from "@/server/protocol/frames.ts";
import { isAbout } from "./about.ts";
import { useGateway, useGatewayId } from "./gateway-provider.tsx";

/** What an event does to data: the new data, the same object when nothing, or `reread` when only the server knows. */
export type Reduce<Data> = (data: Data, event: EventFrame) => Data | "reread";

export interface Snapshot<Data> {
  data: Data | undefined;
  error: RpcError | undefined;
  /** Nothing to show yet, and it is being read. */
  isLoading: boolean;
  /** It is being read, first time or again. */
  isValidating: boolean;
  /** Reads again; resolves with what came. */
  refresh: () => Promise<Data | undefined>;
}

export interface SnapshotOptions<Data> {
  /** The gateway to ask. Default: the scope's, else the caller's default one. */
  gateway?: string;
  /** The server answers itself, for all gateways: the events of every one count. */
  everyGateway?: boolean;
  /** Shows the last params' data until the new is there. Default true. */
  keepPrevious?: boolean;
  /** Must come to the same when it is applied twice: all who share the data hear the event. */
  reduce: Reduce<Data>;
}

/** Events that ask for reading again within this long are answered by one request. */
const COALESCE_MS = 150;
/** How often it is read at once when each answer is overtaken by an event that asks for reading again. */
const MOST_READINGS = 3;
/** Events that are kept while an answer is on its way; of more than that only the newest count. */
const MAX_MEANWHILE = 10_000;

type Key = readonly ["rpc", gateway: string | null, method: string, params: unknown];

/**
 * Reads once and lets events change what was read. All who ask the same share one answer. Events that arrive while the
 * answer is on its way are applied to it: it may be older than they are. After a reset of the gateway it reads again
 * and shows the old meanwhile.
 */
export function useSnapshot<M extends string>(
  method: M,
  params: ParamsFor<M> | null,
  { gateway: named, everyGateway = false, keepPrevious = true, reduce }: SnapshotOptions<ResultFor<M>>,
): Snapshot<ResultFor<M>> {
  type Data = ResultFor<M>;
  const { client } = useGateway();
  const { cache } = useSWRConfig();
  const scoped = useGatewayId(named);
  const gateway = everyGateway ? undefined : scoped;
  const source = everyGateway ? EVERY : gateway;
  const latest = useRef(reduce);
  latest.current = reduce;

  const key: Key | null = params === null ? null : ["rpc", source ?? null, method, params];
  const serialized = unstable_serialize(key);
  const { data, error, isLoading, isValidating, mutate } = useSWR<Data, RpcError, Key | null>(
    key,
    () =>
      readLive(client, {
        method,
        params,
        gateway,
        source,
        reduce: (before, event) => latest.current(before, event),
        // Rejects when the page itself has gone.
        onOvertaken: () => void setTimeout(() => mutate().catch(() => {}), COALESCE_MS),
      }),
    { keepPreviousData: keepPrevious },
  );

  useEffect(() => {
    if (serialized === "") return;
    let due: ReturnType<typeof setTimeout> | undefined;
    const reread = () => {
      due ??= setTimeout(() => {
        due = undefined;
        mutate();
      }, COALESCE_MS);
    };
    const stopEvents = client.onEvent((event) => {
      if (!concerns(client, source, event.gateway)) return;
      const { data: before, isValidating: reading, error } = cache.get(serialized) ?? {};
      // While it is read the reading itself applies what happens; changing the cache now would discard its answer.
      if (reading) return;
      // What failed may do so no longer.
      if (before === undefined) return mayBeMended(error, method, event) ? reread() : undefined;
      const after = latest.current(before, event);
      if (after === "reread") reread();
      else if (after !== before) mutate(after, { revalidate: false });
    });
    const stopResets = client.onReset((reset) => {
      if (concerns(client, source, reset.gateway)) mutate();
    });
    return () => {
      // Whoever shows the data next must not find it as it was before the event. Rejects when the page itself has gone.
      if (due !== undefined) mutate().catch(() => {});
      clearTimeout(due);
      stopEvents();
      stopResets();
    };
  }, [client, cache, source, method, serialized, mutate]);

  const refresh = useCallback(() => mutate(), [mutate]);
  return { data, error, isLoading, isValidating, refresh };
}

/** Whether something of a gateway is shown by who asked `wanted`; undefined is the caller's default one. */
export function concerns(client: Client, wanted: string | undefined, gateway: string): boolean {
  return wanted === EVERY || (wanted ?? client.defaultGateway) === gateway;
}

/** No gateway's id: they have no stars. */
const EVERY = "*";

/** Whether an event may have ended what made a reading fail. */
function mayBeMended(error: unknown, method: string, { event }: EventFrame): boolean {
  return error instanceof RpcError && !LASTING.has(error.code) && isAbout(method, event);
}

/** Refusals that no event ends. */
const LASTING: ReadonlySet<string> = new Set(["FORBIDDEN", "UNKNOWN_METHOD"]);

/** Reads once and applies what happens while the answer is on its way. */
export async function readLive<M extends string>(
  client: Client,
  asked: {
    method: M;
    params: ParamsFor<M> | null;
    gateway: string | undefined;
    source: string | undefined;
    reduce: Reduce<ResultFor<M>>;
    /** The last answer, too, was overtaken by an event that asks for reading again, or one came before it failed: it is to be read later. */
    onOvertaken: () => void;
  },
): Promise<ResultFor<M>> {
  const { method, params, gateway, source, reduce, onOvertaken } = asked;
  let meanwhile: EventFrame[] = [];
  const stop = client.onEvent((event) => {
    if (!concerns(client, source, event.gateway)) return;
    if (meanwhile.push(event) > MAX_MEANWHILE) meanwhile.shift();
  });
  try {
    for (let reading = 1; ; reading++) {
      meanwhile = [];
      let data: ResultFor<M> = await client.request(method, params ?? undefined, { gateway });
      let isStale = false;
      for (const event of meanwhile) {
        const after = reduce(data, event);
        if (after === "reread") isStale = true;
        else data = after;
      }
      if (isStale && reading < MOST_READINGS) continue;
      if (isStale) onOvertaken();
      return data;
    }
  } catch (error) {
    if (meanwhile.some((event) => mayBeMended(error, method, event))) onOvertaken();
    throw error;
  } finally {
    stop();
  }
}
