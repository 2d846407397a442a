import { createContext, use, useState } from "react";

export const MAX_REMEMBERED = 1_000;
const opened = new Set<string>();

/** The row that is drawn: the parts of two answers have the same ids. */
export const RowContext = createContext("");

/**
 * Whether something folded is open. Remembered by its row and id while the page lives: a row that scrolls away forgets
 * nothing.
 */
export function useDisclosure(id: string): [isOpen: boolean, toggle: () => void] {
  const place = `${use(RowContext)} ${id}`;
  const [isOpen, setOpen] = useState(() => opened.has(place));
  const toggle = () => {
    if (isOpen) opened.delete(place);
    else rememberOpen(opened, place);
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
