import { useState } from "react";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import { useChatActions } from "../chat-actions.ts";

/** For a message that its gateway cut for display: fetches the rest. */
export function WholeMessage({ messageId, onText }: { messageId: string; onText: (text: string) => void }) {
  const { wholeText } = useChatActions();
  const [busy, setBusy] = useState(false);
  async function show() {
    setBusy(true);
    try {
      onText(await wholeText(messageId));
    } catch (error) {
      await toast("The rest could not be loaded", { tone: "bad", detail: error instanceof Error ? error.message : "" });
    } finally {
      setBusy(false);
    }
  }
  return (
    <Button size="sm" busy={busy} onClick={show} className="my-1">
      Show the whole message
    </Button>
  );
}
