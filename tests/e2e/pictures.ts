import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page, TestInfo } from "@playwright/test";

/** What draws the letters; pictures of another maker cannot be held against each other. */
interface Maker {
  /** Chromium's major version. */
  chromium: string;
  /** How wide some words come out, which is different with other fonts. */
  fonts: string;
}

const MAKER = fileURLToPath(new URL("./pictures/made-with.json", import.meta.url));
const RENEW = "npm exec -- playwright test tests/e2e/states.spec.ts --update-snapshots";

/**
 * Whether this machine draws as the one did that made the pictures. Where not, it says so, and the words alone are held
 * against what they should be. Renewing the pictures makes this machine their maker.
 */
export async function canCompare(page: Page, info: TestInfo): Promise<boolean> {
  const here = await makerOf(page);
  if (info.config.updateSnapshots === "all" || info.config.updateSnapshots === "changed") {
    mkdirSync(dirname(MAKER), { recursive: true });
    writeFileSync(MAKER, `${JSON.stringify(here, null, 2)}\n`);
    return true;
  }
  const there = existsSync(MAKER) ? (JSON.parse(readFileSync(MAKER, "utf8")) as Maker) : undefined;
  if (there?.chromium === here.chromium && there.fonts === here.fonts) return true;
  const told = `Pictures are not compared: they were made with ${named(there)}, this is ${named(here)}. Renew them with \`${RENEW}\`.`;
  info.annotations.push({ type: "pictures", description: told });
  console.warn(told);
  return false;
}

async function makerOf(page: Page): Promise<Maker> {
  const fonts = await page.evaluate(async () => {
    await document.fonts.ready;
    const pen = document.createElement("canvas").getContext("2d");
    const families = ["--font-geist-sans", "--font-geist-mono"].map((name) =>
      getComputedStyle(document.documentElement).getPropertyValue(name),
    );
    return [...families, "sans-serif", "monospace"].map((family) => {
      if (pen) pen.font = `16px ${family}`;
      return pen?.measureText("Mission Control … 0123456789 → ✓").width.toFixed(1);
    });
  });
  return { chromium: page.context().browser()?.version().split(".")[0] ?? "", fonts: fonts.join(" ") };
}

function named(maker: Maker | undefined): string {
  return maker ? `Chromium ${maker.chromium} and fonts of ${maker.fonts} px` : "nothing known";
}
