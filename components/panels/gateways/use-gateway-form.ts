import { useState } from "react";
import { toast } from "@/components/ui/toast.ts";
import { useGatewayRpcMutation } from "@/hooks/use-gateway-rpc.ts";
import type { GatewayInfo } from "@/server/protocol/gateways.ts";
import { additionOf, changesOf, draftOf, type GatewayDraft, targetOf } from "./gateway-draft.ts";
import { useTrial } from "./use-trial.ts";

/** The form of a new gateway or of the one given: a connection is tried before it is kept. */
export function useGatewayForm(gateway: GatewayInfo | undefined) {
  const [draft, setDraft] = useState<GatewayDraft>(() => draftOf(gateway));
  const { trial, test, forget } = useTrial();
  const add = useGatewayRpcMutation("gateways.add");
  const update = useGatewayRpcMutation("gateways.update");
  const target = targetOf(draft, gateway);

  function change(fields: Partial<GatewayDraft>) {
    setDraft((before) => ({ ...before, ...fields }));
    if (Object.keys(fields).some((field) => field !== "name")) forget();
  }

  /** The id of what was added or changed; undefined when a test found something to be read first. */
  async function submit(): Promise<string | undefined> {
    if (target && trial.state === "untried") {
      const finding = await test(target);
      if (!finding?.ok) return undefined;
    }
    return gateway ? await save(gateway) : await append();
  }

  async function append(): Promise<string | undefined> {
    const addition = additionOf(draft);
    if (!addition) return undefined;
    const added = await add.trigger(addition);
    toast(`${added.name} was added`, { tone: "good" });
    return added.id;
  }

  async function save({ id }: GatewayInfo): Promise<string> {
    const changes = gateway && changesOf(draft, gateway);
    if (changes) await update.trigger(changes);
    return id;
  }

  return {
    draft,
    change,
    trial,
    /** Tries what stands in the form; undefined when there is nothing to try. */
    tryIt: target && (() => test(target)),
    submit,
    isUsable: additionOf(draft) !== undefined,
    isSaving: add.isMutating || update.isMutating,
    error: add.error ?? update.error,
  };
}
