import type { GatewayFinding } from "../../protocol/gateways.ts";
import type { Finding } from "./doctor.ts";
import { Link, type LinkOptions } from "./link.ts";

const DEADLINE_MS = 15_000;

/** Tries an address once and says what came of it. */
export function probe(options: Omit<LinkOptions, "gatewayId">): Promise<GatewayFinding> {
  const { promise, resolve } = Promise.withResolvers<GatewayFinding>();
  const link = new Link(
    // What a gateway hands out during a try is kept for the one that is added afterwards: it is the same device.
    { ...options, gatewayId: `probe ${options.url}` },
    {
      onReady: ({ server }) =>
        resolve({
          ok: true,
          code: "ok",
          cause: "The gateway answers.",
          fix: "Nothing to do.",
          version: server.version,
        }),
      onDown: (finding) => resolve(findingOf(finding)),
      onEvent: () => {},
      onGap: () => {},
    },
  );
  const { host } = new URL(options.url);
  const overdue = setTimeout(
    () =>
      resolve({
        ok: false,
        code: "timeout",
        cause: `${host} did not answer within ${DEADLINE_MS / 1_000} s.`,
        fix: "Look whether the gateway runs and whether a firewall lets this port through.",
      }),
    DEADLINE_MS,
  );
  link.start();
  return promise.finally(async () => {
    clearTimeout(overdue);
    await link.close();
  });
}

function findingOf({ code, cause, fix, command, requestId }: Finding): GatewayFinding {
  return { ok: false, code, cause, fix, ...(command && { command }), ...(requestId && { requestId }) };
}
