import { Command } from "cmdk";
import type { ReactNode } from "react";
import { Kbd } from "@/components/ui/kbd.tsx";

/** Does something and closes the palette, in this order for the eye and the other way round for the focus. */
export type Run = (act: () => void) => void;

/** One thing to go to or to do. `value` tells it from the others and is searched, as `keywords` are. */
export function PaletteItem({
  value,
  keywords,
  icon,
  note,
  shortcut,
  onSelect,
  children,
}: {
  value: string;
  keywords?: string[];
  icon: ReactNode;
  note?: ReactNode;
  shortcut?: string;
  onSelect: () => void;
  children: ReactNode;
}) {
  return (
    <Command.Item
      value={value}
      keywords={keywords}
      onSelect={onSelect}
      className="flex h-9 cursor-default select-none items-center gap-2.5 rounded-md px-2 text-sm data-[selected=true]:bg-selected [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-muted"
    >
      {icon}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {note && <span className="max-w-48 shrink-0 truncate text-muted text-xs">{note}</span>}
      {shortcut && <Kbd keys={shortcut} />}
    </Command.Item>
  );
}
