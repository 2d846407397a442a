"use client";

import { memo, type Ref } from "react";
import type { LogFormat } from "./log-export.ts";
import { LogSearch } from "./log-search.tsx";
import { LogActions } from "./log-toolbar.tsx";
import type { LogParams } from "./use-log-params.ts";

interface LogHeaderProps {
  ref: Ref<HTMLInputElement>;
  log: LogParams;
  problem: string | undefined;
  paused: boolean;
  onPause: () => void;
  onDownload: (format: LogFormat) => void;
}

/** Search, and what is done with what it finds. Not touched by lines that come. */
export const LogHeader = memo(function LogHeader({ ref, log, problem, paused, onPause, onDownload }: LogHeaderProps) {
  const { params, set } = log;
  return (
    <>
      <LogSearch
        ref={ref}
        text={params.q}
        regex={params.regex}
        problem={problem}
        onText={(q) => set({ q, around: null })}
        onRegex={(regex) => set({ regex })}
      />
      <LogActions
        paused={paused}
        wrap={params.wrap}
        onPause={onPause}
        onWrap={() => set({ wrap: !params.wrap })}
        onDownload={onDownload}
      />
    </>
  );
});
