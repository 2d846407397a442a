// @vitest-environment happy-dom
import { render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { testPage } from "@/hooks/testing/page.tsx";
import { ChatApproval, ChatApprovals } from "./chat-approval.tsx";

const NOW = Date.now();
const CALL = "call_0";

test("a call's decision is that of its own session and gateway, though others have calls of the same id", async () => {
  const page = testPage({
    "gateways.list": () => ({ defaultId: "embedded", gateways: [gateway("embedded"), gateway("far")] }),
    "exec.approval.list": () => [asked("rm -rf /", "agent:main:other"), asked("ls", "agent:main:main")],
  });
  render(
    <>
      <ChatApproval sessionKey="agent:main:main" toolCallId={CALL} />
      <ChatApprovals sessionKey="agent:main:main" shownCalls={CALL} />
    </>,
    { wrapper: page.wrapper },
  );
  await page.greet();
  expect(await screen.findByText("ls")).toBeDefined();
  expect(screen.queryByText("rm -rf /")).toBeNull();
  expect(screen.getAllByRole("button", { name: /Allow once/ })).toHaveLength(1);
});

function gateway(id: string) {
  const methods = ["exec.approval.list", "exec.approval.resolve"];
  return { id, name: id, kind: "embedded", status: { state: "ready", since: 1 }, methods };
}

function asked(command: string, sessionKey: string) {
  return {
    id: `${sessionKey} ${command}`,
    request: { command, sessionKey, agentId: "main", toolCallId: CALL },
    createdAtMs: NOW,
    expiresAtMs: NOW + 600_000,
  };
}
