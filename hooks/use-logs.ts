"use client";

import { useCallback, useEffect, useState, useSyncExternalStore } from "react";
import { onNextFrame } from "./frame.ts";
import { useGateway, useGatewayId } from "./gateway-provider.tsx";
import { LogFollower, type LogsState, NO_LOGS } from "./logs/log-follower.ts";
import { holdLogLines } from "./logs/log-lines.ts";

export interface LogsOptions {
  /** Nothing that comes is shown, it is counted. */
  paused?: boolean;
  gateway?: string;
}

export interface LogsView extends LogsState {
  /** The lines, for whoever looks at each of them: it tells of them once a frame. Undefined before it is mounted. */
  follower: LogFollower | undefined;
  /** Reads the lines before the oldest one. */
  loadOlder: () => void;
  /** Reads again what failed. */
  refresh: () => void;
}

/**
 * The log, live, from the newest 2,000 lines back to 100,000, as far as somebody reads. Renders when its state is another
 * one, not with each line: those are the follower's.
 */
export function useLogs({ paused = false, gateway: named }: LogsOptions = {}): LogsView {
  const { client } = useGateway();
  const gateway = useGatewayId(named);
  const [held, setHeld] = useState<Pick<LogsView, "loadOlder" | "refresh"> & { follower: LogFollower }>();

  useEffect(() => {
    const { lines, release } = holdLogLines(client, gateway);
    const follower = new LogFollower({ lines, nextFrame: onNextFrame });
    setHeld({ follower, loadOlder: () => void lines.loadOlder(), refresh: () => lines.retry() });
    return () => {
      setHeld(undefined);
      follower.close();
      release();
    };
  }, [client, gateway]);

  useEffect(() => held?.follower.setPaused(paused), [held, paused]);

  const state = useSyncExternalStore(
    useCallback((changed) => held?.follower.subscribe(changed) ?? nothing, [held]),
    () => held?.follower.state ?? NO_LOGS,
    () => NO_LOGS,
  );
  return {
    ...state,
    follower: held?.follower,
    loadOlder: held?.loadOlder ?? nothing,
    refresh: held?.refresh ?? nothing,
  };
}

const nothing = () => {};
