import { createElement, Fragment, type ReactNode } from "react";

/** Children whose position is their identity: a text grows at its end, and nothing in it moves. */
export function inPlace<Item>(items: readonly Item[], draw: (item: Item, index: number) => ReactNode): ReactNode {
  return createElement(Fragment, null, ...items.map(draw));
}
