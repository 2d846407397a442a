// @vitest-environment happy-dom
import { fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { NuqsTestingAdapter } from "nuqs/adapters/testing";
import { expect, test } from "vitest";
import { testPage } from "@/hooks/testing/page.tsx";
import type { AccessPerson, AuditEntry } from "@/server/protocol/access.ts";
import { RpcError } from "@/server/protocol/errors.ts";
import AccessPanel from "./index.tsx";

const HOSTED = "People sign in through Clerk here.";
const PERSON: AccessPerson = {
  id: "user_anna",
  name: "Anna",
  kind: "person",
  role: "admin",
  address: "10.0.0.7",
  client: "Firefox",
  lastSeenAt: 1,
  connections: 0,
};
const KEPT = { keptDays: 90, keptEntries: 50_000, own: false };

/** The panel at an address, on a server that answers from a table. */
async function panel(search: string, answers: Parameters<typeof testPage>[0]) {
  const page = testPage({
    "gateways.list": () => ({ defaultId: "embedded", gateways: [] }),
    "tokens.list": () => ({ tokens: [] }),
    "access.people": () => ({ people: [PERSON], self: PERSON.id, own: false }),
    ...answers,
  });
  render(
    <NuqsTestingAdapter searchParams={search} hasMemory>
      <AccessPanel />
    </NuqsTestingAdapter>,
    { wrapper: page.wrapper },
  );
  await page.greet();
  const asked = () => page.asked.filter(({ method }) => method === "access.audit").at(-1)?.params;
  return { ...page, asked };
}

test("where no tokens are given out it says why, and offers none", async () => {
  await panel("", { "tokens.list": () => ({ tokens: [], unavailable: HOSTED }) });
  await waitFor(() => expect(screen.getByText(HOSTED)).toBeDefined());
  expect(screen.queryByRole("button", { name: "New token" })).toBeNull();
});

test("who sees themselves alone is told so, and by whom that can be changed", async () => {
  await panel("?view=people", { "access.people": () => ({ people: [PERSON], self: PERSON.id, own: true }) });
  await waitFor(() => expect(screen.getByText("Anna")).toBeDefined());
  expect(screen.getByRole("note").textContent).toContain("hosted.audit");
  expect(screen.getByText("You")).toBeDefined();
});

test("what could not be read can be tried again", async () => {
  let broken = true;
  await panel("", {
    "tokens.list": () => {
      if (broken) throw new RpcError("STORAGE", "The disk is full.");
      return { tokens: [] };
    },
  });
  await waitFor(() => expect(screen.getByText("The disk is full.")).toBeDefined());
  broken = false;
  fireEvent.click(screen.getByRole("button", { name: "Try again" }));
  await waitFor(() => expect(screen.getByText("No token was given out yet")).toBeDefined());
});

test("the audit goes on by its cursor, is narrowed to a person from the newest, and grows by itself", async () => {
  const entry = (id: number): AuditEntry => ({
    id,
    at: id,
    who: { id: PERSON.id, name: PERSON.name },
    action: `call.${id}`,
    targets: {},
    outcome: "OK",
  });
  let newest = 9;
  const page = await panel("?view=audit", {
    "access.audit": ({ cursor }: { cursor?: number }) =>
      cursor === undefined
        ? { ...KEPT, entries: [entry(newest)], cursor: newest }
        : { ...KEPT, entries: [entry(cursor - 1)] },
  });
  await waitFor(() => expect(screen.getByText("call.9")).toBeDefined());
  newest = 10;
  await page.event("access.changed", { what: "people" });
  await page.event("access.changed", { what: "audit" });
  await waitFor(() => expect(screen.getByText("call.10")).toBeDefined());
  fireEvent.click(screen.getByRole("button", { name: "Older" }));
  await waitFor(() => expect(screen.getByText("call.9")).toBeDefined());
  expect(page.asked()).toEqual({ cursor: 10 });
  expect(screen.queryByRole("button", { name: "Older" })).toBeNull();
  fireEvent.click(within(screen.getByRole("list", { name: "What was done" })).getByRole("button", { name: "Anna" }));
  await waitFor(() => expect(page.asked()).toEqual({ who: PERSON.id }));
  fireEvent.click(screen.getByRole("button", { name: "Show everybody, not only Anna" }));
  await waitFor(() => expect(page.asked()).toEqual({}));
});
