import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { connect } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { ADMIN } from "../auth/authority.ts";
import { RpcError } from "../protocol/errors.ts";
import { type Exchange, exchangeRoutes } from "./exchange.ts";
import { HttpFront } from "./front.ts";

/** A front with one route that answers when it is told to; whom it recognises, and when, is the test's. */
async function bench() {
  const recognised = Promise.withResolvers<void>();
  const asked = Promise.withResolvers<IncomingMessage>();
  const hearers = new Set<(principalId: string) => void>();
  const faults: RpcError[] = [];
  const handled = Promise.withResolvers<void>();
  const exchanges: Exchange[] = [];
  const routes = exchangeRoutes(
    {
      authority: {
        async fromRequest(request) {
          asked.resolve(request);
          await recognised.promise;
          return { kind: "ok", principal: ADMIN };
        },
      },
      dispatch: { call: async () => ({}) },
      shapeFault(error) {
        const fault = error instanceof RpcError ? error : new RpcError("INTERNAL", String(error));
        faults.push(fault);
        handled.resolve();
        return fault;
      },
      onSentAway(hear) {
        hearers.add(hear);
        return () => void hearers.delete(hear);
      },
    },
    [
      {
        method: "GET",
        path: "/slow",
        answer: async (exchange) => {
          exchanges.push(exchange);
          handled.resolve();
          await once(exchange.signal, "abort");
        },
      },
    ],
  );
  const front = new HttpFront();
  onTestFinished(() => front.close());
  const port = await front.listen("127.0.0.1", 0);
  front.serve({
    routes,
    acceptsHost: () => true,
    fallback: () => {},
    upgrade: () => {},
    onError: () => {},
  });
  const caller = connect(port, "127.0.0.1");
  caller.on("error", () => {});
  caller.write("GET /slow HTTP/1.1\r\nHost: here\r\n\r\n");
  const request = await asked.promise;
  return { caller, request, hearers, faults, exchanges, recognised: recognised.resolve, handled: handled.promise };
}

test("who is sent away gets no more of an answer, and nobody else is cut off", async () => {
  const { caller, hearers, exchanges, recognised, handled } = await bench();
  recognised();
  await handled;
  const [hear] = hearers;
  hear?.("somebody else");
  expect(exchanges[0]?.signal.aborted).toBe(false);
  hear?.(ADMIN.id);
  await once(caller, "close");
  await expect.poll(() => [exchanges[0]?.signal.aborted, hearers.size]).toEqual([true, 0]);
});

test("who goes before they are recognised starts nothing and leaves nothing behind", async () => {
  const { caller, request, hearers, faults, exchanges, recognised, handled } = await bench();
  caller.destroy();
  await once(request.socket, "close");
  recognised();
  await handled;
  expect(exchanges).toEqual([]);
  expect(faults).toMatchObject([{ code: "ABORTED" }]);
  expect(hearers.size).toBe(0);
});
