import { CircleDot, Trash2, UsersRound } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { IconButton } from "@/components/ui/icon-button.tsx";
import { Page } from "@/components/ui/page.tsx";
import { PageWithout } from "@/components/ui/page-without.tsx";
import { RightNeeded } from "@/components/ui/states.tsx";
import { Trail } from "@/components/ui/trail.tsx";
import { useCircles } from "@/hooks/use-circles.ts";
import { useMay } from "@/hooks/use-may.ts";
import type { Circle } from "@/server/protocol/circles.ts";
import { CircleComposer } from "./circle-composer.tsx";
import { CircleTalk } from "./circle-talk.tsx";

const CircleForm = lazy(() => import("./circle-form.tsx"));
const DeleteCircle = lazy(() => import("./delete-circle.tsx"));

/** One circle: what is said there, and saying something. */
export function CircleRoom({ name }: { name: string }) {
  const { circles, isLoading, error, refresh } = useCircles();
  const maySpeak = useMay("operator.write");
  const circle = circles.find((each) => each.name === name);

  if (!circle) {
    const read = { isLoading, error, onRetry: refresh };
    return (
      <PageWithout
        list="Circles"
        href="/circles"
        noun="circle"
        icon={CircleDot}
        missing="There is no such circle"
        {...read}
      >
        It may have been deleted, or it is for others.
      </PageWithout>
    );
  }
  const { agents, people } = circle;
  return (
    <Page
      title={
        <Trail href="/circles" list="Circles">
          <span className="truncate">{name}</span>
        </Trail>
      }
      meta={
        <>
          {agents.length} {agents.length === 1 ? "agent" : "agents"},{" "}
          {people.length === 1 ? "1 person" : `${people.length || "all"} people`}
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
          You may watch. <RightNeeded what="Speaking" scope="operator.write" />.
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
