import { NotebookPen } from "lucide-react";
import { folderHref } from "@/components/files/folder-route.ts";
import { Button } from "@/components/ui/button.tsx";
import { Link } from "@/components/ui/link.tsx";
import { useHasMethod } from "@/hooks/use-has-method.ts";
import { useMay } from "@/hooks/use-may.ts";
import { MEMORY_FOLDER } from "@/server/protocol/memory.ts";

/** Opens the note of today, or begins it, where the gateway lets notes be written. */
export function TodaysNote({ agentId }: { agentId: string }) {
  const mayEdit = useMay("operator.admin");
  const isAnswered = useHasMethod("workspace.create");
  if (!mayEdit || !isAnswered) return null;
  const today = new Date();
  const day = [today.getFullYear(), today.getMonth() + 1, today.getDate()].map((part) => String(part).padStart(2, "0"));
  return (
    <Button asChild>
      <Link href={folderHref("memory", agentId, `${MEMORY_FOLDER}/${day.join("-")}.md`)}>
        <NotebookPen aria-hidden /> <span className="max-sm:sr-only">Today's note</span>
      </Link>
    </Button>
  );
}
