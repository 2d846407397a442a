import { Ellipsis, MessageSquare, Pencil, Trash2 } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Link } from "@/components/ui/link.tsx";
import { Menu, MenuItem } from "@/components/ui/menu.tsx";
import { useMay } from "@/hooks/use-may.ts";
import type { AgentSummary } from "@/server/protocol/agents.ts";
import { chatHref, mainSessionOf } from "./agents-route.ts";

const AgentForm = lazy(() => import("./agent-form.tsx"));
const DeleteAgent = lazy(() => import("./delete-agent.tsx"));

interface AgentActionsProps {
  agent: AgentSummary;
  isDefault: boolean;
  /** The agent while it is being deleted; undefined when that failed. */
  onDeleting: (agent: AgentSummary | undefined) => void;
}

/** What can be done with an agent. */
export function AgentActions({ agent, isDefault, onDeleting }: AgentActionsProps) {
  const mayEdit = useMay("operator.admin");
  const [open, setOpen] = useState<"form" | "delete">();
  const close = () => setOpen(undefined);

  return (
    <>
      <Button asChild>
        <Link href={chatHref(mainSessionOf(agent.id))}>
          <MessageSquare aria-hidden /> <span className="max-sm:sr-only">Chat</span>
        </Link>
      </Button>
      {mayEdit && (
        <>
          <Button onClick={() => setOpen("form")}>
            <Pencil aria-hidden /> <span className="max-sm:sr-only">Edit</span>
          </Button>
          <Menu
            trigger={
              <Button variant="ghost" size="icon" aria-label={`More for ${agent.name}`}>
                <Ellipsis aria-hidden />
              </Button>
            }
          >
            <MenuItem tone="bad" disabled={isDefault} onSelect={() => setOpen("delete")}>
              <Trash2 aria-hidden /> {isDefault ? "The default agent stays" : "Delete …"}
            </MenuItem>
          </Menu>
        </>
      )}
      <Suspense>
        {open === "form" && <AgentForm agent={agent} onClose={close} />}
        {open === "delete" && <DeleteAgent agent={agent} onDeleting={onDeleting} onClose={close} />}
      </Suspense>
    </>
  );
}
