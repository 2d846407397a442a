import type { Gateway } from "../gateways/gateway.ts";
import type { GatewayFinding } from "../protocol/methods.ts";
import {
  GatewaysAddParams,
  GatewaysRemoveParams,
  GatewaysSetDefaultParams,
  GatewaysTestParams,
  GatewaysUpdateParams,
} from "../protocol/schema/gateways.ts";
import { type OwnMethod, ownMethod } from "./own-method.ts";
import { describeGateway } from "./own-methods.ts";

/** The fleet as these methods change it. */
export interface EditableFleet {
  add(gateway: { name: string; url: string; token?: string }): Promise<Gateway>;
  update(id: string, changes: { name?: string; url?: string; token?: string }): Promise<Gateway>;
  remove(id: string): Promise<void>;
  setDefault(id: string): Promise<void>;
}

/** Tries an address once. With an `id` and no token, that gateway's kept one is used. */
export type Probe = (target: { url: string; token?: string; id?: string }) => Promise<GatewayFinding>;

/** `gateways.add`, `gateways.update`, `gateways.remove`, `gateways.setDefault` and `gateways.test`. */
export function gatewayMethods({ fleet, probe }: { fleet: EditableFleet; probe: Probe }): OwnMethod[] {
  return [
    ownMethod("gateways.add", GatewaysAddParams, async (params) => describeGateway(await fleet.add(params))),
    ownMethod("gateways.update", GatewaysUpdateParams, async ({ id, ...changes }) =>
      describeGateway(await fleet.update(id, changes)),
    ),
    ownMethod("gateways.remove", GatewaysRemoveParams, async ({ id }) => {
      await fleet.remove(id);
      return { ok: true };
    }),
    ownMethod("gateways.setDefault", GatewaysSetDefaultParams, async ({ id }) => {
      await fleet.setDefault(id);
      return { ok: true };
    }),
    ownMethod("gateways.test", GatewaysTestParams, (target) => probe(target)),
  ];
}
