import { answersAsOpenClaw } from "../gateways/openclaw/local.ts";
import { type HttpFront, ListenError } from "../http/front.ts";
import type { Settings } from "../settings.ts";

/** Ports that are tried after one that an OpenClaw gateway has. */
const FURTHER_PORTS = 20;

export interface Bound {
  port: number;
  /** The port that we would have had, but for an OpenClaw gateway of this machine. */
  yielded?: number;
}

/**
 * Binds the main port, then the further listeners. Where an OpenClaw gateway has the default port and no other was asked
 * for, the next free one is taken.
 * @throws ListenError
 */
export async function bind(
  front: HttpFront,
  settings: Settings,
  { portIsAsked }: { portIsAsked: boolean },
): Promise<Bound> {
  const { host, port: wanted } = settings;
  const bound = await front.listen(host, wanted).then(
    (port): Bound => ({ port }),
    async (error: unknown): Promise<Bound> => {
      const isTaken = error instanceof ListenError && error.code === "EADDRINUSE";
      if (!isTaken || portIsAsked || !(await answersAsOpenClaw(wanted))) throw error;
      return { port: await nextFree(front, host, wanted), yielded: wanted };
    },
  );
  for (const listener of settings.listeners) await front.listen(listener.host ?? host, listener.port);
  return bound;
}

async function nextFree(front: HttpFront, host: string, taken: number): Promise<number> {
  for (let port = taken + 1; port < taken + FURTHER_PORTS; port++) {
    try {
      return await front.listen(host, port);
    } catch (error) {
      if (!(error instanceof ListenError) || error.code !== "EADDRINUSE") throw error;
    }
  }
  return front.listen(host, taken + FURTHER_PORTS);
}
