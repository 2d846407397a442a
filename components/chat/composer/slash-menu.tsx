import { cn } from "@/components/ui/cn";
import type { MenuCommand } from "./slash-commands.ts";

const SOURCES: Record<NonNullable<MenuCommand["source"]>, string> = {
  native: "gateway",
  skill: "skill",
  plugin: "plugin",
};

/** The commands that fit what is typed. The text field keeps the focus; arrows, Enter and Tab choose. */
export function SlashMenu(props: {
  id: string;
  commands: readonly MenuCommand[];
  active: number;
  onPick: (command: MenuCommand) => void;
}) {
  return (
    <div
      id={props.id}
      role="listbox"
      aria-label="Commands"
      className="absolute inset-x-0 bottom-full z-20 mb-2 max-h-72 animate-pop overflow-y-auto rounded-lg border bg-raised p-1 shadow-raised"
    >
      {props.commands.map((command, index) => (
        <div
          key={command.name}
          id={`${props.id}-${command.name}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === props.active}
          // The field must not lose its focus to a click.
          onPointerDown={(event) => {
            event.preventDefault();
            props.onPick(command);
          }}
          className={cn(
            "flex h-8 cursor-default items-center gap-3 rounded-md px-2 text-sm",
            index === props.active && "bg-hover",
          )}
        >
          <span className="font-medium font-mono text-xs">/{command.name}</span>
          {command.argument && <span className="truncate font-mono text-faint text-xs">{command.argument}</span>}
          <span className="ml-auto truncate text-muted text-xs">{command.hint}</span>
          {command.source && <span className="shrink-0 text-faint text-xs">{SOURCES[command.source]}</span>}
        </div>
      ))}
    </div>
  );
}
