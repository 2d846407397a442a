export const name = "access";

/** Tokens are kept by hash; `rowId` is the order of the audit, whose `text` is what can be searched for. */
export const up = `
  CREATE TABLE accessTokens (
    id TEXT PRIMARY KEY,
    hash TEXT NOT NULL UNIQUE,
    hint TEXT NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    createdAt INTEGER NOT NULL,
    createdBy TEXT NOT NULL,
    expiresAt INTEGER,
    lastUsedAt INTEGER,
    revokedAt INTEGER
  );

  CREATE TABLE people (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    address TEXT NOT NULL,
    client TEXT NOT NULL,
    lastSeenAt INTEGER NOT NULL
  );
  CREATE INDEX peopleByLastSeen ON people (lastSeenAt);

  CREATE TABLE audit (
    rowId INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    who TEXT,
    isCall INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    text TEXT NOT NULL,
    body TEXT NOT NULL
  );
  CREATE INDEX auditByWho ON audit (who, rowId);
  CREATE INDEX auditByTime ON audit (at);

  CREATE INDEX browserSessionsByPrincipal ON browserSessions (principalId);
`;

export const down = `
  DROP INDEX browserSessionsByPrincipal;
  DROP TABLE audit;
  DROP TABLE people;
  DROP TABLE accessTokens;
`;
