import type { Gateway } from "../gateways/gateway.ts";
import type { FoundGateway, GatewayFinding } from "../protocol/gateways.ts";
import {
  GatewaysAddParams,
  GatewaysAdoptParams,
  GatewaysDiscoverParams,
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

/** Gateways that nobody has told us of. */
export interface Finder {
  find(): Promise<FoundGateway[]>;
  adopt(url: string): Promise<Gateway>;
}

/** The methods that change the fleet, try an address, and find gateways nearby. */
export function gatewayMethods(parts: { fleet: EditableFleet; probe: Probe; finder: Finder }): OwnMethod[] {
  const { fleet, probe, finder } = parts;
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
    ownMethod("gateways.discover", GatewaysDiscoverParams, async () => ({ gateways: await finder.find() })),
    ownMethod("gateways.adopt", GatewaysAdoptParams, async ({ url }) => describeGateway(await finder.adopt(url))),
  ];
}
