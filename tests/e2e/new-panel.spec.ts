import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { connected } from "../support/connected.ts";
import { MissionControl } from "../support/mission-control.ts";
import { ask, openWire } from "../support/wire.ts";
import { expect, open, test } from "./fixtures.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
/** Inside the project, so that its dependencies are found from there. */
const COPY = join(ROOT, ".cache/new-panel");
const COPIED = [
  "app",
  "components",
  "hooks",
  "server",
  "public",
  "next.config.mjs",
  "package.json",
  "postcss.config.mjs",
];
const PANEL = `export default function HarbourPanel() {
  return <h1>Ships in the harbour</h1>;
}
`;
const LINE = `  harbour: {
    title: "Harbour", icon: RadioTower, scope: "operator.admin", group: "Run", load: () => import("./harbour/index.tsx"),
  },
`;

test("a panel takes one folder and one line", async ({ page, browser }) => {
  test.setTimeout(240_000);
  await rm(COPY, { recursive: true, force: true });
  await mkdir(COPY, { recursive: true });
  try {
    for (const name of [...COPIED, "tsconfig.json"]) await cp(join(ROOT, name), join(COPY, name), { recursive: true });
    await mkdir(join(COPY, "components/panels/harbour"));
    await writeFile(join(COPY, "components/panels/harbour/index.tsx"), PANEL);
    const registry = join(COPY, "components/panels/registry.ts");
    const lines = await readFile(registry, "utf8");
    await writeFile(registry, lines.replace("  gateways: {\n", `${LINE}  gateways: {\n`));
    await build();
    await using server = await MissionControl.start({ main: join(COPY, "server/main.ts") });

    await test.step("it stands in the navigation and has an address", async () => {
      await open(page, server, "/harbour");
      await expect(page.getByRole("heading", { name: "Ships in the harbour" })).toBeVisible();
      const link = page.getByRole("navigation", { name: "Panels" }).getByRole("link", { name: "Harbour" });
      await expect(link).toHaveAttribute("aria-current", "page");
    });

    await test.step("the palette finds it", async () => {
      await page.goto(`${server.url}/settings`);
      await expect(connected(page)).toBeAttached();
      await page.keyboard.press("Control+k");
      await page.getByRole("dialog", { name: "Search or do" }).getByRole("combobox").fill("harbour");
      await page
        .getByRole("option", { name: /Harbour/ })
        .first()
        .click();
      await expect(page).toHaveURL(/\/harbour$/);
      await expect(page.getByRole("heading", { name: "Ships in the harbour" })).toBeVisible();
    });

    await test.step("who lacks the right is told which role has it", async () => {
      const wire = await openWire(server);
      const { secret } = await ask(wire, "tokens.create", { name: "Vera", role: "viewer" });
      await wire.close();
      const viewer = await (await browser.newContext()).newPage();
      await viewer.goto(`${server.url}/sign-in?next=/harbour`);
      await viewer.getByLabel("Code or token").fill(secret);
      await viewer.getByRole("button", { name: "Sign in" }).click();
      await expect(viewer.getByRole("main")).toContainText("It needs the role admin (the right operator.admin)");
      await viewer.context().close();
    });
  } finally {
    await rm(COPY, { recursive: true, force: true });
  }
});

async function build(): Promise<void> {
  const next = join(ROOT, "node_modules/next/dist/bin/next");
  const child = spawn(process.execPath, [next, "build"], {
    cwd: COPY,
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const told: string[] = [];
  child.stdout.on("data", (text: Buffer) => told.push(text.toString()));
  child.stderr.on("data", (text: Buffer) => told.push(text.toString()));
  const [code] = await once(child, "close");
  expect(code, told.join("")).toBe(0);
}
