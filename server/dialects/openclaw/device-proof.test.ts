import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { buildDeviceAuthPayloadV3 } from "@openclaw/gateway-client";
import { expect, test } from "vitest";
import type { ConnectParams } from "./connect-params.ts";
import { checkDeviceProof, SIGNATURE_SKEW_MS } from "./device-proof.ts";

const NOW = 1_767_225_600_000;
const CHALLENGE = { nonce: "nonce", now: NOW };

test("PATH-3: a device that signs the challenge passes", async () => {
  await expect(checkDeviceProof(signed(), CHALLENGE)).resolves.toBeUndefined();
});

test.each([
  ["DEVICE_AUTH_SIGNATURE_INVALID", { ...signed(), scopes: ["operator.admin"] }, CHALLENGE],
  ["DEVICE_AUTH_SIGNATURE_INVALID", { ...signed(), auth: { token: "other" } }, CHALLENGE],
  ["DEVICE_AUTH_NONCE_MISMATCH", signed(), { ...CHALLENGE, nonce: "other" }],
  ["DEVICE_AUTH_SIGNATURE_EXPIRED", signed(), { ...CHALLENGE, now: NOW + SIGNATURE_SKEW_MS + 1 }],
  ["DEVICE_AUTH_DEVICE_ID_MISMATCH", withDevice({ id: "other" }), CHALLENGE],
  ["DEVICE_AUTH_PUBLIC_KEY_INVALID", withDevice({ publicKey: "short" }), CHALLENGE],
])("PATH-3: %s", async (code, params, challenge) => {
  await expect(checkDeviceProof(params, challenge)).rejects.toThrow(
    expect.objectContaining({ details: { code, reason: expect.any(String) } }),
  );
});

function withDevice(changed: Partial<NonNullable<ConnectParams["device"]>>): ConnectParams {
  const params = signed();
  return params.device ? { ...params, device: { ...params.device, ...changed } } : params;
}

function signed(): ConnectParams {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const raw = publicKey.export({ format: "jwk" }).x ?? "";
  const id = createHash("sha256").update(Buffer.from(raw, "base64url")).digest("hex");
  const client = { id: "test", version: "1", platform: "Linux", mode: "test" };
  const payload = buildDeviceAuthPayloadV3({
    deviceId: id,
    clientId: client.id,
    clientMode: client.mode,
    role: "operator",
    scopes: ["operator.read"],
    signedAtMs: NOW,
    token: "token",
    nonce: "nonce",
    platform: client.platform,
  });
  const signature = sign(null, Buffer.from(payload), privateKey).toString("base64url");
  return {
    minProtocol: 4,
    maxProtocol: 4,
    client,
    scopes: ["operator.read"],
    auth: { token: "token" },
    device: { id, publicKey: raw, signature, signedAt: NOW, nonce: "nonce" },
  };
}
