import { useState } from "react";

const MAX_REMEMBERED = 1_000;
const opened = new Set<string>();

/** Whether something folded is open. Remembered by id while the page lives: a row that scrolls away forgets nothing. */
export function useDisclosure(id: string, initially = false): [isOpen: boolean, toggle: () => void] {
  const [isOpen, setOpen] = useState(() => initially || opened.has(id));
  const toggle = () => {
    if (isOpen) opened.delete(id);
    else remember(id);
    setOpen(!isOpen);
  };
  return [isOpen, toggle];
}

function remember(id: string): void {
  opened.add(id);
  const [oldest] = opened;
  if (opened.size > MAX_REMEMBERED && oldest !== undefined) opened.delete(oldest);
}
