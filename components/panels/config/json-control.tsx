import { useState } from "react";
import { Textarea } from "@/components/ui/field.tsx";
import { parseConfig } from "@/server/protocol/config-document.ts";
import type { SettingControlProps } from "./setting-control.tsx";

/** A value without a simpler control, as JSON5; it enters the document once it can be read. */
export function JsonControl({ id, noteId, value, fallback, isInvalid, disabled, onChange }: SettingControlProps) {
  const shown = value === undefined ? "" : JSON.stringify(value, null, 2);
  const [draft, setDraft] = useState<string>();
  const text = draft ?? shown;
  const isUnreadable = draft !== undefined && draft.trim() !== "" && read(draft) === undefined;

  function change(next: string) {
    setDraft(next);
    if (next.trim() === "") onChange(undefined);
    else {
      const found = read(next);
      if (found) onChange(found.value);
    }
  }

  return (
    <Textarea
      id={id}
      aria-describedby={noteId}
      aria-invalid={isInvalid || isUnreadable || undefined}
      disabled={disabled}
      spellCheck={false}
      rows={Math.min(10, Math.max(2, text.split("\n").length))}
      className="font-mono text-xs"
      placeholder={fallback === undefined ? "Not set" : JSON.stringify(fallback)}
      value={text}
      onChange={({ target }) => change(target.value)}
      onBlur={() => !isUnreadable && setDraft(undefined)}
    />
  );
}

function read(text: string): { value: unknown } | undefined {
  try {
    return { value: parseConfig(`{ value: ${text}\n}`).value };
  } catch {
    return undefined;
  }
}
