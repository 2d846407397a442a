import type { Page } from "@playwright/test";
import { PANELS, type Panel } from "../../components/panels/registry.ts";
import { roleFor } from "../../server/protocol/access.ts";
import { connected } from "../support/connected.ts";
import { calendarFrom, openFullHouse } from "../support/full-house.ts";
import { MissionControl } from "../support/mission-control.ts";
import { ask, openWire } from "../support/wire.ts";
import { expect, test, tokenOf } from "./fixtures.ts";
import { PANEL_STATES, type PanelStates, SHELL_READS } from "./panel-states.ts";
import { canCompare } from "./pictures.ts";
import { calm, NOW, REFUSAL, STATES, type State, stageOf } from "./state-stage.ts";

test.use({
  viewport: { width: 1280, height: 800 },
  colorScheme: "dark",
  reducedMotion: "reduce",
  timezoneId: "UTC",
  locale: "en-US",
});

const NAMES: Record<State, string> = {
  loading: "that loads",
  empty: "that is empty",
  error: "that failed",
  denied: "seen by a viewer",
  full: "at work",
};
/** Stands where something is still to come. */
const SKELETON = "main .animate-beat.bg-hover";
/** The frame around the panels is the same in the others. */
const SHELLS: readonly State[] = ["empty", "denied", "full"];
/** Sides on which a state's panels are looked at by tests of their own, so that two workers share them evenly. */
const HALVES = [0, 1] as const;

for (const state of STATES) {
  for (const half of HALVES) {
    test(`every panel ${NAMES[state]} says what it is and what to do, and looks as it did (${half + 1} of 2)`, async ({
      page,
    }, info) => {
      test.setTimeout(180_000);
      await using house = await houseFor(state);
      const stage = await stageOf(page, state);
      await page.goto(`${house.url}/sign-in?next=/settings`);
      await page.getByLabel("Code or token").fill(house.token);
      await page.getByRole("button", { name: "Sign in" }).click();
      await expect(connected(page)).toBeAttached();
      const compares = await canCompare(page, info);
      for (const panel of PANELS.filter((_panel, index) => index % 2 === half)) {
        const says = PANEL_STATES[panel.slug];
        if (says.reads.length === 0 && (state === "loading" || state === "error")) continue;
        await test.step(panel.slug, async () => {
          stage.show(panel.slug);
          const isFull = state === "full" || state === "denied";
          await page.goto(`${house.url}/${(isFull && says.fullAt) || panel.slug}`);
          await EXPECTED[state](page, panel, says);
          if (state === "full") {
            await expect.poll(() => says.reads.filter((method) => !stage.asked.has(method))).toEqual([]);
            const known: readonly string[] = [...says.reads, ...(says.also ?? []), ...SHELL_READS];
            expect
              .soft(
                [...stage.asked].filter((method) => !known.includes(method)),
                `${panel.slug} reads`,
              )
              .toEqual([]);
          }
          if (!compares) return;
          if (state !== "loading") await expect(page.locator(SKELETON)).toHaveCount(0);
          await calm(page);
          await expect.soft(page.getByRole("main")).toHaveScreenshot(`${panel.slug}-${state}.png`);
        });
      }
      if (compares && half === 0 && SHELLS.includes(state))
        await expect.soft(page.getByRole("complementary").first()).toHaveScreenshot(`shell-${state}.png`);
    });
  }
}

test("every colour of both themes is as it was", async ({ server, page }) => {
  await page.goto(`${server.url}/sign-in`);
  const tokens: string[] = [];
  for (const theme of ["dark", "light"] as const) {
    await page.emulateMedia({ colorScheme: theme });
    tokens.push(`${theme}\n${await colours(page)}`);
  }
  expect(`${tokens.join("\n\n")}\n`).toMatchSnapshot("colours.txt");
});

/** What each state says, in words. */
const EXPECTED: Record<State, (page: Page, panel: Panel, says: PanelStates) => Promise<void>> = {
  async loading(page, _panel, { loading = "" }) {
    const awaited = page.getByRole("status", { name: loading });
    await expect(awaited).toBeVisible();
    await expect(awaited).toContainText(`${loading} …`);
  },
  async empty(page, _panel, { empty }) {
    await settled(page);
    await expect(page.getByRole("main")).toContainText(empty.says);
    const next = page.getByRole("button", { name: empty.next }).or(page.getByRole("link", { name: empty.next }));
    await expect(page.getByRole("main").getByText(empty.next).or(next).first()).toBeVisible();
  },
  async error(page, _panel, { error = "" }) {
    const alert = page.getByRole("alert").filter({ hasText: error });
    await expect(alert).toContainText(REFUSAL);
    await expect(alert.getByRole("button", { name: "Try again" })).toBeVisible();
  },
  async denied(page, { scope, title }, { viewer, full }) {
    const main = page.getByRole("main");
    if (roleFor(scope) === "viewer") {
      await settled(page);
      await expect(main).toContainText(viewer ?? full);
      await expect(main).not.toContainText("You may not see this");
      return;
    }
    await expect(main.getByRole("heading", { level: 1, name: title })).toBeVisible();
    await expect(main).toContainText(`It needs the role ${roleFor(scope)} (the right ${scope}), and you are a viewer.`);
    await expect(main).toContainText("Ask an admin");
  },
  async full(page, _panel, { full }) {
    await settled(page);
    await expect(page.getByRole("main")).toContainText(full);
  },
};

/** What loads or failed says nothing of the server's own state: a fresh one does. */
async function houseFor(state: State): Promise<{ url: string; token: string } & AsyncDisposable> {
  if (state !== "full" && state !== "denied") {
    const server = await MissionControl.start({ env: calendarFrom(NOW) });
    return {
      url: server.url,
      token: await tokenOf(server),
      [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
    };
  }
  const house = await openFullHouse({ begins: NOW });
  const { server } = house;
  const close = { [Symbol.asyncDispose]: () => house[Symbol.asyncDispose]() };
  if (state === "full") return { url: server.url, token: await tokenOf(server), ...close };
  const wire = await openWire(server);
  const { secret } = await ask(wire, "tokens.create", { name: "Vera", role: "viewer" });
  await wire.close();
  return { url: server.url, token: secret, ...close };
}

async function settled(page: Page): Promise<void> {
  await expect(connected(page)).toBeAttached();
  await expect(page.getByRole("main").getByRole("heading").first()).toBeVisible();
  await expect(page.getByRole("status", { name: /^Loading/ })).toHaveCount(0);
}

/** Every custom property of the root, as this theme has it. */
async function colours(page: Page): Promise<string> {
  return await page.evaluate(() => {
    const holder = document.body.appendChild(document.createElement("b"));
    holder.style.cssText = "color: rgb(1, 2, 3); transition-property: none";
    const probe = holder.appendChild(document.createElement("i"));
    probe.style.transitionProperty = "none";
    // What is no colour leaves the inherited one.
    const inherited = "rgb(1, 2, 3)";
    const lines = [...document.styleSheets]
      .flatMap((sheet) => [...sheet.cssRules])
      .filter((rule) => rule instanceof CSSStyleRule && rule.selectorText === ":root")
      .flatMap((rule) => [...(rule as CSSStyleRule).style])
      .filter((name) => name.startsWith("--"))
      .flatMap((name) => {
        probe.style.color = `var(${name})`;
        const { color } = getComputedStyle(probe);
        return color === inherited ? [] : [`${name}: ${color}`];
      });
    return [...new Set(lines)].sort().join("\n");
  });
}
