import { expect, expectAccessible, open, test } from "./fixtures.ts";

/** The discard service's port: nobody listens there. */
const NOBODY = "ws://127.0.0.1:9";
const COMMAND = "openclaw gateway run --port 9";

test("a gateway that cannot be reached is diagnosed, added anyway, waited for and removed", async ({
  server,
  page,
}) => {
  await open(page, server, "/gateways");
  const main = page.getByRole("main");
  const dialog = page.getByRole("dialog");
  await expect(main.getByRole("listitem")).toHaveCount(1);

  await test.step("a test names one cause, one fix and one command", async () => {
    await main.getByRole("button", { name: "Add gateway" }).click();
    await dialog.getByLabel("Address").fill(`${NOBODY}/#token=leaked`);
    await dialog.getByLabel("Name").fill("Attic");
    await expect(dialog).toContainText("Put the token into its own field");
    await dialog.getByLabel("Address").fill(NOBODY);
    await expect(dialog.getByRole("textbox", { name: "Token" })).toHaveAttribute("type", "password");
    await dialog.getByRole("textbox", { name: "Token" }).fill("a-secret-token");
    await dialog.getByRole("button", { name: "Test" }).click();
    await expect(dialog.getByRole("status")).toContainText("Nothing listens on 127.0.0.1:9.");
    await expect(dialog.getByRole("status")).toContainText(COMMAND);
    await expect(dialog.getByRole("button", { name: "Copy the command" })).toBeVisible();
    await expectAccessible(page);
  });

  await test.step("added anyway, it says why it is not connected, and never its token", async () => {
    await dialog.getByRole("button", { name: "Add anyway" }).click();
    await expect(page).toHaveURL(/\/gateways\/[0-9a-f-]{36}$/);
    await expect(main.getByRole("region", { name: "Connection" })).toContainText(COMMAND);
    await main.getByRole("button", { name: "Edit" }).click();
    await expect(dialog.getByRole("textbox", { name: "Token" })).toHaveValue("");
    await page.keyboard.press("Escape");
    await page.reload();
    await expect(main.getByRole("region", { name: "Connection" })).toContainText(COMMAND);
    expect(await page.content()).not.toContain("a-secret-token");
    await expectAccessible(page);
  });

  await test.step("panels that ask it wait for it", async () => {
    await main.getByRole("button", { name: "Use in the panels" }).click();
    await page.getByRole("navigation").getByRole("link", { name: "Agents" }).click();
    await expect(main).toContainText("Waiting for Attic");
    await expect(main).toContainText(COMMAND);
    await main.getByRole("link", { name: "Open in Gateways" }).click();
  });

  await test.step("all gateways at once: rows have their origin, and who is not there is said in a line", async () => {
    await page.getByRole("button", { name: "Mission Control" }).click();
    await page.getByRole("button", { name: "Show all" }).click();
    await page.getByRole("navigation").getByRole("link", { name: "Agents" }).click();
    const notes = main.getByRole("list", { name: "Gateways that are not shown whole" });
    await expect(notes).toContainText("Attic is not connected: Nothing listens on 127.0.0.1:9.");
    await expect(
      main
        .getByRole("listitem")
        .filter({ has: page.getByRole("link") })
        .first(),
    ).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("navigation").getByRole("link", { name: "Sessions" }).click();
    await expect(notes).toContainText("Attic");
    await expectAccessible(page);
    await page.getByRole("navigation").getByRole("link", { name: "Logs" }).click();
    await expect(notes).toContainText("Attic");
    await expect(main.getByRole("list", { name: "Lines of all gateways" }).getByRole("listitem").first()).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("navigation").getByRole("link", { name: "Agents" }).click();
    await main
      .getByRole("listitem")
      .filter({ has: page.getByRole("link") })
      .first()
      .getByRole("link")
      .click();
    await expect(page).toHaveURL(/\/agents\/[^/?]+\?gateway=embedded$/);
    await page.getByRole("navigation").getByRole("link", { name: "Gateways" }).click();
    await main.getByRole("link", { name: "Attic" }).click();
  });

  await test.step("removed, it is gone, and the panels ask the default one again", async () => {
    await main.getByRole("button", { name: "More for Attic" }).click();
    await page.getByRole("menuitem", { name: "Remove …" }).click();
    await dialog.getByRole("button", { name: "Remove gateway" }).click();
    await expect(page).toHaveURL(/\/gateways$/);
    await expect(main.getByRole("listitem")).toHaveCount(1);
    await page.getByRole("navigation").getByRole("link", { name: "Agents" }).click();
    await expect(main.getByRole("button", { name: "New agent" })).toBeVisible();
    await expect(main.getByRole("listitem").first()).toBeVisible();
  });
});
