import { ShieldCheck } from "lucide-react";
import { Button } from "@/components/ui/button.tsx";
import { Kbd } from "@/components/ui/kbd.tsx";
import { Link } from "@/components/ui/link.tsx";
import { Callout, EmptyState, ErrorState, Loading, Skeleton } from "@/components/ui/states.tsx";
import { useApprovals } from "@/hooks/use-approvals.ts";
import { fleetNotes } from "@/hooks/use-fleet-snapshot.ts";
import { useMay } from "@/hooks/use-may.ts";
import { useQuestions } from "@/hooks/use-questions.ts";
import { ApprovalRow } from "./approval-row.tsx";
import { QuestionRow } from "./question-row.tsx";
import { useApprovalKeys } from "./use-approval-keys.ts";

/** What waits on any gateway, questions before what needs a yes or no, each the first to expire first. */
export function WaitingList() {
  const { waiting, sources, isLoading, refresh } = useApprovals();
  const questions = useQuestions();
  const { current, setCurrent } = useApprovalKeys(waiting);
  const mayEditRules = useMay("operator.admin");
  const notes = fleetNotes(sources.filter(({ state }) => state !== "loading"));
  const only = sources.length === 1 ? sources[0] : undefined;
  const failed = only?.data === undefined ? only?.error : undefined;

  if (failed) return <ErrorState error={failed} title="What waits could not be read" onRetry={refresh} />;
  return (
    <div className="mx-auto grid max-w-4xl gap-3 p-4">
      {notes.map(({ id, text }) => (
        <Callout key={id}>{text}</Callout>
      ))}
      {isLoading && (
        <Loading label="Loading what waits">
          <Skeleton className="h-40" />
        </Loading>
      )}
      {!isLoading && waiting.length + questions.length === 0 && (
        <EmptyState
          icon={ShieldCheck}
          title="Nothing waits for you"
          action={
            mayEditRules && (
              <Button asChild>
                <Link href="/approvals?view=rules">See the rules</Link>
              </Button>
            )
          }
        >
          When an agent wants to run a command that its rules do not allow by themselves, or to know something of you,
          it asks here.
        </EmptyState>
      )}
      {questions.length > 0 && (
        <ul aria-label="Waiting questions" className="grid gap-3">
          {questions.map((asked) => (
            <QuestionRow key={`${asked.gateway.id} ${asked.id}`} asked={asked} showGateway={sources.length > 1} />
          ))}
        </ul>
      )}
      {waiting.length > 0 && (
        <>
          <ul aria-label="Waiting approvals" className="grid gap-3">
            {waiting.map((approval) => (
              <ApprovalRow
                key={`${approval.gateway.id} ${approval.id}`}
                approval={approval}
                isCurrent={approval.id === current?.id}
                showGateway={sources.length > 1}
                onFocus={() => setCurrent(approval.id)}
              />
            ))}
          </ul>
          <p className="text-muted text-xs max-md:hidden">
            <Kbd keys="j k" /> next and previous
          </p>
        </>
      )}
    </div>
  );
}
