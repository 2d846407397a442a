import { expect, test } from "vitest";
import { Observation, type PassedFrame } from "./observation.ts";

test("who looks at frames sees what a frame gives to be kept as hidden, and all else as it is", () => {
  const frames: PassedFrame[] = [];
  const observation = new Observation((error) => {
    throw error;
  });
  observation.onFrame((frame) => frames.push(frame));
  const request = (method: string, params: object) => JSON.stringify({ type: "req", id: "1", method, params });
  const key = 'sk-"quoted\\" secret';
  observation.show("out", request("models.authSetApiKey", { provider: "openai", apiKey: key }));
  observation.show("out", request("gateways.add", { url: "ws://there", token: "t0ken", name: "Home" }));
  observation.show("out", '{"type":"auth","token":"t0ken"}');
  observation.show("in", '{"type":"res","id":"1","ok":true}');
  expect(frames.map(({ text }) => JSON.parse(text))).toEqual([
    { type: "req", id: "1", method: "models.authSetApiKey", params: { provider: "openai", apiKey: "(hidden)" } },
    {
      type: "req",
      id: "1",
      method: "gateways.add",
      params: { url: "ws://there", token: "(hidden)", name: "Home" },
    },
    { type: "auth" },
    { type: "res", id: "1", ok: true },
  ]);
});
