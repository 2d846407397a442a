// @vitest-environment happy-dom
import { renderHook, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { expect, test } from "vitest";
import type { AgentsListResult } from "@/server/protocol/agents.ts";
import type { GatewayInfo } from "@/server/protocol/gateways.ts";
import { GatewayScope } from "./gateway-provider.tsx";
import { testPage } from "./testing/page.tsx";
import { fleetNotes, useFleetSnapshot } from "./use-fleet-snapshot.ts";
import { type Reduce, useSnapshot } from "./use-snapshot.ts";

const gateway = (id: string, more: Partial<GatewayInfo> = {}): GatewayInfo => ({
  id,
  name: id,
  kind: "openclaw",
  status: { state: "ready", since: 0 },
  methods: ["agents.list"],
  ...more,
});
const DEAD = { state: "unavailable", since: 0, reason: "Nothing listens there." } as const;
const agents = (...ids: string[]) => ({ defaultId: ids[0], agents: ids.map((id) => ({ id })) });

const reduce: Reduce<AgentsListResult> = (list, { event }) =>
  event === "agents.changed" ? { ...list, defaultId: "heard" } : list;

function fleetPage(gateways: () => GatewayInfo[], { every = true, isStrict = true } = {}) {
  const page = testPage({
    "gateways.list": () => ({ defaultId: "embedded", gateways: gateways() }),
    "agents.list": () => agents("main"),
  });
  const wrapper = ({ children }: { children: ReactNode }) => (
    <page.wrapper>
      <GatewayScope gateway={undefined} every={every}>
        {children}
      </GatewayScope>
    </page.wrapper>
  );
  const view = renderHook(
    () => ({
      ...useFleetSnapshot("agents.list", {}, { reduce }),
      single: useSnapshot("agents.list", isStrict ? null : {}, { reduce }).data,
    }),
    // A strict root makes the cache of readings twice: what is shared between them shows outside of it alone.
    { wrapper, reactStrictMode: isStrict },
  );
  const asked = () => page.asked.filter(({ method }) => method === "agents.list").map((each) => each.gateway);
  return { page, view, asked };
}

test("who asks the same shares one reading, until the last one has gone", async () => {
  const { page, view, asked } = fleetPage(() => [gateway("embedded"), gateway("far")]);
  const options = { reduce: (list: { agents: readonly unknown[] }) => list as never };
  const second = renderHook(() => useFleetSnapshot("agents.list", {}, options), {
    wrapper: ({ children }) => (
      <page.wrapper>
        <GatewayScope gateway={undefined} every>
          {children}
        </GatewayScope>
      </page.wrapper>
    ),
  });
  await page.greet();
  for (const { result } of [view, second]) {
    await waitFor(() => expect(result.current.sources.map(({ state }) => state)).toEqual(["ready", "ready"]));
  }
  expect(asked()).toEqual(["embedded", "far"]);
  view.unmount();
  await page.event("agents.changed", {}, "embedded");
  await waitFor(() => expect(second.result.current.sources[0]?.data?.defaultId).toBe("heard"));
  second.unmount();
});

test("every ready gateway is read on its own; the others say what they are", async () => {
  const fleet = [
    gateway("embedded"),
    gateway("far"),
    gateway("dead", { status: DEAD, methods: [] }),
    gateway("poor", { methods: ["health"] }),
  ];
  const { page, view, asked } = fleetPage(() => fleet);
  await page.greet();
  await waitFor(() =>
    expect(view.result.current.sources.map(({ state }) => state)).toEqual(["ready", "ready", "away", "lacking"]),
  );
  expect(new Set(asked())).toEqual(new Set(["embedded", "far"]));
  expect(fleetNotes(view.result.current.sources)).toEqual([
    { id: "dead", text: "dead is not connected: Nothing listens there." },
    { id: "poor", text: "poor does not have this." },
  ]);
  await page.event("agents.changed", {}, "far");
  const [home, far] = view.result.current.sources;
  expect(home?.data?.defaultId).toBe("main");
  expect(far?.data?.defaultId).toBe("heard");
});

test("a gateway that comes back is read again, and one that leaves is forgotten", async () => {
  let fleet = [gateway("embedded"), gateway("far", { status: DEAD })];
  const { page, view } = fleetPage(() => fleet);
  await page.greet();
  await waitFor(() => expect(view.result.current.sources[1]?.state).toBe("away"));
  fleet = [gateway("embedded"), gateway("far")];
  await page.event("gateways.changed", { id: "far" });
  await waitFor(() => expect(view.result.current.sources[1]?.data).toBeDefined());
  fleet = [gateway("embedded"), gateway("far", { status: DEAD })];
  await page.event("gateways.changed", { id: "far" });
  await waitFor(() => expect(view.result.current.sources[1]?.state).toBe("away"));
  expect(fleetNotes(view.result.current.sources)[0]?.text).toContain("What it said last is shown.");
  fleet = [gateway("embedded")];
  await page.event("gateways.changed", { id: "far" });
  await waitFor(() => expect(view.result.current.sources).toHaveLength(1));
});

test("outside of the whole fleet only the scope's gateway is asked", async () => {
  const { page, view, asked } = fleetPage(() => [gateway("embedded"), gateway("far")], { every: false });
  await page.greet();
  await waitFor(() => expect(view.result.current.sources.map(({ state }) => state)).toEqual(["ready"]));
  expect(asked()).toEqual([undefined]);
});

test("one gateway is read once for all of the page, also after others have joined it", async () => {
  let fleet = [gateway("embedded")];
  const { page, view, asked } = fleetPage(() => fleet, { isStrict: false });
  await page.greet();
  await waitFor(() => expect(view.result.current.sources[0]?.state).toBe("ready"));
  expect(view.result.current.single).toEqual(view.result.current.sources[0]?.data);
  expect(asked()).toEqual([undefined]);
  fleet = [gateway("embedded"), gateway("far")];
  await page.event("gateways.changed", { id: "far" });
  await waitFor(() => expect(view.result.current.sources.map(({ state }) => state)).toEqual(["ready", "ready"]));
  fleet = [gateway("embedded"), gateway("far"), gateway("third")];
  await page.event("gateways.changed", { id: "third" });
  await waitFor(() => expect(view.result.current.sources[2]?.state).toBe("ready"));
  expect(asked()).toEqual([undefined, "embedded", "far", "third"]);
});

test("naming the gateways anew asks each of them once", async () => {
  const page = testPage({
    "gateways.list": () => ({ defaultId: "embedded", gateways: ["embedded", "far", "third"].map((id) => gateway(id)) }),
    "agents.list": () => agents("main"),
  });
  const view = renderHook(({ only }) => useFleetSnapshot("agents.list", {}, { only, reduce: (list) => list }), {
    wrapper: page.wrapper,
    initialProps: { only: ["embedded", "far"] },
  });
  await page.greet();
  await waitFor(() => expect(view.result.current.sources.every(({ state }) => state === "ready")).toBe(true));
  view.rerender({ only: ["far", "third"] });
  await waitFor(() => expect(view.result.current.sources.every(({ state }) => state === "ready")).toBe(true));
  expect(page.asked.filter(({ method }) => method === "agents.list").map((each) => each.gateway)).toEqual([
    "embedded",
    "far",
    "far",
    "third",
  ]);
});
