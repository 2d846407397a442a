import { createContext, use } from "react";
import type { CustomContainerComponentProps } from "virtua";

/** Whether the end of the list is followed: then it scrolls by itself. */
export const FollowingContext = createContext(false);

/**
 * What holds the rows. The virtualizer takes the pointer's events away from all of them while it scrolls, which styles
 * every element in them anew: right under somebody's wheel, wasted with each pause of an answer that scrolls by itself.
 */
export function ListContainer({ style, ...props }: CustomContainerComponentProps) {
  const isFollowing = use(FollowingContext);
  return <div {...props} style={isFollowing ? { ...style, pointerEvents: undefined } : style} />;
}
