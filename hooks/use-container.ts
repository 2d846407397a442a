"use client";

import type { RpcError } from "@/server/protocol/errors.ts";
import type { EventFrame } from "@/server/protocol/frames.ts";
import type { ContainerStatus } from "@/server/protocol/schema/container.ts";
import { useIdentity } from "./use-identity.ts";
import { useSnapshot } from "./use-snapshot.ts";

export interface ContainerView {
  /** Whether each person has a gateway of their own here. */
  isHosted: boolean;
  /** Undefined until it was read. */
  container: ContainerStatus | undefined;
  error: RpcError | undefined;
  refresh: () => Promise<unknown>;
}

const NO_PARAMS = {};

/** Where the person's own gateway stands, live. Nothing is asked where gateways are everybody's. */
export function useContainer(): ContainerView {
  const isHosted = useIdentity() !== undefined;
  const { data, error, refresh } = useSnapshot("container.status", isHosted ? NO_PARAMS : null, {
    everyGateway: true,
    reduce: (before, frame) => (frame.event === "container.changed" ? changed(frame) : before),
  });
  return { isHosted, container: data, error, refresh };
}

/** `container.changed` carries the whole state. */
function changed({ payload }: EventFrame): ContainerStatus {
  return payload as ContainerStatus;
}
