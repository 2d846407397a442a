import { Inbox } from "lucide-react";
import { useState } from "react";
import { Badge, StatusDot } from "@/components/ui/badge.tsx";
import { Button } from "@/components/ui/button.tsx";
import { ConfirmDialog } from "@/components/ui/confirm-dialog.tsx";
import { Dialog, Sheet } from "@/components/ui/overlay.tsx";
import { Callout, EmptyState, ErrorState, NoPermission, Skeleton } from "@/components/ui/states.tsx";
import { toast } from "@/components/ui/toast.ts";
import { RpcError } from "@/server/protocol/errors.ts";
import { Specimen } from "./specimen.tsx";

const TONES = ["neutral", "accent", "good", "warn", "bad", "info"] as const;

const ERROR = new RpcError(
  "UNAVAILABLE",
  "The gateway at ws://10.0.0.7 does not answer: check that it runs, then retry.",
);

export function Feedback() {
  return (
    <>
      <Specimen name="Badge, status dot">
        {TONES.map((tone) => (
          <Badge key={tone} tone={tone}>
            <StatusDot tone={tone} /> {tone}
          </Badge>
        ))}
        <StatusDot tone="accent" live label="Running" />
      </Specimen>
      <Windows />
      <Specimen name="Callout">
        {TONES.filter((tone) => tone !== "bad").map((tone) => (
          <Callout key={tone} tone={tone} className="w-full">
            A sentence that stands out, in {tone}.
          </Callout>
        ))}
      </Specimen>
      <Specimen name="Skeleton">
        <Skeleton className="h-5 w-40" />
        <Skeleton className="h-5 w-24" />
        <Skeleton className="h-16 w-full" />
      </Specimen>
      <Specimen name="Empty">
        <EmptyState icon={Inbox} title="Nothing here yet" action={<Button>Do the first thing</Button>}>
          What would stand here, and how it comes.
        </EmptyState>
      </Specimen>
      <Specimen name="Error">
        <ErrorState error={ERROR} onRetry={() => toast("Tried again")} />
      </Specimen>
      <Specimen name="No permission">
        <NoPermission scope="operator.admin" />
      </Specimen>
    </>
  );
}

type WindowName = "dialog" | "sheet" | "confirm" | "refused";

function Windows() {
  const [open, setOpen] = useState<WindowName>();
  const props = (name: WindowName) => ({
    open: open === name,
    onOpenChange: (isOpen: boolean) => setOpen(isOpen ? name : undefined),
  });
  return (
    <Specimen name="Dialog, sheet, toast">
      <Button onClick={() => setOpen("dialog")}>Dialog</Button>
      <Button onClick={() => setOpen("sheet")}>Sheet</Button>
      <Button onClick={() => setOpen("confirm")}>Confirm</Button>
      <Button onClick={() => setOpen("refused")}>Confirm that fails</Button>
      <Button onClick={() => toast("Saved", { tone: "good", detail: "SOUL.md of Ops" })}>Toast</Button>
      <Button onClick={() => toast("Not saved", { tone: "bad", detail: ERROR.message })}>Toast of a failure</Button>
      <Dialog {...props("dialog")} title="A window" description="For one matter." footer={<Button>Fine</Button>}>
        <p className="pb-2 text-sm">Escape closes it, and the focus goes back to where it was.</p>
      </Dialog>
      <Sheet {...props("sheet")} side="right" title="A sheet">
        <p className="text-sm">At the edge, for details beside what they are of.</p>
      </Sheet>
      <ConfirmDialog {...props("confirm")} title="Delete Ops?" action="Delete" onConfirm={() => undefined}>
        Its sessions stay readable.
      </ConfirmDialog>
      <ConfirmDialog {...props("refused")} title="Delete Ops?" action="Delete" onConfirm={() => Promise.reject(ERROR)}>
        This one fails, and says why.
      </ConfirmDialog>
    </Specimen>
  );
}
