import { createHash, createPublicKey, type KeyObject, verify } from "node:crypto";
import { ConnectErrorDetailCodes } from "@openclaw/gateway-protocol/connect-error-details";
import { RpcError } from "../../protocol/errors.ts";
import type { ConnectParams } from "./connect-params.ts";

/** How far a signature's time may be from ours, in milliseconds. */
export const SIGNATURE_SKEW_MS = 120_000;

/**
 * Checks that a client holds the key of the device it says it is: the signature covers the challenge's nonce and
 * everything the client asks for.
 * @throws RpcError INVALID_REQUEST with `details.code`, one of OpenClaw's `DEVICE_AUTH_…`
 */
export async function checkDeviceProof(
  params: ConnectParams,
  challenge: { nonce: string; now: number },
): Promise<void> {
  const { device, client, role = "operator", scopes = [], auth } = params;
  if (!device) return;
  const key = publicKeyOf(device.publicKey);
  if (idOf(device.publicKey) !== device.id)
    throw invalid("DEVICE_AUTH_DEVICE_ID_MISMATCH", "device-id-mismatch", "device identity mismatch");
  if (Math.abs(challenge.now - device.signedAt) > SIGNATURE_SKEW_MS)
    throw invalid("DEVICE_AUTH_SIGNATURE_EXPIRED", "device-signature-stale", "device signature expired");
  if (device.nonce !== challenge.nonce)
    throw invalid("DEVICE_AUTH_NONCE_MISMATCH", "device-nonce-mismatch", "device nonce mismatch");
  // Memory that a process without such clients never needs.
  const { buildDeviceAuthPayloadV3 } = await import("@openclaw/gateway-client");
  const payload = buildDeviceAuthPayloadV3({
    deviceId: device.id,
    clientId: client.id,
    clientMode: client.mode,
    role,
    scopes,
    signedAtMs: device.signedAt,
    token: auth?.token ?? null,
    nonce: device.nonce,
    platform: client.platform,
    deviceFamily: client.deviceFamily,
  });
  if (!verify(null, Buffer.from(payload), key, Buffer.from(device.signature, "base64url")))
    throw invalid("DEVICE_AUTH_SIGNATURE_INVALID", "device-signature", "device signature invalid");
}

function publicKeyOf(raw: string): KeyObject {
  try {
    return createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x: raw }, format: "jwk" });
  } catch {
    throw invalid("DEVICE_AUTH_PUBLIC_KEY_INVALID", "device-public-key", "device public key invalid");
  }
}

function idOf(raw: string): string {
  return createHash("sha256").update(Buffer.from(raw, "base64url")).digest("hex");
}

function invalid(code: keyof typeof ConnectErrorDetailCodes, reason: string, message: string): RpcError {
  return new RpcError("INVALID_REQUEST", message, { details: { code: ConnectErrorDetailCodes[code], reason } });
}
