import { connected } from "../support/connected.ts";
import { ask, openWire } from "../support/wire.ts";
import { expect, expectAccessible, goTo, open, test } from "./fixtures.ts";

test("a circle is made, talked in, read again after a reload, changed and deleted", async ({
  modelServer,
  page,
  browser,
}) => {
  const { server } = modelServer;
  await open(page, server, "/circles");
  const main = page.getByRole("main");
  const dialog = page.getByRole("dialog");

  await test.step("made with its agent", async () => {
    await main.getByRole("button", { name: "New circle" }).click();
    await dialog.getByLabel("Name").fill("Dev Team");
    await expect(dialog).toContainText("Begin with a small letter");
    await expect(dialog.getByRole("button", { name: "Create circle" })).toBeDisabled();
    await dialog.getByLabel("Name").fill("dev-team");
    await dialog.getByRole("checkbox").first().click();
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Create circle" }).click();
    await expect(page).toHaveURL(/\/circles\/dev-team$/);
    await expect(main).toContainText("Nothing was said yet");
  });

  await test.step("its agent answers, and both stay", async () => {
    await main.getByRole("textbox", { name: "Message to dev-team" }).fill("let us talk about apples");
    await page.keyboard.press("Enter");
    const said = main.getByRole("log", { name: "Messages" }).getByRole("article");
    await expect(said).toHaveCount(2);
    await expect(main.getByRole("textbox", { name: "Message to dev-team" })).toHaveValue("");
    await page.reload();
    await expect(said).toHaveCount(2);
    await expect(said.first()).toContainText("let us talk about apples");
    await expectAccessible(page);
  });

  await test.step("on a phone, an agent that cannot answer says why", async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await main.getByRole("textbox", { name: "Message to dev-team" }).fill("@main fail 400 no such thing");
    await main.getByRole("button", { name: "Send" }).click();
    await expect(main.getByRole("article", { name: /could not answer$/ })).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await page.setViewportSize({ width: 1280, height: 720 });
  });

  await test.step("its people are named, and it is deleted", async () => {
    await main.getByRole("button", { name: "Members" }).click();
    await dialog.getByLabel("People").fill("ann");
    const known = dialog.getByRole("group", { name: "Known here" }).getByRole("button").first();
    await known.press("Enter");
    await expect(known).toHaveAttribute("aria-pressed", "true");
    await expect(dialog.getByLabel("People")).toHaveValue(/^ann\n\S+$/);
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect(dialog).toHaveCount(0);
    await expect(main).toContainText("1 agent, 2 people");
    await main.getByRole("button", { name: "Delete the circle" }).click();
    await dialog.getByRole("button", { name: "Delete circle" }).click();
    await expect(page).toHaveURL(/\/circles$/);
    await expect(main).toContainText("No circles yet");
  });

  await test.step("whoever is connected stands among the instances, and goes with the connection", async () => {
    await goTo(page, "Instances");
    const rows = main.getByRole("list", { name: "Instances" }).getByRole("listitem");
    await expect(rows).toHaveCount(1);
    // Another tab would share this one's connection.
    const elsewhere = await browser.newContext();
    await open(await elsewhere.newPage(), server, "/instances");
    await expect(rows).toHaveCount(2);
    await elsewhere.close();
    await expect(rows).toHaveCount(1);
  });
});

test("a circle with people is theirs alone, with what its agents keep of it, and follows them as they change", async ({
  modelServer,
  page,
  browser,
}) => {
  const { server } = modelServer;
  const wire = await openWire(server);
  const { token, secret } = await ask(wire, "tokens.create", { name: "Ann", role: "operator" });
  const circle = { name: "vault", agents: ["main"], people: ["somebody"] };
  await ask(wire, "circles.create", circle);
  const context = await browser.newContext();
  const ann = await context.newPage();
  const hers = ann.getByRole("main");
  const row = hers.getByRole("row", { name: /Circle vault/ });

  await test.step("to others there is no such circle, and no such session", async () => {
    await ann.goto(`${server.url}/sign-in?next=${encodeURIComponent("/circles/vault")}`);
    await ann.getByLabel("Code or token").fill(secret);
    await ann.getByRole("button", { name: "Sign in" }).click();
    await expect(connected(ann)).toBeAttached();
    await expect(hers).toContainText("There is no such circle");
    await open(page, server, "/circles/vault");
    await page.getByRole("textbox", { name: "Message to vault" }).fill("talk about xylophones");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("log", { name: "Messages" }).getByRole("article")).toHaveCount(2);
    await goTo(ann, "Sessions");
    await expect(hers).toContainText("No sessions yet");
    await expect(hers).not.toContainText("xylophones");
  });

  await test.step("let in by an admin, she has both at once", async () => {
    await page.getByRole("button", { name: "Members" }).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog).toContainText("alone see the circle and what its agents keep of it");
    await dialog.getByLabel("People").fill(`token:${token.id}`);
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect(dialog).toHaveCount(0);
    await expect(row).toBeVisible();
    await goTo(ann, "Circles");
    await hers.getByRole("link", { name: /vault/ }).click();
    await expect(hers.getByRole("log", { name: "Messages" }).getByRole("article")).toHaveCount(2);
    await expect(hers.getByRole("button", { name: "Members" })).toHaveCount(0);
  });

  await test.step("taken out, she has neither any more, on a phone too", async () => {
    await ann.setViewportSize({ width: 390, height: 844 });
    await ask(wire, "circles.update", circle);
    await expect(hers).toContainText("There is no such circle");
    await expectAccessible(ann);
    await ann.goto(`${server.url}/sessions`);
    await expect(hers).toContainText("No sessions yet");
  });

  await context.close();
  await wire.close();
});
