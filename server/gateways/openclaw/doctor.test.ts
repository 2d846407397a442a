import { GatewayClientRequestError } from "@openclaw/gateway-client";
import { describe, expect, test } from "vitest";
import { diagnose, type Symptoms } from "./doctor.ts";

const url = "wss://claw.example:8443";

function refusal(details: Record<string, unknown>): Error {
  return new GatewayClientRequestError({ code: "UNAUTHORIZED", message: "unauthorized", details });
}

function systemError(code: string): Error {
  return Object.assign(new Error(`connect ${code}`), { code });
}

describe("the connection doctor", () => {
  test.each<[string, Omit<Symptoms, "url">, string, boolean]>([
    ["a wrong token", { closeCode: 1008, error: refusal({ code: "AUTH_TOKEN_MISMATCH" }) }, "token", false],
    ["no token", { closeCode: 1008, error: refusal({ code: "AUTH_TOKEN_MISSING" }) }, "token-missing", false],
    ["too many tries", { closeCode: 1008, error: refusal({ code: "AUTH_RATE_LIMITED" }) }, "rate-limited", true],
    ["another protocol", { closeCode: 1002 }, "protocol", false],
    ["a gateway that is starting", { closeCode: 1013 }, "starting", true],
    ["a restart", { closeCode: 1012, reason: "service restart" }, "restarting", true],
    ["a withdrawn device", { closeCode: 4001 }, "revoked", false],
    ["a port with nobody", { error: systemError("ECONNREFUSED") }, "refused", true],
    ["an unknown name", { error: systemError("ENOTFOUND") }, "dns", false],
    ["no route", { error: systemError("EHOSTUNREACH") }, "unreachable", true],
    ["a bad certificate", { error: systemError("DEPTH_ZERO_SELF_SIGNED_CERT") }, "tls", false],
    [
      "the client's own refusal of plain text",
      { error: new Error('SECURITY ERROR: Cannot connect to "claw.example" over plaintext ws://. Both …') },
      "plaintext",
      false,
    ],
    ["a web server", { error: new Error("Unexpected server response: 404") }, "not-a-gateway", false],
    ["an untrusted proxy", { error: new Error("gateway rejected websocket upgrade (HTTP 403)") }, "proxy", false],
    ["a broken wire", { closeCode: 1006 }, "lost", true],
  ])("%s", (_name, symptoms, code, transient) => {
    const finding = diagnose({ url, ...symptoms });
    expect(finding).toMatchObject({ code, transient });
    expect(finding.cause).toMatch(/\.$/);
    expect(finding.fix).toMatch(/\.$/);
    expect(finding.command).toMatch(/^(openclaw|npm|curl|ping|ssh|openssl|getent|timedatectl) \S/);
  });

  test("a pairing that waits names its request and the command that approves it", () => {
    const error = refusal({ code: "PAIRING_REQUIRED", reason: "not-paired", requestId: "5c0f3a52" });
    expect(diagnose({ url, closeCode: 1008, error })).toMatchObject({
      code: "pairing",
      requestId: "5c0f3a52",
      command: "openclaw devices approve 5c0f3a52",
    });
  });

  test("who hangs up at once may speak TLS only; who was connected before does not", () => {
    const broken = { url: "ws://claw.example:8443", closeCode: 1006 };
    expect(diagnose({ ...broken, wasReady: false }).fix).toContain("wss://");
    expect(diagnose({ ...broken, wasReady: true }).fix).not.toContain("wss://");
  });

  test("more rights than were approved is another cause than an unknown device", () => {
    const error = refusal({ code: "PAIRING_REQUIRED", reason: "scope-upgrade", requestId: "5c0f3a52" });
    expect(diagnose({ url, closeCode: 1008, error }).code).toBe("scope-upgrade");
  });
});
