/** For what scrolls inside the page: the keyboard can reach it and scroll it, and not the mouse alone. */
export const SCROLLABLE = { tabIndex: 0 } as const;
