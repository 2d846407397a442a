import { expect, test } from "vitest";
import { inOrder, nameOf, softwareOf, summaryOf } from "./instance-facts.ts";

const CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";
const SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1";

test.each([
  [{ text: CHROME }, "Chrome 140 on Linux"],
  [{ text: SAFARI }, "Safari 18 on iOS"],
  [{ text: "node" }, "node"],
  [{ text: "Gateway", platform: "linux", version: "2026.9.6" }, "linux · 2026.9.6"],
  [{ mode: "client" }, "client"],
])("%o is %s", (entry, software) => {
  expect(softwareOf({ ts: 1, ...entry })).toBe(software);
});

test("an entry is called by its host, its person or what it says", () => {
  expect(nameOf({ ts: 1, host: "attic", user: { id: "a", name: "Ann" } })).toBe("attic");
  expect(nameOf({ ts: 1, user: { id: "a", name: "Ann" }, text: "x" })).toBe("Ann");
  expect(nameOf({ ts: 1 })).toBe("Unnamed");
});

test("entries stand by name, the newest of one name first, and people are counted once", () => {
  const ann = { id: "a", name: "Ann" };
  const entries = [
    { ts: 1, host: "zoo" },
    { ts: 1, user: ann, instanceId: "old" },
    { ts: 2, user: ann, instanceId: "new" },
  ];
  expect(inOrder(entries).map(({ instanceId, host }) => instanceId ?? host)).toEqual(["new", "old", "zoo"]);
  expect(summaryOf(entries)).toBe("3 connected, 1 person");
});
