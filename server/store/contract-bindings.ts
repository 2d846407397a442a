import { beforeEach, describe, expect, test } from "vitest";
import type { BindingRecord, Store } from "./contract.ts";

/** What every store does with bindings. */
export function bindingsContract(open: () => Store): void {
  describe("bindings", () => {
    const slack: BindingRecord = { agentId: "a", matchKey: "channel", matchValue: "slack", priority: 0 };
    const peer: BindingRecord = { agentId: "b", matchKey: "peer", matchValue: "slack", priority: -3 };
    beforeEach(async () => {
      for (const id of ["a", "b"]) await open().agents.put({ id, name: id, createdAt: 1 });
    });

    test("one that matches the same is replaced and keeps its place", async () => {
      const { bindings } = open();
      await bindings.put(slack);
      await bindings.put(peer);
      await bindings.put({ ...slack, agentId: "b", priority: 9 });
      expect(await bindings.list()).toEqual([{ ...slack, agentId: "b", priority: 9 }, peer]);
    });

    test("delete tells whether there was one", async () => {
      const { bindings } = open();
      await bindings.put(slack);
      await bindings.put(peer);
      expect([await bindings.delete(slack), await bindings.delete(slack)]).toEqual([true, false]);
      expect(await bindings.list()).toEqual([peer]);
    });

    test("belong to an agent that is there, and go with it", async () => {
      const { agents, bindings } = open();
      await expect(bindings.put({ ...slack, agentId: "gone" })).rejects.toMatchObject({ code: "NOT_FOUND" });
      await bindings.put(slack);
      await bindings.put(peer);
      await agents.put({ id: "a", name: "Renamed", createdAt: 1 });
      expect(await bindings.list()).toEqual([slack, peer]);
      await agents.delete("a");
      expect(await bindings.list()).toEqual([peer]);
    });
  });
}
