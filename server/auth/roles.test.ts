import { expect, test } from "vitest";
import { ROLE_SCOPES, roleFor } from "../protocol/access.ts";
import { roleOf } from "./roles.ts";

test.each([
  ["metadata", { metadata: { role: "viewer" }, o: { rol: "admin" } }, "viewer"],
  ["public metadata", { public_metadata: { role: "admin" } }, "admin"],
  ["the organisation, as tokens say it today", { o: { id: "org_1", rol: "viewer" } }, "viewer"],
  ["the organisation, as older tokens say it", { org_role: "org:admin" }, "admin"],
  ["nobody: the default", {}, "operator"],
  ["a member of an organisation: the default", { org_role: "org:member" }, "operator"],
  ["metadata with a role that is none: the least", { metadata: { role: "owner" }, org_role: "org:admin" }, "viewer"],
  ["metadata with what is no text: the least", { metadata: { role: ["admin"] } }, "viewer"],
  ["a name that every object has", { metadata: { role: "constructor" } }, "viewer"],
] as const)("the role comes from %s", (_from, claims, role) => {
  expect(roleOf(claims, "operator")).toBe(role);
});

test("only admins may administrate, only viewers may not write", () => {
  expect(ROLE_SCOPES.viewer).toEqual(["operator.read"]);
  expect(ROLE_SCOPES.operator).not.toContain("operator.admin");
  expect(ROLE_SCOPES.operator).toContain("operator.write");
  expect(ROLE_SCOPES.admin).toContain("operator.admin");
});

test("the least role that has a scope", () => {
  expect(roleFor("operator.read")).toBe("viewer");
  expect(roleFor("operator.approvals")).toBe("operator");
  expect(roleFor("operator.pairing")).toBe("admin");
});
