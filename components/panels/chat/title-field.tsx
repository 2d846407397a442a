import { type KeyboardEvent, useState } from "react";
import { Input } from "@/components/ui/field";

/** The session's title; a click lets one rename it. */
export function TitleField({ title, onRename }: { title: string; onRename: (title: string | null) => void }) {
  const [edited, setEdited] = useState<string>();

  function finish(keep: boolean): void {
    const wanted = edited?.trim();
    setEdited(undefined);
    if (keep && wanted !== undefined && wanted !== title) onRename(wanted || null);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== "Enter" && event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    finish(event.key === "Enter");
  }

  if (edited !== undefined) {
    return (
      <Input
        ref={select}
        aria-label="Title of this session"
        value={edited}
        maxLength={200}
        onChange={(event) => setEdited(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={() => finish(true)}
        className="max-w-80"
      />
    );
  }
  return (
    <h1 className="min-w-0 font-semibold text-base">
      <button
        type="button"
        title="Rename"
        onClick={() => setEdited(title)}
        className="block max-w-full truncate rounded-md px-1 text-left hover:bg-hover"
      >
        {title}
      </button>
    </h1>
  );
}

function select(element: HTMLInputElement | null): void {
  element?.select();
}
