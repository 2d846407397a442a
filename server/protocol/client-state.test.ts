import { describe, expect, test } from "vitest";
import {
  type ClientInput,
  type ClientState,
  type InputName,
  nextState,
  retryDelay,
  type StateName,
} from "./client-state.ts";

const around = { now: 5_000, online: true, random: 0.5 };

const states: { [Name in StateName]: Extract<ClientState, { state: Name }> } = {
  idle: { state: "idle" },
  connecting: { state: "connecting", attempt: 2, since: 1 },
  greeting: { state: "greeting", attempt: 2, since: 1 },
  ready: { state: "ready", since: 1, clientId: "c", principal: undefined },
  waiting: { state: "waiting", retryAt: 9_000, attempt: 2, since: 1, reason: "gone", closeCode: 1006 },
  offline: { state: "offline", retryAt: 9_000, attempt: 2, since: 1, reason: "gone", closeCode: 1006 },
  stopped: { state: "stopped", reason: "closed", message: "bye", closeCode: 1000 },
};

const inputs: { [Name in InputName]: Extract<ClientInput, { input: Name }> } = {
  connect: { input: "connect" },
  open: { input: "open" },
  greeted: { input: "greeted", clientId: "c", principal: undefined },
  closed: { input: "closed", code: 1006, reason: "gone" },
  retry: { input: "retry" },
  online: { input: "online" },
  offline: { input: "offline" },
  visible: { input: "visible" },
  close: { input: "close" },
};

/** Where each input leads; what is left out changes nothing. */
const leads: { [From in StateName]: { [On in InputName]?: StateName } } = {
  idle: { connect: "connecting", close: "stopped" },
  connecting: { open: "greeting", closed: "waiting", online: "connecting", close: "stopped" },
  greeting: { greeted: "ready", closed: "waiting", online: "connecting", close: "stopped" },
  ready: { closed: "waiting", close: "stopped" },
  waiting: {
    connect: "connecting",
    retry: "connecting",
    online: "connecting",
    visible: "connecting",
    offline: "offline",
    close: "stopped",
  },
  offline: {
    connect: "connecting",
    retry: "connecting",
    online: "connecting",
    visible: "connecting",
    close: "stopped",
  },
  stopped: { connect: "connecting" },
};

describe("the table of transitions", () => {
  for (const from of Object.values(states)) {
    for (const on of Object.values(inputs)) {
      const to = leads[from.state][on.input];
      test(`${from.state} + ${on.input} → ${to ?? "stay"}`, () => {
        const after = nextState(from, on, around);
        if (to === undefined) expect(after).toBe(from);
        else {
          expect(after.state).toBe(to);
          expect(after).not.toBe(from);
        }
      });
    }
  }
});

describe("after the connection was lost", () => {
  const lose = (code: number, reason = "", online = true, from: ClientState = states.ready) =>
    nextState(from, { input: "closed", code, reason }, { ...around, online });

  for (const code of [1001, 1005, 1006, 1011, 1012, 1013]) {
    test(`CON-8: ${code} connects again`, () => expect(lose(code).state).toBe("waiting"));
  }

  test.each([
    [1000, "", "closed"],
    [4001, "", "unauthenticated"],
    [1008, "Invalid authentication", "unauthenticated"],
    [1008, "too many frames", "policy"],
    [1009, "", "policy"],
  ])("CON-8: %i %s does not", (code, reason, why) => {
    expect(lose(code, reason)).toMatchObject({ state: "stopped", reason: why, closeCode: code });
  });

  test("CON-8: without a network it says so, and tries all the same", () => {
    expect(lose(1006, "", false)).toMatchObject({ state: "offline", retryAt: 5_500, attempt: 1 });
  });

  test("CON-8: tries are counted over connecting and greeting, and anew after ready", () => {
    expect(lose(1006, "", true, states.connecting)).toMatchObject({ attempt: 3 });
    expect(lose(1006, "", true, states.greeting)).toMatchObject({ attempt: 3 });
    expect(lose(1006, "", true, states.ready)).toMatchObject({ attempt: 1 });
  });
});

test("CON-8: the delay is jittered in full, doubles from 1 s, and stays at 30 s for ever", () => {
  expect([1, 2, 3, 4, 5, 6, 7, 1_000].map((attempt) => retryDelay(attempt, 1))).toEqual([
    1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000,
  ]);
  expect(retryDelay(3, 0)).toBe(0);
  expect(retryDelay(3, 0.25)).toBe(1_000);
});
