import { randomUUID } from "node:crypto";
import { ask, endOf, openWire } from "../support/wire.ts";
import { expect, open, test } from "./fixtures.ts";

test("a message found by searching all transcripts opens where it stands", async ({
  page,
  modelServer: { server },
}) => {
  const wire = await openWire(server);
  const sessionKey = "agent:main:main";
  for (const message of ["the needle in the haystack", ...Array.from({ length: 12 }, () => "stream 400")]) {
    const idempotencyKey = randomUUID();
    await ask(wire, "chat.send", { sessionKey, message, idempotencyKey });
    await endOf(wire, idempotencyKey);
  }
  const { results } = await ask(wire, "sessions.search", { query: "needle" });
  await wire.close();
  const found = results.find(({ role }) => role === "user");
  await open(page, server, `/chat/${encodeURIComponent(sessionKey)}?message=${found?.messageId}`);
  const log = page.getByRole("log", { name: "Conversation" });
  await expect(log.getByText("the needle in the haystack", { exact: true })).toBeInViewport();
  await expect(page).not.toHaveURL(/message=/);
});
