import { expect, test } from "vitest";
import { accountOf, senderFacts, senderName } from "./sender-facts.ts";

const ADA = {
  channel: "telegram",
  senderId: "4711",
  senderLabel: "telegramUserId",
  metadata: { username: "ada", firstName: "Ada" },
};

test("somebody is called what the channel knows best of them, and told apart by the rest", () => {
  expect(senderName(ADA)).toBe("Ada");
  expect(senderFacts(ADA)).toBe("@ada · user id 4711");
  expect(senderFacts({ ...ADA, channel: "signal" })).toBe("@ada · telegram user id 4711");
  const nameless = { ...ADA, metadata: { username: "@ada" } };
  expect(senderName(nameless)).toBe("@ada");
  expect(senderFacts(nameless)).toBe("user id 4711");
  expect(senderName({ senderId: "4711" })).toBe("4711");
  expect(senderName({ senderId: "4711", metadata: { name: 7, firstName: "" } })).toBe("4711");
});

test("an account is named where there is more than the usual one", () => {
  const account = { channelLabel: "Telegram", accountId: "default" };
  expect(accountOf(account)).toBe("Telegram");
  expect(accountOf({ ...account, accountId: "work" })).toBe("Telegram, work");
  expect(accountOf({ ...account, accountLabel: "Front desk" })).toBe("Telegram, Front desk");
});
