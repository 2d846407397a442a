import type { ConnectedFrame, IdentityInfo, Position, PrincipalInfo } from "../protocol/frames.ts";

/** The first frame of a connection; who is not known yet is told how to sign in, where that is elsewhere. */
export function greetingOf(facts: {
  clientId: string;
  timestamp: number;
  identity: IdentityInfo | undefined;
  principal: PrincipalInfo | undefined;
  gateway: string | undefined;
  position: Position | undefined;
}): ConnectedFrame {
  const { clientId, timestamp, identity, principal, gateway, position } = facts;
  return {
    type: "connected",
    payload: {
      clientId,
      message: "Connected to OpenClaw Gateway",
      timestamp,
      authenticated: principal !== undefined,
      ...(identity && { identity }),
      ...(principal && { principal }),
      ...(gateway !== undefined && { gateway, ...position }),
    },
  };
}
