import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { SettingsStore } from "../store/contract.ts";
import { Fleet, type GatewayRecord } from "./fleet.ts";
import type { Gateway } from "./gateway.ts";
import { Vault } from "./vault.ts";

const HOME = "ws://claw:18789";
const AWAY = "wss://elsewhere.example";

/** A fleet whose gateways are only records, with what each was connected with. */
async function openTestFleet() {
  const dir = mkdtempSync(join(tmpdir(), "mission-control-fleet-"));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const settings = new Map<string, unknown>();
  const connected: { url: string; token: string | undefined }[] = [];
  const forgotten: string[] = [];
  const events: ("closed" | "forgotten")[] = [];
  const disk = { full: false };
  const close = async () => void events.push("closed");
  const gatewayOf = ({ id, url }: Partial<GatewayRecord>) =>
    ({ id, url, status: { state: "ready", since: 0 }, onStatus: () => () => {}, close }) as never;
  const embedded: Gateway = gatewayOf({ id: "embedded" });
  const fleet = await Fleet.open({
    embedded,
    settings: {
      get: async (key: string) => settings.get(key),
      put: async (key: string, value: unknown) => {
        if (disk.full) throw new Error("the disk is full");
        settings.set(key, value);
      },
    } as SettingsStore,
    vault: new Vault({ key: join(dir, "key"), file: join(dir, "vault") }),
    configured: { id: "default", name: "Default", url: HOME, token: "configured" },
    connect: (record, token) => {
      connected.push({ url: record.url, token });
      return gatewayOf(record);
    },
    forgetDevice: (id) => {
      forgotten.push(id);
      events.push("forgotten");
    },
  });
  const { id } = await fleet.add({ name: "Claw", url: HOME, token: "secret" });
  connected.length = 0;
  const kept = () => (settings.get("gateways") as { records: GatewayRecord[] }).records;
  return { fleet, id, connected, forgotten, events, disk, kept };
}

test("a kept token is tried at its own host, wherever the path leads, and nowhere else", async () => {
  const { fleet, id } = await openTestFleet();
  expect(fleet.tokenFor({ id, url: `${HOME}/gateway` })).toBe("secret");
  expect(fleet.tokenFor({ id: "default", url: HOME })).toBe("configured");
  for (const url of [AWAY, "wss://claw:18789", "ws://claw:1", "ws://claw"]) {
    for (const each of [id, "default"]) {
      expect(() => fleet.tokenFor({ id: each, url })).toThrow(/was given for claw:18789 .* enter the token of/);
    }
  }
});

test("a gateway that moves to another host needs that one's token, and takes nothing along", async () => {
  const { fleet, id, connected, forgotten } = await openTestFleet();
  await expect(fleet.update(id, { url: AWAY })).rejects.toMatchObject({
    code: "INVALID_REQUEST",
    details: { field: "token" },
  });
  expect([connected, forgotten]).toEqual([[], []]);

  await fleet.update(id, { url: AWAY, token: "another" });
  await fleet.update(id, { name: "Renamed" });
  await fleet.update(id, { url: HOME, token: "" });
  expect(connected).toEqual([
    { url: AWAY, token: "another" },
    { url: AWAY, token: "another" },
    { url: HOME, token: undefined },
  ]);
  expect(forgotten).toEqual([id, id]);
  // Without a token there is none to keep back.
  await fleet.update(id, { url: AWAY });
  expect(fleet.tokenFor({ id, url: HOME })).toBeUndefined();
});

test("changes that are asked for at once are made one after the other, and none is lost", async () => {
  const { fleet, id, connected, kept } = await openTestFleet();
  await Promise.all([
    fleet.update(id, { url: AWAY, token: "of away" }),
    fleet.update(id, { url: "wss://third.example", token: "of the third" }),
    fleet.add({ name: "One", url: "ws://one", token: "of one" }),
    fleet.add({ name: "Two", url: "ws://two" }),
  ]);
  expect(connected).toEqual([
    { url: AWAY, token: "of away" },
    { url: "wss://third.example", token: "of the third" },
    { url: "ws://one", token: "of one" },
    { url: "ws://two", token: undefined },
  ]);
  expect(kept().map(({ url }) => url)).toEqual(["wss://third.example", "ws://one", "ws://two"]);
});

test("a change that could not be stored leaves the gateway where it is, and no token goes to the new host", async () => {
  const { fleet, id, connected, disk } = await openTestFleet();
  disk.full = true;
  await expect(fleet.update(id, { url: AWAY, token: "another" })).rejects.toThrow("the disk is full");
  expect(connected).toEqual([{ url: HOME, token: undefined }]);
  disk.full = false;
  await fleet.update(id, { token: "secret" });
  expect(connected.at(-1)).toEqual({ url: HOME, token: "secret" });
});

test("what a gateway hands out until it is closed is forgotten with it", async () => {
  const { fleet, id, events } = await openTestFleet();
  await fleet.update(id, { url: AWAY, token: "" });
  await fleet.remove(id);
  expect(events).toEqual(["closed", "forgotten", "closed", "forgotten"]);
  expect(fleet.tokenFor({ id, url: HOME })).toBeUndefined();
});
