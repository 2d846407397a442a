export type Side = "top" | "right" | "bottom" | "left";

export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

const GAP = 6;
const EDGE = 8;

const OPPOSITE: Record<Side, Side> = { top: "bottom", bottom: "top", left: "right", right: "left" };

/** Where a tooltip stands: at the wished side, at the opposite one when it has no room, always inside the window. */
export function placeTooltip(
  anchor: Box,
  size: { width: number; height: number },
  window: { width: number; height: number },
  side: Side,
): { left: number; top: number } {
  const wished = beside(anchor, size, side);
  const { left, top } = fits(wished, size, window, side) ? wished : beside(anchor, size, OPPOSITE[side]);
  return { left: clamp(left, window.width - size.width), top: clamp(top, window.height - size.height) };
}

function beside(anchor: Box, size: { width: number; height: number }, side: Side): { left: number; top: number } {
  const middle = {
    left: anchor.left + (anchor.width - size.width) / 2,
    top: anchor.top + (anchor.height - size.height) / 2,
  };
  switch (side) {
    case "top":
      return { ...middle, top: anchor.top - GAP - size.height };
    case "bottom":
      return { ...middle, top: anchor.top + anchor.height + GAP };
    case "left":
      return { ...middle, left: anchor.left - GAP - size.width };
    case "right":
      return { ...middle, left: anchor.left + anchor.width + GAP };
  }
}

function fits(
  { left, top }: { left: number; top: number },
  size: { width: number; height: number },
  window: { width: number; height: number },
  side: Side,
): boolean {
  return side === "top" || side === "bottom"
    ? top >= EDGE && top + size.height <= window.height - EDGE
    : left >= EDGE && left + size.width <= window.width - EDGE;
}

function clamp(value: number, most: number): number {
  return Math.round(Math.max(EDGE, Math.min(value, most - EDGE)));
}
