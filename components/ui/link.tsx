"use client";

import type { ComponentProps, MouseEvent } from "react";
import { useGatewayHref } from "./address-gateway.ts";
import { navigate } from "./navigate.ts";

/** A link to another address of this page: at once on a plain click, and as any other link otherwise. The gateway that the address names stays. */
export function Link({ href: wanted, onClick, ...props }: ComponentProps<"a"> & { href: string }) {
  const href = useGatewayHref(wanted);
  function follow(event: MouseEvent<HTMLAnchorElement>) {
    onClick?.(event);
    if (event.defaultPrevented || isForTheBrowser(event)) return;
    event.preventDefault();
    navigate(href, { leave: true });
  }
  return <a href={href} onClick={follow} {...props} />;
}

/** New tabs, new windows and downloads are the browser's matter. */
function isForTheBrowser(event: MouseEvent<HTMLAnchorElement>): boolean {
  const { target } = event.currentTarget;
  return (
    event.button !== 0 ||
    event.metaKey ||
    event.ctrlKey ||
    event.shiftKey ||
    event.altKey ||
    (target !== "" && target !== "_self")
  );
}
