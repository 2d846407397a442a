import { QuestionForm } from "@/components/questions/question-form.tsx";
import type { WaitingQuestion } from "@/hooks/use-questions.ts";
import { AskedBy } from "./asked-by.tsx";

/** What one agent asked: who, when, where, and the answer. */
export function QuestionRow({ asked, showGateway }: { asked: WaitingQuestion; showGateway: boolean }) {
  const { agentId, sessionKey, createdAtMs, gateway } = asked;
  return (
    <li className="grid gap-3 rounded-lg border bg-surface p-3">
      <AskedBy {...{ gateway, showGateway, agentId, sessionKey }} at={createdAtMs} />
      <QuestionForm asked={asked} />
    </li>
  );
}
