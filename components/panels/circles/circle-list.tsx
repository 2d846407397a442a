import { CircleDot, Plus } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Link } from "@/components/ui/link.tsx";
import { navigate } from "@/components/ui/navigate.ts";
import { Page } from "@/components/ui/page.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { EmptyState, ErrorState, Loading, Skeleton } from "@/components/ui/states.tsx";
import { useAgents } from "@/hooks/use-agents.ts";
import { useCircles } from "@/hooks/use-circles.ts";
import { useMay } from "@/hooks/use-may.ts";
import type { Circle } from "@/server/protocol/circles.ts";
import { circleHref } from "./circles-route.ts";

const CircleForm = lazy(() => import("./circle-form.tsx"));

/** Every circle with who is in it. */
export function CircleList() {
  const { circles, isLoading, error, refresh } = useCircles();
  const mayEdit = useMay("operator.admin");
  const [adding, setAdding] = useState(false);
  const add = mayEdit && (
    <Button variant="primary" onClick={() => setAdding(true)}>
      <Plus aria-hidden /> New circle
    </Button>
  );
  return (
    <Page title="Circles" meta={circles.length > 0 && `${circles.length} in all`} actions={circles.length > 0 && add}>
      {circles.length > 0 ? (
        <ul aria-label="Circles">
          {circles.map((circle) => (
            <CircleRow key={circle.name} circle={circle} />
          ))}
        </ul>
      ) : error ? (
        <ErrorState error={error} title="The circles could not be read" onRetry={refresh} />
      ) : isLoading ? (
        <Loading label="Loading the circles" className="flex h-14 items-center border-b px-4">
          <Skeleton className="h-4 w-40" />
        </Loading>
      ) : (
        <EmptyState icon={CircleDot} title="No circles yet" action={add}>
          In a circle several agents and people talk with each other.
          {!mayEdit && " An admin of this Mission Control makes them."}
        </EmptyState>
      )}
      <Suspense>
        {adding && <CircleForm onClose={() => setAdding(false)} onSaved={(name) => navigate(circleHref(name))} />}
      </Suspense>
    </Page>
  );
}

function CircleRow({ circle: { name, agents, people, createdAt } }: { circle: Circle }) {
  const { byId } = useAgents();
  return (
    <li className="relative grid min-h-14 grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 border-b px-4 py-2 text-sm transition-colors hover:bg-hover">
      <div className="min-w-0">
        <Link
          href={circleHref(name)}
          className="block truncate font-medium text-base after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-accent focus-visible:after:-outline-offset-2"
        >
          {name}
        </Link>
        <p className="truncate text-muted text-xs">
          {agents.map((id) => byId(id)?.name ?? id).join(", ") || "No agents"}
          {" · "}
          {people.length > 0 ? `for ${people.join(", ")}` : "for everybody"}
        </p>
      </div>
      <RelativeTime time={createdAt} className="text-right text-muted text-xs" />
    </li>
  );
}
