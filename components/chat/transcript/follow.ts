/** What is known of a scrolled element at one moment, in pixels. */
export interface Scroll {
  top: number;
  /** Of all that can be scrolled. */
  height: number;
  /** Of what is in sight. */
  viewport: number;
}

/** That near the end counts as the end. */
const END_PX = 24;

export function distanceToEnd({ top, height, viewport }: Scroll): number {
  return height - viewport - top;
}

/**
 * Whether to go on following the end after a scroll. Moving up stops it, whoever moved; arriving at the end starts
 * it again. Content that shrinks moves the position too, and is nobody's wish to stop.
 */
export function follows(was: boolean, before: Scroll, after: Scroll): boolean {
  const movedUp = after.top < before.top - 1;
  const atEnd = distanceToEnd(after) <= END_PX;
  if (was) return !(movedUp && !atEnd && after.height >= before.height);
  return atEnd && after.top > before.top;
}
