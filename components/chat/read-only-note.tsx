import { Lock } from "lucide-react";
import { RightNeeded } from "@/components/ui/states.tsx";

/** Stands in the composer's place for those who may read and not write. */
export function ReadOnlyNote() {
  return (
    <p className="mx-auto mb-3 flex w-full max-w-3xl items-center gap-2 px-4 py-3 text-muted text-sm">
      <Lock aria-hidden className="size-4 shrink-0" />
      <span>
        You may read this conversation. <RightNeeded what="Writing in it" scope="operator.write" />: ask an admin of
        this Mission Control for it.
      </span>
    </p>
  );
}
