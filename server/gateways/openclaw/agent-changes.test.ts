import { expect, test } from "vitest";
import { AgentChanges, MOST_SESSIONS } from "./agent-changes.ts";

const ROW = { id: "scout", name: "Scout", identity: { emoji: "🔭" }, model: { primary: "tests/one" } };

test("an agent is waited for until the gateway works by it: made, deleted, and changed as was asked", async () => {
  const { changes, settle } = gatewayWith([]);
  await settle(changes.inEffect({ agentId: "scout", reason: "create" }, { name: "Scout" }), [ROW]);
  const asked = { agentId: "scout", name: " Ranger ", emoji: "🦉", model: "tests/two" };
  const changed = { ...ROW, name: "Ranger", identity: { emoji: "🦉" }, model: { primary: "tests/two" } };
  await settle(changes.inEffect({ agentId: "scout", reason: "update" }, asked), [changed]);
  await settle(changes.inEffect({ agentId: "scout", reason: "delete" }, {}), []);
});

test("nothing is waited for where nothing can be seen: written files, what was taken away, an agent that is gone", async () => {
  const { changes } = gatewayWith([ROW]);
  await changes.inEffect({ agentId: "scout", reason: "files" }, {});
  await changes.inEffect({ agentId: "scout", reason: "update" }, { name: "Scout", emoji: "", model: null });
  await changes.inEffect({ agentId: "other", reason: "update" }, { name: "Other" });
});

test("a gateway that cannot be asked any more holds nothing back", async () => {
  const changes = new AgentChanges(() => Promise.reject(new Error("gone")));
  await changes.inEffect({ agentId: "scout", reason: "create" }, {});
  expect(await changes.sessionsOf("scout")).toEqual([]);
});

test("the sessions of an agent are asked for with the archived ones, up to a bound", async () => {
  const asked: unknown[] = [];
  const changes = new AgentChanges(async (method, params) => {
    asked.push([method, params]);
    return { sessions: [{ key: "agent:scout:main" }, { key: 7 }, "none"] };
  });
  expect(await changes.sessionsOf("scout")).toEqual(["agent:scout:main"]);
  expect(asked).toEqual([["sessions.list", { agentId: "scout", archived: "all", limit: MOST_SESSIONS }]]);
});

/** A gateway that has these agents until its settings are taken over. */
function gatewayWith(agents: object[]) {
  let listed = agents;
  const changes = new AgentChanges(async () => ({ agents: listed }));
  return {
    changes,
    /** Resolves with the waiting, which must not have ended before the gateway has these agents. */
    async settle(waiting: Promise<void>, next: object[]): Promise<void> {
      let isOver = false;
      const over = waiting.then(() => {
        isOver = true;
      });
      changes.settingsTaken();
      await new Promise(setImmediate);
      expect(isOver).toBe(false);
      listed = next;
      changes.settingsTaken();
      await over;
    },
  };
}
