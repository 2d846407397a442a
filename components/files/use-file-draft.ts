import { useCallback, useEffect } from "react";
import { byteSize } from "@/components/ui/format.ts";
import { useGateway, useGatewayId } from "@/hooks/gateway-provider.tsx";
import { useAgentFile } from "@/hooks/use-workspace.ts";
import { RpcError } from "@/server/protocol/errors.ts";
import { type Draft, type DraftInput, fileOnDisk, nextDraft } from "./draft.ts";
import { draftKey, useDrafts } from "./drafts.ts";

/** A longer frame would close the connection. */
const MOST_BYTES = 500_000;

export interface FileDraft {
  /** Undefined until the file was read. */
  draft: Draft | undefined;
  error: RpcError | undefined;
  /** Whether the file is not there yet: saving makes it. */
  isMissing: boolean;
  send: (input: DraftInput) => void;
  /** Saves what is reviewed, over nothing but what was reviewed. */
  save: () => Promise<void>;
  reload: () => Promise<unknown>;
}

/** One file of an agent and what somebody makes of it. Follows the file while it is not edited. */
export function useFileDraft(agentId: string, file: string): FileDraft {
  const { sendReq } = useGateway();
  const gateway = useGatewayId();
  const { data, error, refresh } = useAgentFile(agentId, file);
  const key = draftKey(gateway, agentId, file);
  const kept = useDrafts(({ byFile }) => byFile.get(key));
  const onDisk = data?.file;
  const draft: Draft | undefined = kept ?? (onDisk && { state: "clean", disk: fileOnDisk(onDisk) });

  const send = useCallback(
    (input: DraftInput) => {
      const now = useDrafts.getState().byFile.get(key) ?? (onDisk && { state: "clean", disk: fileOnDisk(onDisk) });
      if (now) useDrafts.getState().keep(key, nextDraft(now, input));
    },
    [key, onDisk],
  );

  useEffect(() => {
    if (onDisk) send({ input: "read", disk: fileOnDisk(onDisk) });
  }, [onDisk, send]);

  async function save() {
    if (draft?.state !== "reviewing") return;
    const { base, text } = draft;
    send({ input: "save" });
    const bytes = new Blob([JSON.stringify(text)]).size;
    if (bytes > MOST_BYTES) {
      send({
        input: "refused",
        message: `This text is too long to be sent: ${byteSize(bytes)} of ${byteSize(MOST_BYTES)}.`,
      });
      return;
    }
    try {
      const { file: saved } = await sendReq(
        "agents.files.set",
        { agentId, name: file, content: text, ...(base.hash && { expectedHash: base.hash }) },
        { gateway },
      );
      // Read before the draft is let go, so that the old words do not show for a moment.
      await refresh();
      send({ input: "saved", disk: { content: text, hash: saved.hash } });
    } catch (caught) {
      await refuse(caught);
    }
  }

  async function refuse(caught: unknown) {
    const message = caught instanceof Error ? caught.message : String(caught);
    if (!(caught instanceof RpcError && caught.code === "CONFLICT")) return send({ input: "refused", message });
    try {
      const { file: theirs } = await sendReq("agents.files.get", { agentId, name: file }, { gateway });
      send({ input: "overtaken", disk: fileOnDisk(theirs) });
    } catch {
      send({ input: "refused", message });
    }
  }

  return { draft, error, isMissing: onDisk?.missing ?? false, send, save, reload: refresh };
}
