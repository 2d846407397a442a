import { Command } from "cmdk";
import { Bot } from "lucide-react";
import { navigate } from "@/components/ui/navigate.ts";
import { useAgents } from "@/hooks/use-agents.ts";
import { PaletteItem, type Run } from "./palette-item.tsx";

export function PaletteAgents({ run }: { run: Run }) {
  const { agents } = useAgents();
  if (agents.length === 0) return null;
  return (
    <Command.Group heading="Agents">
      {agents.map(({ id, name, identity, model }) => (
        <PaletteItem
          key={id}
          value={`agent ${id}`}
          keywords={[name]}
          icon={identity?.emoji ? <span className="w-4 text-center">{identity.emoji}</span> : <Bot aria-hidden />}
          note={model.primary}
          onSelect={() => run(() => navigate(`/agents/${encodeURIComponent(id)}`, { leave: true }))}
        >
          {name}
        </PaletteItem>
      ))}
    </Command.Group>
  );
}
