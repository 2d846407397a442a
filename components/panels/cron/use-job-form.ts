import { useState, useSyncExternalStore } from "react";
import { slowTicker } from "@/components/ui/clock.ts";
import { toast } from "@/components/ui/toast.ts";
import { useGatewayRpcMutation } from "@/hooks/use-gateway-rpc.ts";
import type { CronJob } from "@/server/protocol/cron.ts";
import { additionOf, changesOf, draftOf, type JobDraft } from "./job-draft.ts";

/** The form of a new job or of the one given. */
export function useJobForm(job: CronJob | undefined) {
  const now = useSyncExternalStore(slowTicker.subscribe, slowTicker.now, slowTicker.now);
  // What the job was when the form was opened: an event in the middle does not make an unchanged field a change.
  const [before] = useState(job);
  const [draft, setDraft] = useState<JobDraft>(() => draftOf(job, Intl.DateTimeFormat().resolvedOptions().timeZone));
  const add = useGatewayRpcMutation("cron.add");
  const update = useGatewayRpcMutation("cron.update");
  const addition = before ? undefined : additionOf(draft, now);
  const changes = before && changesOf(draft, before, now);

  /** The id of what was added; undefined when a job was changed. */
  async function submit(): Promise<string | undefined> {
    if (addition) {
      const added = await add.trigger(addition);
      toast(`${added.name} is scheduled`, { tone: "good" });
      return added.id;
    }
    if (before && changes && Object.keys(changes).length > 0) await update.trigger({ id: before.id, patch: changes });
    return undefined;
  }

  return {
    draft,
    change: (fields: Partial<JobDraft>) => setDraft((current) => ({ ...current, ...fields })),
    submit,
    isUsable: (addition ?? changes) !== undefined,
    isSaving: add.isMutating || update.isMutating,
    error: add.error ?? update.error,
  };
}
