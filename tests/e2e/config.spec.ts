import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ask, openWire } from "../support/wire.ts";
import { expect, expectAccessible, open, test } from "./fixtures.ts";

test("settings are found, changed, checked, saved, refused when stale, and rolled back; comments and secrets survive", async ({
  server,
  page,
}) => {
  const file = join(server.home, "config.json5");
  const secret = "a-secret-that-nobody-sees";
  const text = `{\n  // kept by hand\n  limits: { concurrentRuns: 2 },\n  auth: { token: '${secret}' },\n}\n`;
  await open(page, server, "/config");
  const main = page.getByRole("main");
  const dialog = page.getByRole("dialog");
  await expect(main).toContainText("There is no file yet");
  await writeFile(file, text, { mode: 0o600 });
  await page.reload();

  await test.step("a setting is changed in the form and seen in the text, with its comments", async () => {
    await main.getByRole("button", { name: /^limits/ }).click();
    await expect(page).toHaveURL(/at=limits/);
    await main.getByLabel("concurrentRuns", { exact: true }).fill("3");
    await main.getByRole("radio", { name: "JSON5" }).click();
    const editor = main.getByRole("textbox", { name: "Configuration, JSON5" });
    await expect(editor).toContainText("concurrentRuns: 3");
    await expect(editor).toContainText("// kept by hand");
    expect(await page.content()).not.toContain(secret);
    await main.getByRole("radio", { name: "Form" }).click();
  });

  await test.step("where keys of models are set is said; nothing that was changed is lost over it", async () => {
    await main.getByRole("radio", { name: "Model keys" }).click();
    await expect(page).toHaveURL(/view=keys/);
    await expect(main).toContainText("Keys are set where Mission Control runs");
    await expectAccessible(page);
    await main.getByRole("radio", { name: "Form" }).click();
  });

  await test.step("a dry run tells what it needs; the save keeps comments and secrets", async () => {
    await main.getByRole("button", { name: "Review and save" }).click();
    await dialog.getByRole("button", { name: "Dry run" }).click();
    await expect(dialog).toContainText("After a restart: limits.concurrentRuns.");
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Save", exact: true }).click();
    await expect(dialog).toBeHidden();
    expect(await readFile(file, "utf8")).toBe(text.replace("concurrentRuns: 2", "concurrentRuns: 3"));
  });

  await test.step("what cannot be is refused at its setting", async () => {
    await main.getByLabel("concurrentRuns", { exact: true }).fill("999");
    await main.getByRole("button", { name: "Review and save" }).click();
    await dialog.getByRole("button", { name: "Save", exact: true }).click();
    await expect(main.getByRole("alert").first()).toContainText("a whole number from 1 to 64");
    await main.getByRole("button", { name: "Discard" }).click();
  });

  await test.step("somebody else's save meanwhile is not overwritten", async () => {
    await main.getByLabel("concurrentRuns", { exact: true }).fill("5");
    await writeFile(file, text.replace("concurrentRuns: 2", "concurrentRuns: 4"));
    await main.getByRole("button", { name: "Review and save" }).click();
    await dialog.getByRole("button", { name: "Save", exact: true }).click();
    await expect(main).toContainText("Somebody saved another version");
    expect(await readFile(file, "utf8")).toContain("concurrentRuns: 4");
    await main.getByRole("button", { name: "Take theirs" }).click();
    await expect(main.getByLabel("concurrentRuns", { exact: true })).toHaveValue("4");
  });

  await test.step("an earlier version comes back, on a phone", async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await main.getByRole("button", { name: "History" }).click();
    await dialog.getByRole("button", { name: "Compare" }).first().click();
    await dialog.getByRole("button", { name: "Roll back" }).click();
    await expect(main.getByLabel("concurrentRuns", { exact: true })).toHaveValue("2");
    expect(await readFile(file, "utf8")).toBe(text);
    await expectAccessible(page);
  });

  await test.step("what another client changes elsewhere is merged by itself, and the rest setting by setting", async () => {
    const wire = await openWire(server);
    const { hash } = await ask(wire, "config.get", {});
    await main.getByLabel("concurrentRuns", { exact: true }).fill("6");
    const port = text.replace("auth:", "port: 4321, // theirs\n  auth:").replace(secret, "__OPENCLAW_REDACTED__");
    await ask(wire, "config.set", { raw: port, ...(hash && { baseHash: hash }) });
    await expect(main.getByRole("status").filter({ hasText: "They changed port. You changed limits" })).toBeVisible();
    await expect(main.getByLabel("concurrentRuns", { exact: true })).toHaveValue("6");
    await expectAccessible(page);

    const now = await ask(wire, "config.get", {});
    const runs = port.replace("concurrentRuns: 2", "concurrentRuns: 8").replace("4321", "4322");
    await ask(wire, "config.set", { raw: runs, ...(now.hash && { baseHash: now.hash }) });
    const both = main.getByRole("list", { name: "Settings that both changed" });
    await expect(both.getByRole("listitem")).toHaveText(/limits\.concurrentRunsTheirs: 8 · Mine: 6/);
    await expect(main.getByRole("button", { name: "Merge" })).toBeDisabled();
    await expectAccessible(page);
    await both.getByRole("radio", { name: "Mine" }).press("Enter");
    await main.getByRole("button", { name: "Merge" }).click();
    await main.getByRole("button", { name: "Review and save" }).click();
    await dialog.getByRole("button", { name: "Save", exact: true }).click();
    await expect(dialog).toBeHidden();
    const saved = await readFile(file, "utf8");
    expect(saved).toContain("concurrentRuns: 6");
    expect(saved).toContain("port: 4322, // theirs");
    expect(saved).toContain("// kept by hand");
    expect(saved).toContain(secret);
    await wire.close();
  });
});
