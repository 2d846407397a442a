export const name = "initial";

/**
 * `messages.seq` has no gaps within a session: messages are added at the end and removed at either end only.
 * `messages.text` holds what a person reads; the full-text index keeps no copy of it (external content) and is
 * kept true by triggers, which fire for cascaded deletes too.
 */
export const up = `
  CREATE TABLE agents (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    emoji TEXT,
    model TEXT,
    createdAt INTEGER NOT NULL
  );

  CREATE TABLE sessions (
    key TEXT PRIMARY KEY,
    sessionId TEXT NOT NULL,
    agentId TEXT NOT NULL,
    kind TEXT NOT NULL,
    label TEXT,
    derivedTitle TEXT,
    displayName TEXT,
    lastMessagePreview TEXT,
    channel TEXT,
    category TEXT,
    createdAt INTEGER NOT NULL,
    updatedAt INTEGER NOT NULL,
    archived INTEGER,
    pinned INTEGER,
    unread INTEGER,
    model TEXT,
    modelProvider TEXT,
    thinkingLevel TEXT,
    inputTokens INTEGER,
    outputTokens INTEGER,
    totalTokens INTEGER,
    estimatedCostUsd REAL,
    status TEXT,
    lastRunError TEXT,
    lastRunId TEXT,
    messageCount INTEGER
  );
  CREATE INDEX sessionsByUpdate ON sessions (updatedAt);

  CREATE TABLE messages (
    rowId INTEGER PRIMARY KEY,
    sessionKey TEXT NOT NULL REFERENCES sessions (key) ON DELETE CASCADE,
    seq INTEGER NOT NULL,
    id TEXT NOT NULL,
    role TEXT NOT NULL,
    timestamp INTEGER NOT NULL,
    idempotencyKey TEXT,
    text TEXT,
    body TEXT NOT NULL
  );
  CREATE UNIQUE INDEX messagesBySeq ON messages (sessionKey, seq);
  CREATE UNIQUE INDEX messagesById ON messages (sessionKey, id);
  CREATE INDEX messagesByIdempotencyKey ON messages (sessionKey, idempotencyKey) WHERE idempotencyKey IS NOT NULL;

  CREATE VIRTUAL TABLE messageSearch USING fts5 (
    text, content = 'messages', content_rowid = 'rowId', tokenize = 'unicode61 remove_diacritics 2'
  );
  CREATE TRIGGER messagesIndexed AFTER INSERT ON messages WHEN new.text IS NOT NULL BEGIN
    INSERT INTO messageSearch (rowid, text) VALUES (new.rowId, new.text);
  END;
  CREATE TRIGGER messagesUnindexed AFTER DELETE ON messages WHEN old.text IS NOT NULL BEGIN
    INSERT INTO messageSearch (messageSearch, rowid, text) VALUES ('delete', old.rowId, old.text);
  END;

  CREATE TABLE runs (
    runId TEXT PRIMARY KEY,
    sessionKey TEXT NOT NULL REFERENCES sessions (key) ON DELETE CASCADE,
    agentId TEXT NOT NULL,
    state TEXT NOT NULL,
    model TEXT,
    createdAt INTEGER NOT NULL,
    startedAt INTEGER,
    endedAt INTEGER,
    error TEXT,
    input TEXT,
    partial TEXT
  );
  CREATE INDEX runsBySession ON runs (sessionKey, createdAt);
  CREATE INDEX runsUnfinished ON runs (createdAt) WHERE state IN ('queued', 'running');

  CREATE TABLE usage (
    rowId INTEGER PRIMARY KEY,
    day TEXT NOT NULL,
    time INTEGER NOT NULL,
    runId TEXT NOT NULL,
    sessionKey TEXT NOT NULL,
    agentId TEXT NOT NULL,
    model TEXT NOT NULL,
    input INTEGER NOT NULL,
    output INTEGER NOT NULL,
    cacheRead INTEGER NOT NULL,
    cacheWrite INTEGER NOT NULL,
    cost REAL
  );
  CREATE INDEX usageByTime ON usage (time);

  CREATE TABLE browserSessions (
    hash TEXT PRIMARY KEY,
    principalId TEXT NOT NULL,
    createdAt INTEGER NOT NULL,
    expiresAt INTEGER NOT NULL,
    userAgent TEXT
  );
  CREATE INDEX browserSessionsByExpiry ON browserSessions (expiresAt);

  CREATE TABLE settings (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
  );
`;

export const down = `
  DROP TABLE settings;
  DROP TABLE browserSessions;
  DROP TABLE usage;
  DROP TABLE runs;
  DROP TABLE messages;
  DROP TABLE messageSearch;
  DROP TABLE sessions;
  DROP TABLE agents;
`;
