import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Scope } from "../protocol/frames.ts";
import type { PersonRecord } from "../store/contract.ts";
import { AWAY_MS, MAX_PEOPLE, PeopleBook } from "./people-book.ts";

beforeEach(() => vi.useFakeTimers({ now: 1_000_000_000 }));
afterEach(() => vi.useRealTimers());

async function aBook(known: PersonRecord[] = []) {
  const arrivals: string[] = [];
  const written: PersonRecord[][] = [];
  const book = await PeopleBook.open({
    store: {
      people: async () => known,
      putPeople: async (people) => void written.push([...people]),
    },
    onArrival: ({ id }, { address }) => arrivals.push(`${id} from ${address}`),
    onFault: (error) => {
      throw error;
    },
  });
  return { book, arrivals, written };
}

const anna = { id: "anna", name: "Anna", scopes: ["operator.read", "operator.write"] satisfies Scope[] };
const admin = { id: "admin", name: "Admin", scopes: ["operator.admin"] satisfies Scope[] };
const desk = { address: "10.0.0.1", client: "Firefox" };

test("who is connected, how often, as what; then who was", async () => {
  const { book } = await aBook();
  book.join("1", anna, desk);
  book.join("2", anna, desk);
  book.join("3", admin, desk);
  book.leave("3");
  vi.advanceTimersByTime(5_000);
  expect(book.list()).toEqual([
    { ...desk, id: "anna", name: "Anna", kind: "person", role: "operator", connections: 2, lastSeenAt: Date.now() },
    { ...desk, id: "admin", name: "Admin", kind: "admin", role: "admin", connections: 0, lastSeenAt: 1_000_000_000 },
  ]);
  book.leave("1");
  book.leave("1");
  book.leave("2");
  expect(book.list()[0]).toMatchObject({ id: "anna", connections: 0, lastSeenAt: Date.now() });
});

test("an arrival is of who was away or comes from elsewhere, not of who loads a page anew", async () => {
  const { book, arrivals } = await aBook();
  book.join("1", anna, desk);
  book.leave("1");
  vi.advanceTimersByTime(AWAY_MS);
  book.join("2", anna, desk);
  expect(arrivals).toEqual(["anna from 10.0.0.1"]);
  book.join("3", anna, { ...desk, address: "10.0.0.2" });
  expect(arrivals).toHaveLength(2);
  book.leave("2");
  book.leave("3");
  vi.advanceTimersByTime(AWAY_MS + 1);
  book.join("4", anna, { ...desk, address: "10.0.0.2" });
  expect(arrivals).toHaveLength(3);
});

test("changes are gathered before they are told and written, and written when it closes", async () => {
  const { book, written } = await aBook();
  const told = vi.fn();
  book.onChange(told);
  book.join("1", anna, desk);
  book.leave("1");
  expect(told).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(told).toHaveBeenCalledTimes(1);
  expect(written).toHaveLength(1);
  book.join("2", admin, desk);
  await book.close();
  expect(written[1]).toMatchObject([{ id: "admin" }]);
});

test("of too many those go first who are not connected", async () => {
  const known = Array.from({ length: MAX_PEOPLE }, (_none, at): PersonRecord => {
    return { ...desk, id: `p${at}`, name: `P${at}`, role: "viewer", lastSeenAt: 1_000 - at };
  });
  const { book } = await aBook(known);
  book.join("1", { id: `p${MAX_PEOPLE - 1}`, name: "Oldest", scopes: [] }, desk);
  book.join("2", anna, desk);
  expect(book.list()).toHaveLength(MAX_PEOPLE);
  expect(book.has(`p${MAX_PEOPLE - 1}`)).toBe(true);
  expect(book.has(`p${MAX_PEOPLE - 2}`)).toBe(false);
});
