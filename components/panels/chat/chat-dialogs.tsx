import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import type { SessionRow } from "@/server/protocol/sessions.ts";
import { HelpDialog } from "./help-dialog.tsx";
import { StatusDialog } from "./status-dialog.tsx";
import type { SessionCommands } from "./use-session-commands.ts";

/** The window over the chat; one at a time. */
export type ChatDialog = "status" | "help" | "reset" | "delete";

/** The windows of a session. */
export default function ChatDialogs(props: {
  dialog: ChatDialog;
  onClose: () => void;
  sessionKey: string;
  title: string;
  session: SessionRow | null | undefined;
  commands: SessionCommands;
  onDeleted: () => void;
}) {
  const { dialog, onClose, commands, title } = props;
  const onOpenChange = (isOpen: boolean) => !isOpen && onClose();
  return (
    <>
      <StatusDialog
        open={dialog === "status"}
        onOpenChange={onOpenChange}
        sessionKey={props.sessionKey}
        session={props.session}
      />
      <HelpDialog open={dialog === "help"} onOpenChange={onOpenChange} />
      <ConfirmDialog
        open={dialog === "reset"}
        onOpenChange={onOpenChange}
        title={`Reset “${title}”?`}
        action="Reset"
        onConfirm={commands.reset}
      >
        <p>Its messages are removed and the agent forgets them. The session itself, its name and its model stay.</p>
      </ConfirmDialog>
      <ConfirmDialog
        open={dialog === "delete"}
        onOpenChange={onOpenChange}
        title={`Delete “${title}”?`}
        action="Delete"
        onConfirm={async () => {
          await commands.remove();
          props.onDeleted();
        }}
      >
        <p>The session and its transcript are gone for good. Export it first if you may want it back.</p>
      </ConfirmDialog>
    </>
  );
}
