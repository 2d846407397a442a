import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";

/** A proxy before a gateway: who comes through it comes from another machine, and the proxy says from which. */
export interface ForwardingProxy extends AsyncDisposable {
  port: number;
  url: string;
}

/** @param from the proxy's own address, which the gateway trusts or does not; `client` is whom it speaks for */
export async function startForwardingProxy(
  target: { port: number },
  { from = "127.0.0.1", client }: { from?: string; client: string },
): Promise<ForwardingProxy> {
  const sockets = new Set<Socket>();
  const server = createServer();
  server.on("upgrade", (request, near: Socket) => {
    const far = connect({ port: target.port, host: "127.0.0.1", localAddress: from });
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket.on("error", () => other.destroy());
      socket.on("close", () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
    const head = [`GET ${request.url} HTTP/1.1`, ...pairs(request.rawHeaders), `X-Forwarded-For: ${client}`];
    far.write(`${head.join("\r\n")}\r\n\r\n`);
    near.pipe(far).pipe(near);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  // The server only says a port after it listens, never a path.
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `ws://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

function pairs(rawHeaders: readonly string[]): string[] {
  return rawHeaders.flatMap((name, at) => (at % 2 === 0 ? [`${name}: ${rawHeaders[at + 1]}`] : []));
}
