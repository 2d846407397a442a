import { Sheet } from "@/components/ui/overlay";
import { SessionList } from "./session-list.tsx";

/** The list of sessions over the chat, on screens that have no room beside it. */
export default function SessionSheet(props: {
  openKey: string;
  onNew: (agentId: string | undefined) => void;
  onClose: () => void;
}) {
  return (
    <Sheet title="Sessions" open onOpenChange={(isOpen) => !isOpen && props.onClose()}>
      <div className="-mx-4 h-[calc(100dvh-4rem)]">
        <SessionList openKey={props.openKey} onNew={props.onNew} onPick={props.onClose} />
      </div>
    </Sheet>
  );
}
