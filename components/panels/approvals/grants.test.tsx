// @vitest-environment happy-dom
import { fireEvent, render, screen } from "@testing-library/react";
import { act } from "react";
import { expect, test } from "vitest";
import { testPage } from "@/hooks/testing/page.tsx";
import type { StandingGrant } from "@/server/protocol/approvals.ts";
import { Grants } from "./grants.tsx";

test("what a job may always run is taken back after a question, and stands there as revoked", async () => {
  let grants = [grant({})];
  const page = testPage({
    "gateways.list": () => ({ gateways: [GATEWAY], defaultId: GATEWAY.id }),
    "exec.approval.grants.list": () => ({ grants }),
    "exec.approval.grants.revoke": () => {
      grants = [grant({ revokedAtMs: 2, revokedBy: "Ada" })];
      return { outcome: "revoked" };
    },
  });
  render(<Grants />, { wrapper: page.wrapper });
  await page.greet();
  const row = await screen.findByRole("listitem");
  expect(row.textContent).toContain("Nightly backup");
  expect(row.textContent).toContain("used 3 times");
  act(() => void fireEvent.click(screen.getByRole("button", { name: "Revoke rsync -a" })));
  expect(page.count("exec.approval.grants.revoke")).toBe(0);
  act(() => void fireEvent.click(screen.getByRole("button", { name: "Revoke" })));
  await screen.findByText("revoked");
  expect(screen.getByRole("listitem").textContent).toContain("by Ada");
  expect(screen.queryByRole("button", { name: "Revoke rsync -a" })).toBeNull();
});

const GATEWAY = { id: "embedded", name: "Embedded", kind: "embedded", status: { state: "ready", since: 1 } };

function grant(fields: Partial<StandingGrant>): StandingGrant {
  return {
    grantId: "g",
    mintedByApprovalId: "a",
    agentId: "main",
    cronJobId: "j",
    cronJobName: "Nightly backup",
    command: "rsync -a",
    cwd: null,
    createdAtMs: 1,
    expiresAtMs: null,
    revokedAtMs: null,
    revokedBy: null,
    lastUsedAtMs: 1,
    useCount: 3,
    ...fields,
  };
}
