import { Users } from "lucide-react";
import { Callout, EmptyState, ErrorState } from "@/components/ui/states.tsx";
import { usePeople } from "@/hooks/use-access.ts";
import { summaryOf } from "./access-facts.ts";
import { LoadingRows } from "./loading-rows.tsx";
import { PersonRow } from "./person-row.tsx";

/** Who is and was here. */
export function People() {
  const { data, error, refresh } = usePeople();
  if (!data && error) return <ErrorState error={error} title="Who was here could not be read" onRetry={refresh} />;
  if (!data) return <LoadingRows label="Loading who was here" />;
  if (data.people.length === 0) {
    return (
      <EmptyState icon={Users} title="Nobody was here yet">
        Whoever connects stands here, with what they came with and from where.
      </EmptyState>
    );
  }
  return (
    <>
      {data.own && (
        <Callout className="m-4">
          You see yourself alone. Whoever runs this Mission Control can let admins see everybody, with the setting{" "}
          <code className="font-mono text-xs">hosted.audit</code>.
        </Callout>
      )}
      <p role="status" className="border-b px-4 py-2 text-muted text-xs">
        {summaryOf(data.people)}
      </p>
      <ul aria-label="People">
        {data.people.map((person) => (
          <PersonRow key={person.id} person={person} isSelf={person.id === data.self} />
        ))}
      </ul>
    </>
  );
}
