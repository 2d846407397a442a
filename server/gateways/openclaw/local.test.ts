import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { answersAsOpenClaw, isSamePlace, readLocalOpenClaw } from "./local.ts";

async function found(text: string) {
  const folder = await mkdtemp(join(tmpdir(), "mission-control-local-"));
  try {
    const file = join(folder, "openclaw.json");
    await writeFile(file, text);
    return await readLocalOpenClaw(file);
  } finally {
    await rm(folder, { recursive: true });
  }
}

test.each<[string, string, unknown]>([
  [
    "port and token",
    "{gateway: {port: 19001, auth: {token: 'abc'}, /* as JSON5 */}}",
    { url: "ws://127.0.0.1:19001", token: "abc" },
  ],
  ["nothing said", "{}", { url: "ws://127.0.0.1:18789" }],
  ["TLS", '{"gateway":{"tls":{"enabled":true}}}', { url: "wss://127.0.0.1:18789" }],
  ["a secret that lies elsewhere", `{gateway: {auth: {token: "$${"{TOKEN}"}"}}}`, { url: "ws://127.0.0.1:18789" }],
  ["a gateway elsewhere", '{"gateway":{"mode":"remote"}}', undefined],
  ["no JSON5", "{", undefined],
])("OpenClaw's config: %s", async (_name, text, expected) => {
  expect(await found(text)).toEqual(expected);
});

test("a config that is not there speaks of nothing", async () => {
  expect(await readLocalOpenClaw(join(tmpdir(), "there-is-no-such-file.json"))).toBeUndefined();
});

test("this machine is one place, whatever it is called", () => {
  expect(isSamePlace("ws://localhost:18789", "ws://127.0.0.1:18789/")).toBe(true);
  expect(isSamePlace("ws://127.0.0.1:18789", "ws://127.0.0.1:18790")).toBe(false);
  expect(isSamePlace("wss://claw.example", "wss://claw.example:443/x")).toBe(true);
});

test.each<[string, boolean]>([
  ['{"ok":true,"status":"live"}', true],
  ['{"ok":true}', false],
  ["<html>", false],
])("what answers %s at a port is OpenClaw: %s", async (body, expected) => {
  const server = createServer((_request, response) => response.end(body)).listen(0, "127.0.0.1");
  await once(server, "listening");
  // The server only says a port after it listens, never a path.
  const { port } = server.address() as AddressInfo;
  expect(await answersAsOpenClaw(port)).toBe(expected);
  server.close();
  expect(await answersAsOpenClaw(port)).toBe(false);
});
