import { type PointerEvent, useMemo, useState } from "react";

interface PointedHandlers {
  tabIndex: 0;
  onPointerOver: () => void;
  onPointerMove: () => void;
  onPointerLeave: (event: PointerEvent) => void;
  onFocus: () => void;
}

/**
 * Whether a message was pointed at, touched, or reached by the keyboard: only then its buttons are drawn, because a
 * fast scroll draws hundreds of messages that nobody points at. One stop of the Tab key a message.
 */
export function usePointed(): [isPointed: boolean, handlers: PointedHandlers] {
  const [isPointed, setPointed] = useState(false);
  const handlers = useMemo<PointedHandlers>(
    () => ({
      tabIndex: 0,
      // Not only when it is entered: a message may come to be under a pointer that rests.
      onPointerOver: () => setPointed(true),
      onPointerMove: () => setPointed(true),
      onPointerLeave: (event) => {
        const holdsFocus = event.currentTarget.contains(document.activeElement);
        // A finger leaves as soon as it is lifted, and then wants to press the button.
        if (event.pointerType === "mouse" && !holdsFocus) setPointed(false);
      },
      onFocus: () => setPointed(true),
    }),
    [],
  );
  return [isPointed, handlers];
}
