import { type Static, Type } from "typebox";
import { Compile } from "typebox/compile";
import { RpcError } from "../../protocol/errors.ts";

const Text = Type.String({ maxLength: 4_096 });
const Name = Type.String({ minLength: 1, maxLength: 128 });

/** What of OpenClaw's `ConnectParams` counts here; newer clients may say more. */
const ConnectParams = Type.Object({
  minProtocol: Type.Integer({ minimum: 1 }),
  maxProtocol: Type.Integer({ minimum: 1 }),
  client: Type.Object({
    id: Name,
    version: Type.String({ minLength: 1, maxLength: 128 }),
    platform: Name,
    mode: Name,
    displayName: Type.Optional(Type.String({ minLength: 1, maxLength: 256 })),
    deviceFamily: Type.Optional(Name),
  }),
  role: Type.Optional(Name),
  scopes: Type.Optional(Type.Array(Name, { maxItems: 64 })),
  caps: Type.Optional(Type.Array(Name, { maxItems: 64 })),
  commands: Type.Optional(Type.Array(Name, { maxItems: 256 })),
  auth: Type.Optional(Type.Object({ token: Type.Optional(Text) })),
  device: Type.Optional(
    Type.Object({ id: Name, publicKey: Text, signature: Text, signedAt: Type.Integer({ minimum: 0 }), nonce: Text }),
  ),
});

export type ConnectParams = Static<typeof ConnectParams>;

const validator = Compile(ConnectParams);

/** @throws RpcError INVALID_REQUEST that names the field */
export function connectParamsOf(params: unknown): ConnectParams {
  if (validator.Check(params)) return params;
  const [first] = validator.Errors(params);
  const where = first?.instancePath.split("/").slice(1).join(".") || "params";
  throw new RpcError("INVALID_REQUEST", `invalid connect params: ${where} ${first?.message ?? "does not fit"}`);
}
