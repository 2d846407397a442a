import { useEffect, useRef } from "react";
import { titleOf } from "@/components/sessions/session-title.ts";
import { Input } from "@/components/ui/field.tsx";
import type { SessionRow } from "@/server/protocol/sessions.ts";

interface RenameInputProps {
  row: SessionRow;
  /** An empty name takes the given one away: the title is derived again. */
  onRename: (key: string, label: string | null) => void;
  onDone: () => void;
}

/** A title being changed where it stands. Enter keeps it, as leaving the field does; Escape leaves it as it was. */
export function RenameInput({ row, onRename, onDone }: RenameInputProps) {
  const input = useRef<HTMLInputElement>(null);
  const settled = useRef(false);
  useEffect(() => {
    input.current?.focus();
    input.current?.select();
  }, []);

  const settle = (keep: boolean) => {
    if (settled.current) return;
    settled.current = true;
    const label = input.current?.value.trim() || null;
    if (keep && label !== titleOf(row)) onRename(row.key, label);
    onDone();
  };

  return (
    <Input
      ref={input}
      aria-label="Name of the session"
      defaultValue={titleOf(row)}
      maxLength={200}
      className="h-6 flex-1"
      onBlur={() => settle(true)}
      onClick={(event) => event.stopPropagation()}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === "Enter") settle(true);
        if (event.key === "Escape") settle(false);
      }}
    />
  );
}
