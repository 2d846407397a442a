import { titleOf } from "@/components/sessions/session-title.ts";
import { ConfirmDialog } from "@/components/ui/confirm-dialog.tsx";
import { runBulk } from "./bulk.ts";
import { CategoryDialog } from "./category-dialog.tsx";
import type { Question, SessionBoard } from "./use-session-board.ts";

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

/** Asks before something is done to one session or to many, and stays with what failed. */
export function QuestionDialog({ board }: { board: SessionBoard }) {
  const { question, closeQuestion, list, actions, act } = board;
  if (!question) return null;
  if (question.kind === "category") return <CategoryDialog board={board} keys={question.keys} />;

  const { keys, kind } = question;
  const { action, tone, consequence } = WORDS[kind];
  const rows = list.sessions.rows.filter(({ key }) => keys.includes(key));
  const running = rows.filter(({ hasActiveRun }) => hasActiveRun).length;
  const perform = { delete: actions.remove, reset: actions.reset, compact: actions.compact }[kind];
  const name = rows.length === 1 && rows[0] ? `“${titleOf(rows[0])}”` : `${keys.length} sessions`;

  const confirm = async () => {
    const { failures } = await runBulk(keys, perform, () => {});
    if (kind === "delete" && board.opened !== undefined && keys.includes(board.opened)) act.showDetails(undefined);
    const [first] = failures;
    if (!first) return act.untickAll();
    if (keys.length === 1) throw new Error(first.message);
    throw new Error(`${keys.length - failures.length} done, ${failures.length} failed. The first: ${first.message}`);
  };

  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && closeQuestion()}
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
