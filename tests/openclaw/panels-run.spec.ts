import { hostname } from "node:os";
import { compactNumber, money } from "../../components/ui/format.ts";
import { openDeviceIdentity } from "../../server/gateways/openclaw/device-identity.ts";
import { open } from "../e2e/fixtures.ts";
import { converse } from "../e2e/seed.ts";
import { connectDevice } from "../support/device-client.ts";
import { expect, expectSound, onPhone, test } from "./fixtures.ts";

test("Cron: a job is added, run, read, paused and deleted on the gateway", async ({ stage, page }) => {
  const { server, openclaw } = stage;
  const main = page.getByRole("main");
  const dialog = page.getByRole("dialog");
  const theirs = async () => {
    const { jobs } = await openclaw.ask<{ jobs: { name: string; enabled: boolean }[] }>("cron.list", {
      includeDisabled: true,
    });
    return jobs.find(({ name }) => name === "Morning look");
  };
  await open(page, server, "/cron");
  await main.getByRole("button", { name: "New job" }).click();
  await dialog.getByLabel("Name").fill("Morning look");
  await dialog.getByLabel("What to say to the agent").fill("good morning");
  await dialog.getByLabel("Cron expression").fill("30 9 * * 1-5");
  await dialog.getByLabel("Time zone").fill("Europe/Berlin");
  await dialog.getByRole("button", { name: "Add job" }).click();
  const schedule = main.getByRole("region", { name: "Schedule" });
  await expect(schedule).toContainText("At 09:30, Monday through Friday");
  await expect.poll(theirs).toMatchObject({
    enabled: true,
    schedule: { kind: "cron", expr: "30 9 * * 1-5", tz: "Europe/Berlin" },
    payload: { kind: "agentTurn", message: "good morning" },
  });

  await test.step("run now, its answer stands in its history", async () => {
    await main.getByRole("button", { name: "Run now" }).click();
    const history = main.getByRole("region", { name: /^History/ });
    const run = history.getByRole("button", { name: /^Went well/ });
    await expect(run).toBeVisible();
    await run.click();
    await expect(history).toContainText("You said:");
  });

  await onPhone(page);
  await main.getByRole("button", { name: "Pause" }).click();
  await expect(schedule).toContainText("it runs at no time until it is resumed");
  await expect.poll(theirs).toMatchObject({ enabled: false });
  await expectSound(page);
  await main.getByRole("button", { name: "Actions for Morning look" }).click();
  await page.getByRole("menuitem", { name: "Delete …" }).click();
  await dialog.getByRole("button", { name: "Delete job" }).click();
  await expect(page).toHaveURL(/\/cron$/);
  await expect.poll(theirs).toBeUndefined();
  await expectSound(page);
});

test("Usage: the figures are those of the gateway", async ({ stage, page }) => {
  const { server, openclaw } = stage;
  await converse(server, "agent:main:spender", "stream 300");
  await open(page, server, "/usage");
  const main = page.getByRole("main");
  const totals = async () => {
    const { totals } = await openclaw.ask<{ totals: Totals }>("usage.cost", { days: 30 });
    return totals;
  };
  await expect(main.getByRole("table", { name: "Models" })).toContainText("tests/test-model");
  await expect
    .poll(async () => {
      const { totalTokens, totalCost, input, output } = await totals();
      const shown = await main.getByRole("definition").allTextContents();
      const wanted = [
        money(totalCost),
        compactNumber(totalTokens),
        `${compactNumber(input)} / ${compactNumber(output)}`,
      ];
      return wanted.map((figure, at) => shown[at]?.startsWith(figure));
    })
    .toEqual([true, true, true]);
  await onPhone(page);
  await main.getByRole("radio", { name: "Sessions" }).click();
  // It counts in the background, and tells nobody when it is done.
  const spent = async () => {
    const { sessions } = await openclaw.ask<{ sessions: { key: string; usage: Totals | null }[] }>("sessions.usage", {
      range: "30d",
      limit: 100,
    });
    return sessions.find(({ key }) => key === "agent:main:spender")?.usage?.totalTokens ?? 0;
  };
  await expect.poll(spent).toBeGreaterThan(0);
  await expect(main.getByRole("row", { name: /spender/ })).toContainText(compactNumber(await spent()));
  await expectSound(page);
});

test("Logs: the gateway's own lines come live, and are narrowed", async ({ stage, page }) => {
  const { server, openclaw } = stage;
  await open(page, server, "/logs");
  const main = page.getByRole("main");
  const lines = main.getByRole("listbox", { name: "Log lines" }).getByRole("option");
  await expect(main.getByText("Live", { exact: true })).toBeVisible();
  await expect(lines.filter({ hasText: /gateway/ }).first()).toBeVisible();
  await main.getByRole("searchbox", { name: "Search the log" }).fill("logged-once");
  await expect(main.getByText(/^0 found/)).toBeVisible();
  await openclaw.ask("cron.add", {
    name: "logged-once",
    enabled: false,
    schedule: { kind: "cron", expr: "0 9 * * 1" },
    sessionTarget: "isolated",
    wakeMode: "now",
    payload: { kind: "agentTurn", message: "hello" },
    delivery: { mode: "none" },
  });
  await expect(lines).toHaveText([/job added/]);

  await onPhone(page);
  await lines.click();
  await expect(
    page
      .getByRole("dialog")
      .or(page.getByRole("complementary", { name: "Log line" }))
      .first(),
  ).toContainText("logged-once");
  await expectSound(page);
});

test("Channels: an account is told as the gateway tells it; who writes to it is let in or turned away", async ({
  stage,
  page,
}) => {
  const { server, openclaw, telegram } = stage;
  const main = page.getByRole("main");
  const dialog = page.getByRole("dialog");
  const waiting = main.getByRole("list", { name: "Waiting to be let in" }).getByRole("listitem");
  const theirs = async () => {
    const { requests } = await openclaw.ask<{ requests: { senderId: string }[] }>("channels.pairing.list", {});
    return requests.map(({ senderId }) => senderId).toSorted();
  };
  const said = (chatId: number) => telegram.sent.filter((each) => each.chatId === chatId).map(({ text }) => text);
  await test.step("who wrote is counted beside the panel's name, and named in it", async () => {
    telegram.write({ id: 4711, first_name: "Ada", last_name: "Lovelace", username: "ada" }, "hello bot");
    telegram.write({ id: 4712, first_name: "Mallory" }, "let me in");
    await expect.poll(theirs).toEqual(["4711", "4712"]);
    await open(page, server, "/channels");
    await expect(main.getByRole("list", { name: "Accounts of Telegram" })).toContainText("Running");
    await expect(main).toContainText("Accounts of this gateway are added and removed in its configuration");
    await expect(main.getByRole("button", { name: "Add webhook" })).toHaveCount(0);
    await expect(waiting).toHaveCount(2);
    await expect(waiting.first()).toContainText("@ada · user id 4711");
    await expect(
      page
        .getByRole("navigation")
        .getByRole("link", { name: /^Channels.*2 waiting/ })
        .first(),
    ).toBeVisible();
  });

  await test.step("letting somebody in is looked at first; they are told, and heard", async () => {
    await main.getByRole("button", { name: "Let in Ada Lovelace" }).click();
    await expect(dialog).toContainText("From then on they can talk with the agent");
    await expect(dialog.getByLabel("Tell them that they were let in")).toBeChecked();
    await dialog.getByLabel(/^They are the owner/).check();
    await expectSound(page);
    await dialog.getByRole("button", { name: "Let in", exact: true }).click();
    await expect(dialog).toBeHidden();
    await expect(waiting).toHaveCount(1);
    await expect.poll(theirs).toEqual(["4712"]);
    await expect.poll(() => said(4711).at(-1)).toMatch(/approved/i);
    const { parsed } = await openclaw.ask<{ parsed: { commands?: { ownerAllowFrom?: string[] } } }>("config.get", {});
    expect(parsed.commands?.ownerAllowFrom).toEqual([expect.stringContaining("4711")]);
    telegram.write({ id: 4711, first_name: "Ada", last_name: "Lovelace", username: "ada" }, "stream 3");
    await expect.poll(() => said(4711).length, { timeout: 60_000 }).toBeGreaterThan(2);
  });

  await onPhone(page);
  await main.getByRole("button", { name: "Dismiss Mallory" }).click();
  await expect(waiting).toHaveCount(0);
  await expect.poll(theirs).toEqual([]);
  await expectSound(page);
});

test("Nodes: who is paired with the gateway is told, renamed and removed", async ({ stage, page }) => {
  const { server, openclaw } = stage;
  const identity = await openDeviceIdentity(test.info().outputPath("device.pem"));
  // One that is here when it is removed comes back by itself: over loopback it is let in at once.
  await (await connectDevice(openclaw, identity, { token: openclaw.token, commandLine: true })).client.stopAndWait();
  await open(page, server, "/nodes");
  const main = page.getByRole("main");
  const dialog = page.getByRole("dialog");
  const devices = main.getByRole("list", { name: "Devices" }).getByRole("listitem");
  await expect(devices).toHaveCount(1);
  await expect(devices).toContainText("read");
  await expect(main).toContainText("No node is paired");
  await devices.getByRole("button", { name: /^What to do with/ }).click();
  await page.getByRole("menuitem", { name: "Rename" }).click();
  await dialog.getByLabel("Name").fill("Kitchen tablet");
  await dialog.getByLabel("Name").press("Enter");
  await expect(devices).toContainText("Kitchen tablet");
  await expect.poll(async () => JSON.stringify(await openclaw.ask("device.pair.list", {}))).toContain("Kitchen tablet");

  await onPhone(page);
  await devices.getByRole("button", { name: "What to do with Kitchen tablet" }).click();
  await page.getByRole("menuitem", { name: "Remove" }).click();
  await dialog.getByRole("button", { name: "Remove device" }).click();
  await expect(devices).toHaveCount(0);
  await expectSound(page);
});

test("Nodes: what a machine offers is allowed, run, and its answer shown", async ({ stage, page }) => {
  const { server, openclaw } = stage;
  const identity = await openDeviceIdentity(test.info().outputPath("node.pem"));
  await using node = await connectDevice(openclaw, identity, {
    token: openclaw.token,
    node: { displayName: "Kitchen", caps: [], commands: ["system.which"] },
    onEvent: ({ event, payload }, client) => {
      if (event !== "node.invoke.request") return;
      const { id, nodeId, paramsJSON } = payload as { id: string; nodeId: string; paramsJSON: string };
      void client.request("node.invoke.result", { id, nodeId, ok: true, payloadJSON: paramsJSON });
    },
  });
  await open(page, server, "/nodes");
  const row = page.getByRole("main").getByRole("list", { name: "Nodes" }).getByRole("listitem");
  await expect(row).toContainText("Waits for somebody to allow system.which");
  await expectSound(page);
  await row.getByRole("button", { name: "Allow what Kitchen offers" }).click();
  await expect(row).not.toContainText("Waits for");
  await onPhone(page);
  await row.getByRole("button", { name: "Run a command on Kitchen" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Params").fill('{"bins": ["git"]}');
  await dialog.getByRole("button", { name: "Run command" }).click();
  await expect(dialog.getByRole("region", { name: "Answer" })).toContainText('"git"');
  await expectSound(page);
  await node.client.stopAndWait();
  await openclaw.ask("device.pair.remove", { deviceId: identity.deviceId });
});

test("Instances: who is connected to the gateway comes and goes in sight", async ({ stage, page }) => {
  const { server, openclaw } = stage;
  await open(page, server, "/instances");
  const rows = page.getByRole("main").getByRole("list", { name: "Instances" }).getByRole("listitem");
  await expect(rows.filter({ hasText: hostname() })).toContainText("2026.9.6");
  await expect
    .poll(async () => (await rows.count()) - (await openclaw.ask<object[]>("system-presence", {})).length)
    .toBe(0);
  await onPhone(page);
  await expectSound(page);
});

interface Totals {
  input: number;
  output: number;
  totalTokens: number;
  totalCost: number;
}
