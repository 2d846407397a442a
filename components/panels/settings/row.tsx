import type { ReactNode } from "react";

/** One setting: its name, what it does, its control. */
export function Row({ name, hint, children }: { name: string; hint?: ReactNode; children?: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b px-3 py-3 last:border-b-0">
      <div className="min-w-0 flex-1 basis-52">
        <p className="text-sm">{name}</p>
        {hint && <p className="text-muted text-xs">{hint}</p>}
      </div>
      {children}
    </div>
  );
}
