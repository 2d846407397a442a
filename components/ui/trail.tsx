import type { ReactNode } from "react";
import { Link } from "./link";

/** The title of one thing's page: the list that it is of, as a link, and its name. */
export function Trail({ href, list, children }: { href: string; list: string; children: ReactNode }) {
  return (
    <span className="flex min-w-0 items-center gap-2">
      <Link href={href} className="rounded-sm font-normal text-muted hover:text-text">
        {list}
      </Link>
      <span aria-hidden className="text-faint">
        /
      </span>
      {children}
    </span>
  );
}
