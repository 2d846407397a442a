import { Type } from "typebox";
import { closed, NonEmpty } from "./common.ts";

const Role = Type.Union([Type.Literal("operator"), Type.Literal("node")]);
const Scopes = Type.Array(NonEmpty, { maxItems: 64, uniqueItems: true });

export const DevicePairListParams = Type.Object({}, closed);
export const DevicePairApproveParams = Type.Object({ requestId: NonEmpty }, closed);
export const DevicePairRejectParams = Type.Object({ requestId: NonEmpty }, closed);
export const DevicePairRemoveParams = Type.Object({ deviceId: NonEmpty }, closed);
export const DevicePairRenameParams = Type.Object(
  { deviceId: NonEmpty, label: Type.String({ minLength: 1, maxLength: 100 }) },
  closed,
);
/** `scopes` narrows what the device was paired for. */
export const DeviceTokenRotateParams = Type.Object(
  { deviceId: NonEmpty, role: Role, scopes: Type.Optional(Scopes) },
  closed,
);
export const DeviceTokenRevokeParams = Type.Object({ deviceId: NonEmpty, role: Role }, closed);
