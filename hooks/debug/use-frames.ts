"use client";

import { useCallback, useEffect, useState } from "react";
import { wantChatter } from "../chatter-wishes.ts";
import { onNextFrame } from "../frame.ts";
import { useGateway } from "../gateway-provider.tsx";
import { FrameLog, type LoggedFrame } from "./frame-log.ts";

export interface FramesView {
  /** The oldest first. */
  frames: readonly LoggedFrame[];
  clear: () => void;
}

/** The frames that pass while this is shown, unless it is paused; drawn once a picture. */
export function useFrames(isPaused: boolean): FramesView {
  const { client } = useGateway();
  const [log] = useState(() => new FrameLog());
  const [frames, setFrames] = useState(log.frames);

  useEffect(() => {
    if (isPaused) return;
    let cancel: (() => void) | undefined;
    const stop = client.observation.onFrame((frame) => {
      log.add(frame);
      cancel ??= onNextFrame(() => {
        cancel = undefined;
        setFrames(log.frames);
      });
    });
    const unwant = wantChatter(client, "all");
    return () => {
      unwant();
      stop();
      cancel?.();
    };
  }, [client, log, isPaused]);

  const clear = useCallback(() => {
    log.clear();
    setFrames(log.frames);
  }, [log]);
  return { frames, clear };
}
