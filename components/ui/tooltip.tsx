import { Slot } from "radix-ui";
import type { ReactElement } from "react";
import type { Side } from "./tooltip-place.ts";

/**
 * Says on hover and keyboard focus what its only child is or does. Costs three attributes: the one layer of the page
 * reads them, so that a thousand rows can have as many.
 */
export function Tooltip({
  text,
  shortcut,
  side = "bottom",
  children,
}: {
  text: string;
  shortcut?: string;
  side?: Side;
  children: ReactElement;
}) {
  return (
    <Slot.Root data-tip={text} data-tip-keys={shortcut} data-tip-side={side}>
      {children}
    </Slot.Root>
  );
}
