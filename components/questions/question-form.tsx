import { type FormEvent, useState } from "react";
import { Expiry } from "@/components/approvals/expiry.tsx";
import { Button } from "@/components/ui/button.tsx";
import { toast } from "@/components/ui/toast.ts";
import { useAnswer, type WaitingQuestion } from "@/hooks/use-questions.ts";
import type { QuestionAnswers } from "@/server/protocol/questions.ts";
import { type AnswerDrafts, answersOf, NO_ANSWER } from "./answers.ts";
import { QuestionField } from "./question-field.tsx";

/** What an agent asked, with its choices, and what to do about it. It is gone once somebody has answered, wherever. */
export function QuestionForm({ asked }: { asked: WaitingQuestion }) {
  const [drafts, setDrafts] = useState<AnswerDrafts>({});
  const [sending, setSending] = useState<"answer" | "skip">();
  const send = useAnswer();
  const answers = answersOf(asked.questions, drafts);

  async function resolve(kind: "answer" | "skip", values: QuestionAnswers["answers"] | undefined): Promise<void> {
    setSending(kind);
    try {
      await send(asked, values);
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      void toast("The answer was not taken", { tone: "bad", detail });
    } finally {
      setSending(undefined);
    }
  }
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (answers && !sending) void resolve("answer", answers);
  }

  return (
    <form onSubmit={submit} className="flex min-h-0 flex-col gap-3">
      <div className="grid min-h-0 gap-3 overflow-y-auto">
        {asked.questions.map((question) => (
          <QuestionField
            key={question.questionId}
            name={`${asked.id} ${question.questionId}`}
            question={question}
            draft={drafts[question.questionId] ?? NO_ANSWER}
            onChange={(draft) => setDrafts((before) => ({ ...before, [question.questionId]: draft }))}
          />
        ))}
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <Button
          type="submit"
          variant="primary"
          busy={sending === "answer"}
          disabled={!answers || sending !== undefined}
          className="max-sm:h-11 max-sm:flex-1"
        >
          Answer
        </Button>
        <Button
          variant="ghost"
          busy={sending === "skip"}
          disabled={sending !== undefined}
          title="The agent goes on by its own judgement"
          onClick={() => void resolve("skip", undefined)}
          className="max-sm:h-11 max-sm:flex-1"
        >
          Skip
        </Button>
        <span className="ml-auto">
          <Expiry at={asked.expiresAtMs} />
        </span>
      </div>
    </form>
  );
}
