import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { RpcError } from "../../protocol/errors.ts";

/** Who we are to every gateway: an Ed25519 key pair, and its id, the SHA-256 (hex) of the raw public key. */
export interface DeviceIdentity {
  deviceId: string;
  privateKeyPem: string;
  publicKeyPem: string;
}

/**
 * Reads the identity from `file`, or makes one there with mode 0600.
 * @throws RpcError STORAGE when the file holds something else.
 */
export async function openDeviceIdentity(file: string): Promise<DeviceIdentity> {
  try {
    return identityOf(await readFile(file, "utf8"));
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) {
      throw new RpcError("STORAGE", `${file} holds no device identity: restore it, or delete it and pair again.`, {
        cause: error,
      });
    }
  }
  const pem = generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  await writeFile(file, pem, { mode: 0o600, flag: "wx" });
  return identityOf(pem);
}

/** Ed25519 signature of a payload, base64url. */
export function signPayload(privateKeyPem: string, payload: string): string {
  return sign(null, Buffer.from(payload), createPrivateKey(privateKeyPem)).toString("base64url");
}

/** The raw 32 bytes of a public key, base64url. */
export function rawPublicKey(publicKeyPem: string): string {
  const { x } = createPublicKey(publicKeyPem).export({ format: "jwk" });
  if (!x) throw new RpcError("STORAGE", "The device identity is no Ed25519 key: delete it and pair again.");
  return x;
}

function identityOf(privateKeyPem: string): DeviceIdentity {
  const publicKeyPem = createPublicKey(privateKeyPem).export({ type: "spki", format: "pem" }).toString();
  const raw = Buffer.from(rawPublicKey(publicKeyPem), "base64url");
  return { deviceId: createHash("sha256").update(raw).digest("hex"), privateKeyPem, publicKeyPem };
}
