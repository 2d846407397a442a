import { MessageCircleQuestion } from "lucide-react";
import { useGateways } from "@/hooks/use-gateways.ts";
import { useQuestions } from "@/hooks/use-questions.ts";
import { QuestionForm } from "./question-form.tsx";

/** Above where one writes: what the agent of this conversation asked and waits for. Nothing when it waits for nothing. */
export function ChatQuestions({ sessionKey, agentName }: { sessionKey: string; agentName: string }) {
  const { current } = useGateways();
  const waiting = useQuestions().filter((each) => each.sessionKey === sessionKey && each.gateway.id === current?.id);
  const [first, ...later] = waiting;
  if (!first) return null;
  return (
    <section
      aria-label={`${agentName} asks`}
      className="mx-auto mb-2 flex max-h-[45dvh] w-[calc(100%-1.5rem)] max-w-[calc(48rem-1.5rem)] shrink-0 flex-col gap-2 rounded-xl border border-warn/40 bg-sunken p-3 sm:w-[calc(100%-2rem)] sm:max-w-[calc(48rem-2rem)]"
    >
      <p className="flex shrink-0 items-center gap-1.5 text-warn text-xs">
        <MessageCircleQuestion aria-hidden className="size-3.5" /> {agentName} waits for your answer
        {later.length > 0 && <span className="text-muted">and for {later.length} more after this</span>}
      </p>
      <QuestionForm key={first.id} asked={first} />
    </section>
  );
}
