import { expect, test } from "vitest";
import { cronRoute, jobHref } from "./cron-route.ts";

test("an address shows the jobs or one of them", () => {
  expect(cronRoute("/cron")).toEqual({ view: "list" });
  expect(cronRoute("/cron/")).toEqual({ view: "list" });
  expect(cronRoute("/cron/j1/more")).toEqual({ view: "job", id: "j1" });
});

test("any id comes back from its address, and a broken one is taken as it is", () => {
  expect(cronRoute(jobHref("a/b c%"))).toEqual({ view: "job", id: "a/b c%" });
  expect(cronRoute("/cron/100%")).toEqual({ view: "job", id: "100%" });
});
