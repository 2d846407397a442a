import { expect, test } from "vitest";
import type { AccessPerson } from "@/server/protocol/access.ts";
import { knownPeople, MOST_KNOWN } from "./known-people.ts";

const person = (id: string, lastSeenAt: number): AccessPerson => ({
  id,
  name: `${id}'s name`,
  kind: "person",
  role: "operator",
  address: "",
  client: "",
  lastSeenAt,
  connections: 0,
});

test("who is here stands first, then who was here last, each once", () => {
  const present = [{ ts: 1, user: { id: "ben", name: "Ben" } }, { ts: 1 }, { ts: 2, user: { id: "ben", name: "Ben" } }];
  expect(knownPeople(present, [person("old", 1), person("anna", 9), person("ben", 5)])).toEqual([
    { id: "ben", name: "Ben" },
    { id: "anna", name: "anna's name" },
    { id: "old", name: "old's name" },
  ]);
});

test("no more are offered than can be looked through", () => {
  const many = Array.from({ length: 200 }, (_, index) => person(`p${index}`, index));
  expect(knownPeople([], many)).toHaveLength(MOST_KNOWN);
});
