import { renderToStaticMarkup } from "react-dom/server";
import { afterEach, expect, test, vi } from "vitest";
import { IDENTITY_HEADER } from "@/server/protocol/frames.ts";
import SignInPage from "./page.tsx";

const request = vi.hoisted(() => ({ headers: new Headers() }));
vi.mock("next/headers", () => ({ headers: async () => request.headers }));

afterEach(() => {
  request.headers = new Headers();
});

const html = async (query: Record<string, string | string[]>) =>
  renderToStaticMarkup(await SignInPage({ searchParams: Promise.resolve(query) }));

test("it is a form that needs no JavaScript, and goes on to where the person was led away from", async () => {
  const page = await html({ next: "/chat/agent%3Amain%3Amain" });
  expect(page).toMatch(/<form [^>]*action="\/auth\/sign-in" method="post"/);
  expect(page).toMatch(/<input[^>]+name="token"/);
  expect(page).toMatch(/name="next" value="\/chat\/agent%3Amain%3Amain"/);
  expect(page).toContain("npm start");
  expect(page).not.toContain('role="alert"');
});

test.each([
  ["expired", "used already, or is too old"],
  ["invalid", "neither a valid code nor the token"],
  ["rate", "Wait a minute"],
  ["unheard of", "did not work"],
])("%s is said in words", async (error, words) => {
  const page = await html({ error });
  expect(page).toContain('role="alert"');
  expect(page).toContain(words);
});

test("what an address carries stays text", async () => {
  expect(await html({ next: '"><script>alert(1)</script>' })).not.toContain("<script>");
  expect(await html({ next: ["/a", "/b"] })).toContain('value="/"');
});

test("where people sign in through Clerk, no token is asked for", async () => {
  request.headers.set(IDENTITY_HEADER, `pk_test_${btoa("clerk.example.com$")}`);
  const page = await html({});
  expect(page).toContain("Sign in to Mission Control");
  expect(page).not.toContain("<form");
});
