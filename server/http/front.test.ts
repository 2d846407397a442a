import { connect } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { HttpFront, ListenError, type Service, sendText } from "./front.ts";

let front: HttpFront;
let port: number;
let faults: unknown[];

const service = (more: Partial<Service> = {}): Service => ({
  routes: [
    { method: "GET", path: "/here", handle: (_request, response) => sendText(response, 200, "here") },
    {
      method: "GET",
      path: "/broken",
      handle: () => {
        throw new Error("the database password is hunter2");
      },
    },
  ],
  acceptsHost: () => true,
  fallback: (_request, response) => sendText(response, 404, "fallback"),
  upgrade: (_request, socket) => socket.end("HTTP/1.1 418 I'm a teapot\r\n\r\n"),
  onError: (error) => faults.push(error),
  ...more,
});

const get = (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${port}${path}`, init);

beforeEach(async () => {
  faults = [];
  front = new HttpFront();
  port = await front.listen("127.0.0.1", 0);
});

afterEach(() => front.close());

describe("the listening front", () => {
  test("lives before it serves, and says when it drains", async () => {
    expect((await get("/healthz")).status).toBe(200);
    expect((await get("/readyz")).status).toBe(503);
    expect((await get("/here")).status).toBe(503);
    front.serve(service());
    expect((await get("/readyz")).status).toBe(200);
    expect(await (await get("/here")).text()).toBe("here");
    front.drain();
    expect((await get("/readyz")).status).toBe(503);
    expect(await (await get("/here")).text()).toBe("here");
  });

  test("a taken port is told by code, host and port", async () => {
    const second = new HttpFront();
    const failure = await second.listen("127.0.0.1", port).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ListenError);
    expect(failure).toMatchObject({ code: "EADDRINUSE", host: "127.0.0.1", port });
  });

  test("a fault in a route is reported to us and says nothing to them", async () => {
    front.serve(service());
    const answer = await get("/broken");
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain("hunter2");
    expect(faults).toHaveLength(1);
  });

  test("a known path with another method is 405 with what it answers", async () => {
    front.serve(service());
    const answer = await get("/here", { method: "POST" });
    expect([answer.status, answer.headers.get("allow")]).toEqual([405, "GET"]);
    expect((await get("/here", { method: "HEAD" })).status).toBe(200);
  });

  test("what is no route falls back, and a foreign Host is refused", async () => {
    front.serve(service({ acceptsHost: (host) => host?.startsWith("127.0.0.1") === true }));
    expect(await (await get("/elsewhere")).text()).toBe("fallback");
    expect(await rawStatus("GET /here HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n")).toContain(" 421 ");
    expect(await rawStatus(upgrade("evil.example"))).toContain(" 421 ");
    expect(await rawStatus(upgrade("127.0.0.1"))).toContain(" 418 ");
  });

  test("an upgrade before serving is told to come again", async () => {
    expect(await rawStatus(upgrade("127.0.0.1"))).toContain(" 503 ");
  });
});

function upgrade(host: string): string {
  return `GET /ws HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`;
}

function rawStatus(request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => socket.write(request));
    socket.once("data", (data) => {
      resolve(data.toString().split("\r\n", 1)[0] ?? "");
      socket.destroy();
    });
    socket.once("error", reject);
  });
}
