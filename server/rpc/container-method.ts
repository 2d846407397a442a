import { Type } from "typebox";
import { RpcError } from "../protocol/errors.ts";
import type { PrincipalInfo } from "../protocol/frames.ts";
import { type ContainerStatus, ContainerStatusParams } from "../protocol/schema/container.ts";
import { type OwnMethod, ownMethod } from "./own-method.ts";

const FLEET_METHODS = ["add", "update", "remove", "setDefault", "test", "discover", "adopt"] as const;

/** `container.status`: where the caller's own gateway stands. Where gateways are everybody's, there is nothing to wait for. */
export function containerMethod(container: (principal: PrincipalInfo) => ContainerStatus): OwnMethod {
  return ownMethod("container.status", ContainerStatusParams, (_params, { principal }) => container(principal));
}

/** The methods that change the fleet, for where each person is given a gateway: nobody chooses another here. */
export const noFleetMethods: readonly OwnMethod[] = FLEET_METHODS.map((verb) =>
  ownMethod(`gateways.${verb}`, Type.Object({}), () => {
    throw new RpcError("FORBIDDEN", "Each person is given a gateway here: ask whoever runs this Mission Control.");
  }),
);
