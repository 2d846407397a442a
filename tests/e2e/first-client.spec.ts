import { once } from "node:events";
import { mkdtemp, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { freePort } from "../support/free-port.ts";
import { MissionControl } from "../support/mission-control.ts";
import { expect, test, tokenOf } from "./fixtures.ts";

const FOLDER = fileURLToPath(new URL("./first-client", import.meta.url));
const PAGE = '<!doctype html><title>First client</title><body><script type="module" src="/main.js"></script>';

test("the provider and the hooks of the protocol's first client work from a page of another origin", async ({
  page,
}) => {
  let code = "";
  await using site = await serve(() => code);
  const home = await mkdtemp(join(tmpdir(), "mission-control-"));
  await writeFile(join(home, "config.json5"), JSON.stringify({ auth: { allowedOrigins: [site.origin] } }));
  await using server = await MissionControl.start({ home, port: await freePort() });
  code = await bundle(server.wsUrl);
  await page.goto(`${site.origin}/#token=${await tokenOf(server)}`);

  await expect(page.getByText("connected", { exact: true })).toBeVisible();
  const sessions = page.getByRole("list", { name: "Sessions" });
  await page.getByRole("button", { name: "Create" }).click();
  await expect(sessions.getByText("agent:main:made-here")).toBeVisible();

  const thank = page.getByRole("button", { name: "Say thanks" });
  await thank.click();
  const said = page.getByRole("list", { name: "Conversation" }).getByRole("listitem");
  await expect(said).toHaveText(["user: thanks", /^assistant: You're welcome\. .*do\.$/]);
  await expect(thank).toBeEnabled();

  await server.stop();
  await expect(page.getByText("not connected", { exact: true })).toBeVisible();
  await using _again = await MissionControl.start({ home, port: server.port });
  await expect(page.getByText("connected", { exact: true })).toBeVisible();
  await thank.click();
  await expect(said).toHaveCount(4);
  await expect(said.last()).toHaveText(/do\.$/);
});

/** A site beside Mission Control, with the client's page. */
async function serve(code: () => string): Promise<AsyncDisposable & { origin: string }> {
  const site: Server = createServer((request, response) => {
    const isCode = request.url?.endsWith(".js");
    response.setHeader("content-type", isCode ? "text/javascript" : "text/html");
    response.end(isCode ? code() : PAGE);
  });
  await once(site.listen(0, "127.0.0.1"), "listening");
  const { port } = site.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      site.closeAllConnections();
      await once(site.close(), "close");
    },
  };
}

async function bundle(wsUrl: string): Promise<string> {
  const result = await build({
    configFile: false,
    root: FOLDER,
    logLevel: "silent",
    resolve: { alias: { "@clerk/nextjs": `${FOLDER}/auth.ts` } },
    define: {
      "process.env.NEXT_PUBLIC_WS_URL": JSON.stringify(wsUrl),
      "process.env.NEXT_PUBLIC_API_URL": "undefined",
      "process.env.NODE_ENV": '"production"',
    },
    build: { write: false, minify: false, rolldownOptions: { input: `${FOLDER}/main.tsx` } },
  });
  const [output] = Array.isArray(result) ? result : [result];
  if (!output || !("output" in output)) throw new Error("the bundler gave no output");
  return output.output[0].code;
}
