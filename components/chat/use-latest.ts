import { type RefObject, useLayoutEffect, useRef } from "react";

/** The value of the last render, for functions that must stay the same object. Read it in events, not while rendering. */
export function useLatest<Value>(value: Value): Readonly<RefObject<Value>> {
  const latest = useRef(value);
  useLayoutEffect(() => {
    latest.current = value;
  });
  return latest;
}
