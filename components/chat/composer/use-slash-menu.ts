import { type KeyboardEvent, useId, useState } from "react";
import { useCommands } from "@/hooks/use-commands.ts";
import { isNaming, type MenuCommand, matchCommands } from "./slash-commands.ts";

export interface SlashMenuState {
  id: string;
  /** Empty while no command is being typed. */
  commands: readonly MenuCommand[];
  active: number;
  /** Whether the key was the menu's. */
  onKeyDown: (event: KeyboardEvent) => boolean;
}

/** The list of commands over the composer: which fit, and which is chosen. */
export function useSlashMenu(draft: string, agentId: string, onPick: (command: MenuCommand) => void): SlashMenuState {
  const id = useId();
  const [chosen, setChosen] = useState(0);
  const [closedFor, setClosedFor] = useState<string>();
  const theirs = useCommands({ agentId, wanted: isNaming(draft) });
  const commands = closedFor === draft ? [] : matchCommands(draft, theirs);
  const active = Math.min(chosen, Math.max(0, commands.length - 1));

  function onKeyDown(event: KeyboardEvent): boolean {
    const command = commands[active];
    if (!command) return false;
    switch (event.key) {
      case "ArrowDown":
        setChosen((active + 1) % commands.length);
        return true;
      case "ArrowUp":
        setChosen((active + commands.length - 1) % commands.length);
        return true;
      case "Enter":
      case "Tab":
        if (event.shiftKey) return false;
        setChosen(0);
        onPick(command);
        return true;
      case "Escape":
        setClosedFor(draft);
        return true;
      default:
        return false;
    }
  }

  return { id, commands, active, onKeyDown };
}
