import { MissionControl } from "../support/mission-control.ts";
import { ask, openWire } from "../support/wire.ts";
import { expect, expectAccessible, open, test, tokenOf } from "./fixtures.ts";
import { begin, converse } from "./seed.ts";

test("sessions of several gateways are counted, opened, pinned, put away and deleted as one list", async ({
  modelServer,
  page,
}) => {
  const { server, models } = modelServer;
  // Another one stands for a gateway elsewhere: it speaks OpenClaw's protocol on its own address.
  const env = { OPENAI_BASE_URL: models.url, MISSION_CONTROL_MODEL: "openai/test-model" };
  await using attic = await MissionControl.start({ env });
  const wire = await openWire(server);
  await ask(wire, "gateways.add", { name: "Attic", url: `ws://127.0.0.1:${attic.port}`, token: await tokenOf(attic) });
  await wire.close();
  await converse(server, "agent:main:chat-near", "let us talk about apples");
  await converse(attic, "agent:main:chat-far", "let us talk about pears");
  await begin(attic, "agent:main:chat-long", "run on: stall after 3");
  const main = page.getByRole("main");
  const rows = main.getByRole("list", { name: "Sessions" }).getByRole("listitem");

  await test.step("the overview counts all gateways", async () => {
    await open(page, server);
    await page.getByRole("button", { name: "Mission Control" }).click();
    await page.getByRole("button", { name: "Show all" }).click();
    await expect(main).toContainText("on 2 gateways");
    await expect(main.getByRole("region", { name: "Running now" })).toContainText("run on");
    await expect(main.getByRole("region", { name: "Sessions" })).toContainText("apples");
    await expect(main.getByRole("region", { name: "Sessions" })).toContainText("pears");
  });

  await test.step("details stay beside the list, are in the address, and lead to their own gateway", async () => {
    await page.getByRole("navigation").getByRole("link", { name: "Sessions" }).first().click();
    await expect(rows).toHaveCount(3);
    await rows
      .filter({ hasText: "pears" })
      .getByRole("button", { name: /^Details of/ })
      .click();
    await expect(page).toHaveURL(/open=[^&]+chat-far/);
    await page.reload();
    const details = page.getByRole("complementary", { name: "Session details" });
    await expect(details).toContainText("You said: let us talk about pears");
    await expect(details.getByRole("link", { name: "Open in Chat" })).toHaveAttribute("href", /gateway=[0-9a-f-]{36}/);
    await details.getByRole("button", { name: "Close" }).click();
    await expect(details).toBeHidden();
  });

  await test.step("an action reaches sessions of both, and one that waits for a yes, too", async () => {
    for (const word of ["apples", "pears"]) await rows.filter({ hasText: word }).getByRole("checkbox").click();
    await expect(main.getByText("2 selected")).toBeVisible();
    await expectAccessible(page);
    await main.getByRole("button", { name: "Pin" }).click();
    await main.getByRole("button", { name: "Unpin" }).click();
    await main.getByRole("button", { name: "Pin", exact: true }).waitFor();
    await main.getByRole("button", { name: "Delete" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
    await expect(rows).toHaveCount(1);
    await expect(rows).toContainText("run on");
  });

  await test.step("on a phone the details lie over the list", async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await rows.getByRole("checkbox").click();
    await main.getByRole("button", { name: "Archive" }).waitFor();
    await rows.getByRole("button", { name: /^Details of/ }).click();
    await expect(page.getByRole("dialog")).toContainText("Attic");
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toBeHidden();
  });
});
