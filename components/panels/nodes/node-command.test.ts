import { expect, test } from "vitest";
import { nodeCommand } from "./node-command.ts";

test.each([
  ["http://127.0.0.1:18789", "openclaw node run --host 127.0.0.1 --port 18789"],
  ["https://control.example.org/nodes", "openclaw node run --host control.example.org --port 443 --tls"],
  ["ws://[::1]:18789", "openclaw node run --host ::1 --port 18789"],
  ["wss://attic.example.org:8443", "openclaw node run --host attic.example.org --port 8443 --tls"],
])("a machine becomes a node of %s by %s", (address, command) => {
  expect(nodeCommand(address)).toBe(command);
});
