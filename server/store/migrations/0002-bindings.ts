export const name = "bindings";

/** `rowId` is the order of insertion, in which bindings of one tier and priority are asked. */
export const up = `
  ALTER TABLE agents ADD COLUMN dmScope TEXT;

  CREATE TABLE bindings (
    rowId INTEGER PRIMARY KEY,
    agentId TEXT NOT NULL REFERENCES agents (id) ON DELETE CASCADE,
    matchKey TEXT NOT NULL,
    matchValue TEXT NOT NULL,
    priority INTEGER NOT NULL
  );
  CREATE UNIQUE INDEX bindingsByMatch ON bindings (matchKey, matchValue);
  CREATE INDEX bindingsByAgent ON bindings (agentId);
`;

export const down = `
  DROP TABLE bindings;
  ALTER TABLE agents DROP COLUMN dmScope;
`;
