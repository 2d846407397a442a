import { ArrowLeft } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Link } from "@/components/ui/link.tsx";

/** What stands over an open file: its name, how it is, what can be done. On a phone, the way back to the list too. */
export function FileBar({
  file,
  note,
  backHref,
  children,
}: {
  file: string;
  /** One or two words about its state. */
  note?: ReactNode;
  backHref: string;
  /** Buttons. */
  children?: ReactNode;
}) {
  return (
    <header className="flex min-h-11 flex-wrap items-center gap-2 border-b px-3 py-1.5">
      <Button asChild variant="ghost" size="icon-sm" className="md:hidden">
        <Link href={backHref} aria-label="All files">
          <ArrowLeft aria-hidden />
        </Link>
      </Button>
      <h2 className="min-w-0 truncate font-mono text-sm" title={file}>
        {file}
      </h2>
      <span className="text-muted text-xs">{note}</span>
      {children && <div className="ml-auto flex flex-wrap items-center gap-1.5">{children}</div>}
    </header>
  );
}
