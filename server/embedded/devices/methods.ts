import {
  DevicePairApproveParams,
  DevicePairListParams,
  DevicePairRejectParams,
  DevicePairRemoveParams,
  DevicePairRenameParams,
  DeviceTokenRevokeParams,
  DeviceTokenRotateParams,
} from "../../protocol/schema/devices.ts";
import { type MethodTable, method } from "../registry.ts";
import type { Devices } from "./devices.ts";

/** `device.pair.*` and `device.token.*`. */
export function deviceMethods(devices: Devices) {
  return {
    "device.pair.list": method(DevicePairListParams, () => devices.list()),
    "device.pair.approve": method(DevicePairApproveParams, async ({ requestId }, { principal }) => ({
      requestId,
      device: await devices.approve(requestId, principal),
    })),
    "device.pair.reject": method(DevicePairRejectParams, async ({ requestId }) => {
      const { deviceId } = await devices.reject(requestId);
      return { requestId, deviceId };
    }),
    "device.pair.remove": method(DevicePairRemoveParams, async ({ deviceId }) => {
      await devices.remove(deviceId);
      return { deviceId };
    }),
    "device.pair.rename": method(DevicePairRenameParams, async ({ deviceId, label }) => ({
      device: await devices.rename(deviceId, label),
    })),
    "device.token.rotate": method(DeviceTokenRotateParams, async ({ deviceId, role, scopes: asked }) => {
      const { token, scopes, at } = await devices.rotate(deviceId, role, asked);
      return { deviceId, role, token, scopes, rotatedAtMs: at, tokenDelivery: "in-band" as const };
    }),
    "device.token.revoke": method(DeviceTokenRevokeParams, async ({ deviceId, role }) => ({
      deviceId,
      role,
      revokedAtMs: await devices.revoke(deviceId, role),
    })),
  } satisfies MethodTable;
}
