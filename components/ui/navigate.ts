/**
 * Goes to another address of this page, at once: nothing is asked of the server, because a panel's data comes over the
 * socket. Next follows what is pushed here, so that `usePathname` and the Back button know of it.
 */
export function navigate(href: string, { replace = false }: { replace?: boolean } = {}): void {
  if (replace) window.history.replaceState(null, "", href);
  else window.history.pushState(null, "", href);
}
