import { GatewayClient, GatewayClientRequestError } from "@openclaw/gateway-client";
import type { HelloOk } from "@openclaw/gateway-protocol";
import { type DeviceIdentity, rawPublicKey, signPayload } from "../../server/gateways/openclaw/device-identity.ts";

/** OpenClaw's own client with a device's key, and with a token only when one is given. */
export interface DeviceClient extends AsyncDisposable {
  client: GatewayClient;
  hello: HelloOk;
  /** Resolves with the code when the server ends the connection. */
  closed: Promise<number>;
}

const AS_NODE = { role: "node", clientName: "node-host", mode: "node" } as const;
const AS_COMMAND_LINE = { clientName: "cli", mode: "cli" } as const;

export interface DeviceOptions {
  token?: string;
  scopes?: string[];
  /** Connects as OpenClaw's command line, which a real gateway keeps among its devices. */
  commandLine?: true;
  /** Connects as a node that can do these. */
  node?: { displayName?: string; caps: string[]; commands: string[] };
  /** Hears what it is told. */
  onEvent?: (event: { event: string; payload?: unknown }, client: GatewayClient) => void;
}

/** @throws what it is refused with */
export async function connectDevice(
  server: { port: number },
  deviceIdentity: DeviceIdentity,
  { token, scopes = ["operator.read"], commandLine, node, onEvent }: DeviceOptions = {},
): Promise<DeviceClient> {
  const ready = Promise.withResolvers<HelloOk>();
  const closed = Promise.withResolvers<number>();
  const client: GatewayClient = new GatewayClient({
    url: `ws://127.0.0.1:${server.port}`,
    token,
    deviceIdentity,
    hostDeps: { signDevicePayload: signPayload, publicKeyRawBase64UrlFromPem: rawPublicKey },
    ...(node
      ? { ...AS_NODE, scopes: [], clientDisplayName: node.displayName, caps: node.caps, commands: node.commands }
      : { scopes, ...(commandLine && AS_COMMAND_LINE) }),
    onHelloOk: (hello) => ready.resolve(hello),
    onConnectError: (error) => ready.reject(error),
    onEvent: (event) => onEvent?.(event, client),
    onClose: (code) => closed.resolve(code),
  });
  client.start();
  try {
    const hello = await ready.promise;
    return { client, hello, closed: closed.promise, [Symbol.asyncDispose]: () => client.stopAndWait() };
  } catch (error) {
    await client.stopAndWait();
    throw error;
  }
}

/** What a device is refused with. @throws when it is let in */
export async function refusalOf(
  server: { port: number },
  identity: DeviceIdentity,
  options?: DeviceOptions,
): Promise<{ details?: unknown; requestId: string }> {
  const outcome: unknown = await connectDevice(server, identity, options).catch((failure: unknown) => failure);
  if (!(outcome instanceof GatewayClientRequestError))
    throw new Error("the device was not refused", { cause: outcome });
  const { details } = outcome;
  return { details, requestId: String((details as { requestId?: unknown } | undefined)?.requestId) };
}
