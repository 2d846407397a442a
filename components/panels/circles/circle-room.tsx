import { CircleDot, Trash2, UsersRound } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { IconButton } from "@/components/ui/icon-button.tsx";
import { Link } from "@/components/ui/link.tsx";
import { Page } from "@/components/ui/page.tsx";
import { EmptyState, ErrorState, Skeleton } from "@/components/ui/states.tsx";
import { useCircles } from "@/hooks/use-circles.ts";
import { useMay } from "@/hooks/use-may.ts";
import type { Circle } from "@/server/protocol/methods.ts";
import { CircleComposer } from "./circle-composer.tsx";
import { CircleTalk } from "./circle-talk.tsx";

const CircleForm = lazy(() => import("./circle-form.tsx"));
const DeleteCircle = lazy(() => import("./delete-circle.tsx"));

/** One circle: what is said there, and saying something. */
export function CircleRoom({ name }: { name: string }) {
  const { circles, isLoading, error, refresh } = useCircles();
  const maySpeak = useMay("operator.write");
  const circle = circles.find((each) => each.name === name);

  if (!circle) return <WithoutCircle isLoading={isLoading} error={error} onRetry={refresh} />;
  const { agents, people } = circle;
  return (
    <Page
      title={<Trail name={name} />}
      meta={
        <>
          {agents.length} {agents.length === 1 ? "agent" : "agents"}, {people.length || "all"} people
        </>
      }
      actions={<RoomActions circle={circle} />}
      className="flex flex-col overflow-hidden"
    >
      <CircleTalk circle={circle} />
      {maySpeak ? (
        <CircleComposer circle={circle} />
      ) : (
        <p className="border-t px-4 py-3 text-muted text-sm">
          You may watch. Speaking needs the right <code className="font-mono text-xs">operator.write</code>.
        </p>
      )}
    </Page>
  );
}

function RoomActions({ circle }: { circle: Circle }) {
  const mayEdit = useMay("operator.admin");
  const [open, setOpen] = useState<"members" | "delete">();
  const close = () => setOpen(undefined);
  if (!mayEdit) return null;
  return (
    <>
      <Button onClick={() => setOpen("members")}>
        <UsersRound aria-hidden /> Members
      </Button>
      <IconButton label="Delete the circle" icon={Trash2} size="icon" onClick={() => setOpen("delete")} />
      <Suspense>
        {open === "members" && <CircleForm circle={circle} onClose={close} />}
        {open === "delete" && <DeleteCircle circle={circle} onClose={close} />}
      </Suspense>
    </>
  );
}

function Trail({ name }: { name?: string }) {
  return (
    <span className="flex min-w-0 items-center gap-2">
      <Link href="/circles" className="rounded-sm font-normal text-muted hover:text-text">
        Circles
      </Link>
      <span aria-hidden className="text-faint">
        /
      </span>
      <span className="truncate">{name}</span>
    </span>
  );
}

function WithoutCircle({
  isLoading,
  error,
  onRetry,
}: {
  isLoading: boolean;
  error: Error | undefined;
  onRetry: () => void;
}) {
  return (
    <Page title="Circles">
      {error ? (
        <ErrorState error={error} title="The circle could not be read" onRetry={onRetry} />
      ) : isLoading ? (
        <div role="status" aria-label="Loading the circle" className="p-4">
          <Skeleton className="h-32" />
        </div>
      ) : (
        <EmptyState
          icon={CircleDot}
          title="There is no such circle"
          action={
            <Button asChild>
              <Link href="/circles">All circles</Link>
            </Button>
          }
        >
          It may have been deleted.
        </EmptyState>
      )}
    </Page>
  );
}
