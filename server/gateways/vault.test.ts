import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { Vault } from "./vault.ts";

function files() {
  const dir = mkdtempSync(join(tmpdir(), "mission-control-vault-"));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return { key: join(dir, "vault.key"), file: join(dir, "vault") };
}

test("secrets outlive the process, and the file does not tell them", () => {
  const at = files();
  new Vault(at).put("gateway:home", "a-very-secret-token");
  expect(readFileSync(at.file).includes("a-very-secret-token")).toBe(false);
  expect(new Vault(at).get("gateway:home")).toBe("a-very-secret-token");
  for (const file of [at.key, at.file]) expect(statSync(file).mode & 0o777).toBe(0o600);
});

test("a deleted secret is gone", () => {
  const at = files();
  const vault = new Vault(at);
  vault.put("a", "1");
  vault.delete("a");
  expect(new Vault(at).get("a")).toBeUndefined();
});

test("what could not be written is not known either", () => {
  const at = files();
  const vault = new Vault(at);
  vault.put("a", "1");
  mkdirSync(`${at.file}.next`);
  expect(() => vault.put("a", "2")).toThrow("EISDIR");
  expect(() => vault.delete("a")).toThrow("EISDIR");
  expect(vault.get("a")).toBe("1");
  rmSync(`${at.file}.next`, { recursive: true });
  vault.put("b", "3");
  expect(new Vault(at).get("a")).toBe("1");
});

test("a changed file is refused, not half read", () => {
  const at = files();
  new Vault(at).put("a", "1");
  const sealed = readFileSync(at.file);
  sealed[sealed.length - 1] = (sealed.at(-1) ?? 0) ^ 1;
  writeFileSync(at.file, sealed);
  expect(() => new Vault(at)).toThrow(/does not open with the key/);
});
