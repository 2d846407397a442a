import fc from "fast-check";
import { expect, test } from "vitest";
import { needsRedaction, redact, redactText } from "./redact.ts";

test.each([
  ["token", "abc"],
  ["gatewayToken", "abc"],
  ["Authorization", "Bearer abc"],
  ["apiKey", "abc"],
  ["X-API-Key", "abc"],
  ["api_key", "abc"],
  ["password", 1234],
  ["clientSecret", "abc"],
  ["set-cookie", ["a=b"]],
  ["cookies", { session: "abc" }],
  ["privateKey", "abc"],
])("%s is taken out by its name, at any depth", (key, value) => {
  expect(redact({ [key]: value })).toEqual({ [key]: "[redacted]" });
  expect(redact({ a: [{ b: { [key]: value, other: 1 } }] })).toEqual({ a: [{ b: { [key]: "[redacted]", other: 1 } }] });
});

test.each([
  ["inputTokens", 5],
  ["tokens", 0],
  ["hasToken", true],
  ["token", null],
  ["sessionKey", "agent:main:main"],
  ["idempotencyKey", "k"],
  ["tokenizer", "bpe"],
])("%s stays", (key, value) => {
  expect(redact({ [key]: value })).toEqual({ [key]: value });
});

test.each([
  ["Authorization: Bearer abc.def-ghi", "Authorization: Bearer [redacted]"],
  ["basic dXNlcjpwYXNz sent", "basic [redacted] sent"],
  ["key sk-ant-REDACTED used", "key sk-[redacted] used"],
  [`token mc_${"x".repeat(43)} used`, "token mc_[redacted] used"],
  ["GET /ws?a=1&token=s3cret&b=2", "GET /ws?a=1&token=[redacted]&b=2"],
  ["open http://localhost:3000/sign-in?code=12345", "open http://localhost:3000/sign-in?code=[redacted]"],
  ["sign in with code=k3f9-q2xx", "sign in with code=[redacted]"],
  ["OPENCLAW_GATEWAY_TOKEN=abc npm start", "OPENCLAW_GATEWAY_TOKEN=[redacted] npm start"],
  ['body {"apiKey":"abc","model":"m"}', 'body {"apiKey":"[redacted]","model":"m"}'],
  ['nested "{\\"token\\":\\"abc\\"}"', 'nested "{\\"token\\":\\"[redacted]\\"}"'],
  ["Cookie: a=b; c=d", "Cookie: [redacted]"],
  ["redis://user:pass@host:6379", "redis://user:[redacted]@host:6379"],
  ["jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.sig_na-ture.", "jwt [redacted]."],
  ["pushed with ghp_abcdefghijklmnopqrstuvwx", "pushed with [redacted]"],
])("%j is taken out by its looks", (text, expected) => {
  expect(needsRedaction(text)).toBe(true);
  expect(redactText(text)).toBe(expected);
});

test.each([
  "exited with code=1",
  "failed: code=ENOSPC",
  "first token: 12 ms",
  "task-runner-started",
  "http://localhost:3000/sessions",
  "12 tokens in 3 s",
])("%j stays", (text) => {
  expect(redactText(text)).toBe(text);
});

test("no secret survives under a secret's name, wherever it stands", () => {
  const key = fc.constantFrom("token", "password", "authorization", "apiKey", "cookie", "client_secret");
  const place = fc.array(fc.oneof(fc.constant(0), fc.constantFrom("a", "b")), { maxLength: 6 });
  fc.assert(
    fc.property(key, place, (name, path) => {
      const value = path.reduce<unknown>((inner, step) => (step === 0 ? [inner] : { [step]: inner }), {
        [name]: "s3cr3t!",
      });
      expect(needsRedaction(JSON.stringify(value))).toBe(true);
      expect(JSON.stringify(redact(value))).not.toContain("s3cr3t!");
    }),
  );
});

test("what is too long or too deep is cut", () => {
  const long = "x".repeat(40_000);
  expect(needsRedaction(long)).toBe(true);
  expect(redactText(long)).toHaveLength(32_768 + "… (7232 more)".length);
  const deep = Array.from({ length: 50 }).reduce<unknown>((inner) => ({ a: inner }), "x");
  expect(JSON.stringify(redact(deep))).toContain("[too deep]");
});

test("takes no longer than the text is long, whatever the text", () => {
  const hostile = [
    "token".repeat(6_000),
    "a-".repeat(15_000),
    `eyJ${"a".repeat(30_000)}`,
    "://".repeat(10_000),
    "sk-".repeat(10_000),
  ];
  // What others do on the machine meanwhile is none of its own time.
  const before = process.cpuUsage();
  for (const text of hostile) redactText(text);
  expect(process.cpuUsage(before).user / 1_000).toBeLessThan(1_000);
});
