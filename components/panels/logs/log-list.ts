import type { KeyboardEvent } from "react";
import type { ShownLogView } from "./use-log-view.ts";

/** What both lists of lines, of fixed height and wrapped, are given. */
export interface LogListProps {
  shown: ShownLogView;
  pattern: RegExp | undefined;
  /** Cursor of the opened line. */
  selected: number | undefined;
  following: boolean;
  onFollowing: (following: boolean) => void;
  onSelect: (cursor: number) => void;
  onKeyDown: (event: KeyboardEvent) => void;
  /** The oldest line is about to come in sight. */
  onReachStart: () => void;
}

/** What the keyboard and links ask of a list. */
export interface LogListHandle {
  /** Scrolls as little as needed, or puts the line in the middle. */
  reveal: (index: number, align: "nearest" | "center") => void;
  focus: () => void;
}

/** The element id of a line, for `aria-activedescendant`. */
export function lineId(cursor: number): string {
  return `log-line-${cursor}`;
}
