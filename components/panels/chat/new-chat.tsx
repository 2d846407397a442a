import { Plus } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem, MenuLabel } from "@/components/ui/menu";
import { useAgents } from "@/hooks/use-agents.ts";

/** Begins a chat: at once where there is one agent, else with the one that is chosen. */
export function NewChat({ onNew }: { onNew: (agentId: string | undefined) => void }) {
  const { agents } = useAgents();
  if (agents.length < 2) {
    return (
      <Button size="icon" aria-label="New chat" title="New chat" onClick={() => onNew(undefined)}>
        <Plus aria-hidden />
      </Button>
    );
  }
  return (
    <Menu
      trigger={
        <Button size="icon" aria-label="New chat" title="New chat">
          <Plus aria-hidden />
        </Button>
      }
    >
      <MenuLabel>New chat with</MenuLabel>
      <div className="max-h-80 overflow-y-auto">
        {agents.map(({ id, name, identity }) => (
          <MenuItem key={id} onSelect={() => onNew(id)}>
            <span aria-hidden className="w-5 text-center">
              {identity?.emoji}
            </span>
            <span className="truncate">{identity?.name ?? name}</span>
          </MenuItem>
        ))}
      </div>
    </Menu>
  );
}
