import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { MIGRATIONS } from "../migrations/all.ts";
import { migrate, NewerSchemaError } from "./migrate.ts";

const tablesOf = (db: DatabaseSync) =>
  db
    .prepare("SELECT name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name")
    .all()
    .map(({ name }) => name);

test("every step goes up, down again and up once more", () => {
  const db = new DatabaseSync(":memory:");
  expect(migrate(db, MIGRATIONS)).toEqual({ from: 0, to: MIGRATIONS.length });
  const tables = tablesOf(db);
  expect(tables).toContain("messageSearch");
  expect(migrate(db, MIGRATIONS)).toEqual({ from: MIGRATIONS.length, to: MIGRATIONS.length });
  expect(migrate(db, MIGRATIONS, 0)).toEqual({ from: MIGRATIONS.length, to: 0 });
  expect(tablesOf(db)).toEqual(["migrations"]);
  migrate(db, MIGRATIONS);
  expect(tablesOf(db)).toEqual(tables);
});

test("a failing step leaves the database as it was", () => {
  const db = new DatabaseSync(":memory:");
  const broken = { name: "broken", up: "CREATE TABLE half (a); CREATE TABLE", down: "" };
  migrate(db, MIGRATIONS);
  const before = tablesOf(db);
  expect(() => migrate(db, [...MIGRATIONS, broken])).toThrow("incomplete input");
  expect(tablesOf(db)).toEqual(before);
  expect(migrate(db, MIGRATIONS).from).toBe(MIGRATIONS.length);
});

test("a database of a later version is refused and not touched", () => {
  const db = new DatabaseSync(":memory:");
  const later = { name: "later", up: "CREATE TABLE later (a)", down: "DROP TABLE later" };
  migrate(db, [...MIGRATIONS, later]);
  expect(() => migrate(db, MIGRATIONS)).toThrow(NewerSchemaError);
  expect(tablesOf(db)).toContain("later");
});
