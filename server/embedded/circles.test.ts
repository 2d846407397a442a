import { describe, expect, test } from "vitest";
import { MAX_CIRCLES } from "./circles.ts";
import { openTestGateway } from "./testing/gateway.ts";

describe("circles", () => {
  test("are kept over a restart, with who joined and left told once", async () => {
    const t = await openTestGateway();
    await t.call("agents.create", { name: "Ada" });
    await t.call("circles.create", { name: "dev-team", agents: ["main"] });
    await t.call("circles.update", { name: "dev-team", agents: ["ada"], people: ["admin"] });
    expect(t.heard("circles.changed")).toEqual([
      { name: "dev-team", reason: "create", joined: ["main"], left: [] },
      { name: "dev-team", reason: "update", joined: ["ada"], left: ["main"] },
    ]);
    await t.close();
    const again = await openTestGateway({ store: t.store, home: t.home });
    const { circles } = await again.call("circles.list", {});
    expect(circles).toMatchObject([{ name: "dev-team", agents: ["ada"], people: ["admin"] }]);
    await again.call("circles.delete", { name: "dev-team" });
    expect((await again.call("circles.list", {})).circles).toEqual([]);
  });

  test("an agent that was deleted is in none", async () => {
    const t = await openTestGateway();
    await t.call("agents.create", { name: "Ada" });
    await t.call("circles.create", { name: "team", agents: ["main", "ada"] });
    await t.call("agents.delete", { agentId: "ada" });
    expect((await t.call("circles.list", {})).circles[0]?.agents).toEqual(["main"]);
  });

  test("a taken name, an unknown agent and an unknown circle are refused and change nothing", async () => {
    const t = await openTestGateway();
    await t.call("circles.create", { name: "team", agents: ["main"] });
    await expect(t.call("circles.create", { name: "team", agents: ["main"] })).rejects.toMatchObject({
      code: "CONFLICT",
    });
    await expect(t.call("circles.create", { name: "other", agents: ["nobody"] })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    await expect(t.call("circles.update", { name: "other" })).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect((await t.call("circles.list", {})).circles).toHaveLength(1);
  });

  test("changes at once are made one after the other, up to a bound", async () => {
    const t = await openTestGateway();
    const made = Array.from({ length: MAX_CIRCLES + 1 }, (_none, index) =>
      t.call("circles.create", { name: `c${index}`, agents: ["main"] }).then(
        () => "made",
        (error: { code: string }) => error.code,
      ),
    );
    const outcomes = await Promise.all(made);
    expect(outcomes.filter((outcome) => outcome === "made")).toHaveLength(MAX_CIRCLES);
    expect(outcomes.at(-1)).toBe("RATE_LIMITED");
  });
});
