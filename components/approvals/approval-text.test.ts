import { expect, test } from "vitest";
import type { Approval, ApprovalScope } from "@/server/protocol/approvals.ts";
import { reasonsOf, subjectOf, warningsOf } from "./approval-text.ts";

const times = { createdAtMs: 1, expiresAtMs: 2 };

test("each kind says what it is about, and why somebody is asked", () => {
  const command: Approval = { ...times, kind: "exec", id: "a", request: { command: "ls", ask: "always" } };
  expect([subjectOf(command), ...reasonsOf(command)]).toEqual(["ls", "Its rules ask for every command."]);
  expect([subjectOf(plugin()), ...reasonsOf(plugin())]).toEqual([
    "Send a mail: To Ada",
    "The plugin mailer asks before the tool send_mail runs.",
  ]);
  const request = { title: "OpenClaw change", description: "set config x to 1" };
  const change: Approval = { ...times, kind: "system-agent", id: "c", request };
  expect(subjectOf(change)).toBe("OpenClaw change: set config x to 1");
  expect(reasonsOf(change).join(" ")).toMatch(/own agent proposes/);
});

test.each<[ApprovalScope, string]>([
  [
    { kind: "message-send", target: "smtp", recipientCount: 3, recipients: ["ada"], audience: "external" },
    "A message goes out by smtp to 3 recipients (ada, 2 more), outside your organization.",
  ],
  [{ kind: "message-send", target: "smtp", recipientCount: 1 }, "A message goes out by smtp to one recipient."],
  [{ kind: "payment", amount: "12.50", currency: "EUR", target: "Ada" }, "12.50 EUR are paid to Ada."],
  [
    { kind: "external-post", target: "the blog", visibility: "public" },
    "It is posted to the blog, for everybody to see.",
  ],
])("what goes with a yes is told: %o", (scope, words) => {
  expect(reasonsOf(plugin(scope)).at(-1)).toBe(words);
});

test("what “always” would mean is told only where it can be said", () => {
  const scope = { kind: "standing-grant", automation: "Backup", command: "ls", expiresInDays: 30 } as const;
  const asked = (allowedDecisions: Approval["request"]["allowedDecisions"]): Approval => ({
    ...times,
    kind: "exec",
    id: "a",
    request: { command: "ls", scope, allowedDecisions },
  });
  expect(reasonsOf(asked(["allow-once", "allow-always", "deny"])).at(-1)).toContain("“Backup”");
  expect(reasonsOf(asked(["allow-once", "deny"])).join(" ")).not.toContain("Backup");
});

test("a gateway's warnings stand once each", () => {
  const request = { command: "ls", warningText: "Careful.", commandAnalysis: { warningLines: ["Careful.", "Eval."] } };
  expect(warningsOf({ ...times, kind: "exec", id: "a", request })).toEqual(["Careful.", "Eval."]);
});

function plugin(scope?: ApprovalScope): Approval {
  const request = { title: "Send a mail", description: "To Ada", pluginId: "mailer", toolName: "send_mail", scope };
  return { ...times, kind: "plugin", id: "plugin:b", request };
}
