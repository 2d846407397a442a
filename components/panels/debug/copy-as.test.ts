import { expect, test } from "vitest";
import { LANGUAGES } from "./copy-as.ts";

const gateway = {
  id: "attic",
  name: "Attic",
  kind: "openclaw" as const,
  url: "ws://10.0.0.2:18789",
  status: { state: "ready" as const, since: 0 },
};
const call = { method: "chat.send", params: { message: "it's" }, gateway };

test("a call is copied in each language", () => {
  expect(LANGUAGES.hook.write(call)).toBe(
    'const result = await sendReq("chat.send", {\n  "message": "it\'s"\n}, { gateway: "attic" });',
  );
  expect(JSON.parse(LANGUAGES.frame.write(call))).toEqual({
    type: "req",
    id: "1",
    method: "chat.send",
    params: { message: "it's" },
    gateway: "attic",
  });
  expect(JSON.parse(LANGUAGES.jsonrpc.write(call))).toMatchObject({ jsonrpc: "2.0", method: "chat.send" });
  expect(LANGUAGES.cli.write(call)).toBe(
    `openclaw gateway call chat.send --url 'ws://10.0.0.2:18789' --token "$OPENCLAW_GATEWAY_TOKEN" --params '{"message":"it'\\''s"}'`,
  );
  expect(LANGUAGES.cli.write({ ...call, gateway: undefined })).not.toContain("--url");
});
