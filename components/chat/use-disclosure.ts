import { useState } from "react";

export const MAX_REMEMBERED = 1_000;
const opened = new Set<string>();

/** Whether something folded is open. Remembered by id while the page lives: a row that scrolls away forgets nothing. */
export function useDisclosure(id: string, initially = false): [isOpen: boolean, toggle: () => void] {
  const [isOpen, setOpen] = useState(() => initially || opened.has(id));
  const toggle = () => {
    if (isOpen) opened.delete(id);
    else rememberOpen(opened, id);
    setOpen(!isOpen);
  };
  return [isOpen, toggle];
}

/** Adds an id, and forgets the oldest one past the bound. */
export function rememberOpen(ids: Set<string>, id: string): void {
  ids.add(id);
  const [oldest] = ids;
  if (ids.size > MAX_REMEMBERED && oldest !== undefined) ids.delete(oldest);
}
