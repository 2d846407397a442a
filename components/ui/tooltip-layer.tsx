"use client";

import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { Kbd } from "./kbd.tsx";
import { placeTooltip, type Side } from "./tooltip-place.ts";
import { watchTips } from "./tooltip-watch.ts";

/** Draws the tooltip of whatever is pointed at or has the keyboard's focus. Once, in the frame of the page. */
export function TooltipLayer() {
  const [anchor, setAnchor] = useState<HTMLElement>();
  useEffect(() => watchTips(document, setAnchor), []);
  return anchor ? createPortal(<Tip anchor={anchor} />, document.body) : null;
}

function Tip({ anchor }: { anchor: HTMLElement }) {
  const { tip = "", tipKeys, tipSide = "bottom" } = anchor.dataset;
  const ref = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    const { innerWidth: width, innerHeight: height } = window;
    const { left, top } = placeTooltip(
      anchor.getBoundingClientRect(),
      { width: element.offsetWidth, height: element.offsetHeight },
      { width, height },
      sideOf(tipSide),
    );
    element.style.translate = `${left}px ${top}px`;
  }, [anchor, tipSide]);

  return (
    <div
      ref={ref}
      // Says what the control says of itself already.
      aria-hidden
      className="pointer-events-none fixed top-0 left-0 z-60 flex w-max max-w-80 animate-fade items-center gap-2 rounded-md border bg-raised px-2 py-1 text-text text-xs shadow-raised"
    >
      {tip}
      {tipKeys && <Kbd keys={tipKeys} />}
    </div>
  );
}

function sideOf(name: string): Side {
  return name === "top" || name === "left" || name === "right" ? name : "bottom";
}
