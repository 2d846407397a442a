import { once } from "node:events";
import { createServer } from "node:net";

/** Below the ports that systems give to whoever asks for any: nobody is given it between being found and being used. */
const RANGE = { first: 20_000, last: 32_000 };
const TRIES = 50;

/** A port on loopback that nobody listens on. @throws when none of many was free */
export async function freePort(random: () => number = Math.random): Promise<number> {
  for (let tries = 0; tries < TRIES; tries++) {
    const port = RANGE.first + Math.floor(random() * (RANGE.last - RANGE.first));
    if (await isFree(port)) return port;
  }
  throw new Error(`none of ${TRIES} ports from ${RANGE.first} to ${RANGE.last} was free`);
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    await once(server.listen(port, "127.0.0.1"), "listening");
  } catch {
    return false;
  }
  await once(server.close(), "close");
  return true;
}
