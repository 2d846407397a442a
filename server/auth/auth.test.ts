import { mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { credentialsOf } from "./credentials.ts";
import { openLocalToken } from "./local-token.ts";
import { SignInCodes } from "./sign-in-codes.ts";

describe("the admin token", () => {
  test("is made once, with mode 0600, and kept", async () => {
    const file = join(mkdtempSync(join(tmpdir(), "mission-control-auth-")), "token");
    const token = await openLocalToken(file, undefined);
    const kept = readFileSync(file, "utf8").trim();
    expect(kept).toMatch(/^[\w-]{43}$/);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(token.matches(kept)).toBe(true);
    expect(token.matches(`${kept}x`)).toBe(false);
    expect((await openLocalToken(file, undefined)).matches(kept)).toBe(true);
  });

  test("a configured one counts, and no file is written", async () => {
    const token = await openLocalToken("/nowhere/token", "a-token-of-mine-0123");
    expect(token.matches("a-token-of-mine-0123")).toBe(true);
    expect(token.matches("another-token-012345")).toBe(false);
  });

  test("an empty file is refused instead of letting an empty token in", async () => {
    const file = join(mkdtempSync(join(tmpdir(), "mission-control-auth-")), "token");
    writeFileSync(file, "\n");
    await expect(openLocalToken(file, undefined)).rejects.toThrow(/holds no token/);
  });
});

describe("sign-in codes", () => {
  test("are good once", () => {
    const codes = new SignInCodes();
    const code = codes.issue();
    expect(codes.redeem(code)).toBe(true);
    expect(codes.redeem(code)).toBe(false);
    expect(codes.redeem("")).toBe(false);
  });

  test("are good for ten minutes", () => {
    let now = 0;
    const codes = new SignInCodes(() => now);
    const [early, late] = [codes.issue(), codes.issue()];
    now = 10 * 60_000 - 1;
    expect(codes.redeem(early)).toBe(true);
    now += 1;
    expect(codes.redeem(late)).toBe(false);
  });

  test("the oldest of more than sixteen gives way", () => {
    const codes = new SignInCodes();
    const first = codes.issue();
    const rest = Array.from({ length: 16 }, () => codes.issue());
    expect(codes.redeem(first)).toBe(false);
    expect(rest.every((code) => codes.redeem(code))).toBe(true);
  });
});

describe("credentials", () => {
  test("CON-1: cookie, then header, then subprotocol, then URL", () => {
    const request = new IncomingMessage(new Socket());
    request.url = "/ws?token=from-url";
    request.headers = {
      cookie: "a=b",
      authorization: "Bearer from-header",
      "sec-websocket-protocol": "jsonrpc-2.0, bearer.from-protocol",
    };
    expect(credentialsOf(request, { urlTokens: true })).toEqual([
      { kind: "cookie", header: "a=b" },
      { kind: "token", token: "from-header" },
      { kind: "token", token: "from-protocol" },
      { kind: "token", token: "from-url" },
    ]);
  });

  test("CON-1: tokens in addresses can be switched off", () => {
    const request = new IncomingMessage(new Socket());
    request.url = "/ws?token=from-url";
    expect(credentialsOf(request, { urlTokens: false })).toEqual([]);
  });
});
