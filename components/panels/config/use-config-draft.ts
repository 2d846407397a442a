import { useEffect, useMemo, useState } from "react";
import { useConfig } from "@/hooks/use-config.ts";
import { useGatewayRpcMutation } from "@/hooks/use-gateway-rpc.ts";
import { type ConfigPath, setInConfig, valueAt } from "@/server/protocol/config-document.ts";
import type { ConfigIssue, ConfigSaved, ConfigSnapshot } from "@/server/protocol/configuration.ts";
import { RpcError } from "@/server/protocol/errors.ts";
import { issuesIn, readDocument } from "./config-facts.ts";
import { type ConfigMerge, mergeConfigs, type Side } from "./config-merge.ts";

/** The one document that the form and the text edit, and the version on the gateway that it began from. */
export interface ConfigDraft {
  snapshot: ConfigSnapshot | undefined;
  isLoading: boolean;
  error: Error | undefined;
  refresh: () => Promise<unknown>;
  /** As it stands here. */
  text: string;
  /** As it stood on the gateway when the changes began. */
  before: string;
  /** What the text holds; undefined while it is no JSON5. */
  parsed: Record<string, unknown> | undefined;
  isChanged: boolean;
  /** Somebody else has saved since the changes began, and it has not been merged. */
  isStale: boolean;
  /** Both changes where they can be merged: what is left to decide. */
  merge: ConfigMerge | undefined;
  /** What was merged by itself the last time. */
  merged: ConfigMerge | undefined;
  isSaving: boolean;
  /** Why the last save was refused. */
  fault: RpcError | undefined;
  issues: readonly ConfigIssue[];
  valueAt: (path: ConfigPath) => unknown;
  setText: (text: string) => void;
  setAt: (path: ConfigPath, value: unknown) => void;
  discard: () => void;
  /** Goes on with the changes on what the gateway has now: the next save replaces it. */
  keepMine: () => void;
  /** Goes on with both, a side for each conflict of `merge`. */
  mergeWith: (sides: readonly (Side | undefined)[]) => void;
  forgetMerged: () => void;
  /** @throws RpcError why it was refused */
  save: () => Promise<ConfigSaved>;
}

const NOTHING = "{\n}\n";

interface Edit {
  text: string;
  before: string;
  hash: string | undefined;
}

/** Edits the configuration of the gateway in use. */
export function useConfigDraft(): ConfigDraft {
  const { data: snapshot, isLoading, error, refresh } = useConfig();
  const { trigger } = useGatewayRpcMutation("config.set");
  const [isSaving, setSaving] = useState(false);
  const [merged, setMerged] = useState<ConfigMerge>();
  const [edit, setEdit] = useState<Edit>();
  const [fault, setFault] = useState<RpcError>();

  const onGateway = snapshot?.raw ?? NOTHING;
  const text = edit?.text ?? onGateway;
  const before = edit?.before ?? onGateway;
  const parsed = readDocument(text);

  function setText(next: string) {
    setFault(undefined);
    setEdit(next === before ? undefined : { text: next, before, hash: edit ? edit.hash : snapshot?.hash });
  }

  // While it is saved the next version is this very one.
  const isStale = edit !== undefined && snapshot !== undefined && edit.hash !== snapshot.hash && !isSaving;
  const theirs = snapshot?.raw;
  const hash = snapshot?.hash;
  const merge = useMemo(
    () => (isStale && typeof theirs === "string" ? mergeConfigs({ base: before, theirs, mine: text }) : undefined),
    [isStale, before, theirs, text],
  );
  useEffect(() => {
    if (!merge || merge.conflicts.length > 0 || typeof theirs !== "string") return;
    const both = merge.textWith();
    setEdit(both === theirs ? undefined : { text: both, before: theirs, hash });
    setMerged(merge);
    setFault(undefined);
  }, [merge, theirs, hash]);

  async function save(): Promise<ConfigSaved> {
    setSaving(true);
    try {
      const baseHash = edit ? edit.hash : snapshot?.hash;
      const saved = await trigger({ raw: text, ...(baseHash !== undefined && { baseHash }) });
      // Gateways say differently what they wrote: what is there now is read, before the changes are let go.
      await refresh();
      setEdit(undefined);
      setFault(undefined);
      setMerged(undefined);
      return saved;
    } catch (caught) {
      const refused = caught instanceof RpcError ? caught : new RpcError("INTERNAL", String(caught));
      setFault(refused);
      // Whether it was refused because of another save, the hash tells on every kind of gateway.
      await refresh();
      throw refused;
    } finally {
      setSaving(false);
    }
  }

  return {
    snapshot,
    isLoading,
    error,
    refresh,
    text,
    before,
    parsed,
    isChanged: edit !== undefined,
    isStale,
    merge,
    merged,
    isSaving,
    fault,
    issues: fault ? issuesIn(fault.details) : (snapshot?.issues ?? []),
    valueAt: (path) => valueAt(parsed, path),
    setText,
    setAt: (path, value) => parsed && setText(setInConfig(text, path, value)),
    discard: () => {
      setEdit(undefined);
      setMerged(undefined);
      setFault(undefined);
    },
    keepMine: () => {
      setFault(undefined);
      setEdit({ text, before: onGateway, hash: snapshot?.hash });
    },
    mergeWith: (sides) => {
      if (!merge) return;
      setFault(undefined);
      setEdit({ text: merge.textWith(sides), before: onGateway, hash });
      setMerged(undefined);
    },
    forgetMerged: () => setMerged(undefined),
    save,
  };
}
