import { titleOf } from "@/components/sessions/session-title.ts";
import { ConfirmDialog } from "@/components/ui/confirm-dialog.tsx";
import type { SessionRow } from "@/server/protocol/sessions.ts";
import { runBulk } from "./bulk.ts";
import { CategoryDialog } from "./category-dialog.tsx";
import type { SessionActions } from "./use-session-actions.ts";
import type { Question } from "./use-session-board.ts";

interface Wording {
  action: string;
  tone: "danger" | "primary";
  consequence: string;
}

const WORDS: Record<Exclude<Question["kind"], "category">, Wording> = {
  delete: {
    action: "Delete",
    tone: "danger",
    consequence: "The transcript goes with it. This cannot be taken back: archive it to only put it away.",
  },
  reset: {
    action: "Reset",
    tone: "danger",
    consequence: "The conversation begins anew: its messages are gone, its name and settings stay.",
  },
  compact: {
    action: "Compact",
    tone: "primary",
    consequence: "The newest 20 messages stay as they are; older ones leave the context.",
  },
};

export interface QuestionDialogProps {
  question: Question;
  /** Every session of the list by its id there. */
  rows: ReadonlyMap<string, SessionRow>;
  actions: SessionActions;
  onClose: () => void;
  /** All of it was done. */
  onDone: () => void;
}

/** Asks before something is done to one session or to many, and stays with what failed. */
export function QuestionDialog(props: QuestionDialogProps) {
  const { question, rows: all, actions, onClose, onDone } = props;
  if (question.kind === "category") return <CategoryDialog {...props} />;

  const { keys, kind } = question;
  const { action, tone, consequence } = WORDS[kind];
  const rows = keys.flatMap((key) => all.get(key) ?? []);
  const running = rows.filter(({ hasActiveRun }) => hasActiveRun).length;
  const perform = { delete: actions.remove, reset: actions.reset, compact: actions.compact }[kind];
  const name = rows.length === 1 && rows[0] ? `“${titleOf(rows[0])}”` : `${keys.length} sessions`;

  const confirm = async () => {
    const { failures } = await runBulk(keys, perform, () => {});
    const [first] = failures;
    if (!first) return onDone();
    if (keys.length === 1) throw new Error(first.message);
    throw new Error(`${keys.length - failures.length} done, ${failures.length} failed. The first: ${first.message}`);
  };

  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`${action} ${name}?`}
      action={action}
      tone={tone}
      onConfirm={confirm}
    >
      <p>{consequence}</p>
      {running > 0 && <p>{running === 1 ? "A run is going on in it" : `Runs are going on in ${running} of them`}.</p>}
    </ConfirmDialog>
  );
}
