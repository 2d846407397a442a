import { RpcError } from "../protocol/errors.ts";
import type { PrincipalInfo } from "../protocol/frames.ts";
import type { Gateway } from "./gateway.ts";

/** Which gateways there are, and who may use which. */
export interface GatewayDirectory {
  /**
   * The gateway to call: the named one, or the caller's default.
   * @throws RpcError NO_GATEWAY when the caller has none, NOT_FOUND when it has none of that name,
   *   STARTING while it connects, UNAVAILABLE when it cannot be reached
   */
  resolve(principal: PrincipalInfo, id?: string): Gateway;
  /** All that the principal may use, the default one first. */
  list(principal: PrincipalInfo): readonly Gateway[];
  defaultFor(principal: PrincipalInfo): Gateway | undefined;
}

/** One and the same gateways for everybody; the first one is the default. */
export class SharedGateways implements GatewayDirectory {
  readonly #gateways: readonly Gateway[];

  constructor(gateways: readonly Gateway[]) {
    this.#gateways = gateways;
  }

  resolve(principal: PrincipalInfo, id?: string): Gateway {
    const gateway =
      id === undefined ? this.defaultFor(principal) : this.#gateways.find((candidate) => candidate.id === id);
    if (gateway) return usable(gateway);
    if (id === undefined) throw new RpcError("NO_GATEWAY", "No container provisioned.");
    throw new RpcError("NOT_FOUND", `There is no gateway "${id}" for you: ask gateways.list which there are.`);
  }

  list(_principal: PrincipalInfo): readonly Gateway[] {
    return this.#gateways;
  }

  defaultFor(_principal: PrincipalInfo): Gateway | undefined {
    return this.#gateways[0];
  }
}

/**
 * The gateway itself, when it can take a call now.
 * @throws RpcError STARTING, UNAVAILABLE
 */
export function usable(gateway: Gateway): Gateway {
  const { status } = gateway;
  switch (status.state) {
    case "ready":
      return gateway;
    case "connecting":
      throw new RpcError("STARTING", "Container is starting up. Try again in a moment.", { retryAfterMs: 1_000 });
    case "unavailable":
      throw new RpcError("UNAVAILABLE", `The gateway ${gateway.name} cannot be reached: ${status.reason}`, {
        details: { code: status.code, fix: status.fix, command: status.command },
      });
  }
}
