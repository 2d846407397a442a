import { createContext, use } from "react";

const FloatingContext = createContext<HTMLElement | undefined>(undefined);

/** Where menus and popovers are put: inside the page's main landmark, so that a screen reader finds them there. */
export const FloatingRoot = FloatingContext.Provider;

/** The element to put them in; undefined for the end of the document. */
export function useFloatingRoot(): HTMLElement | undefined {
  return use(FloatingContext);
}
