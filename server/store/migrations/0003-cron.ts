export const name = "cron";

/** Jobs and runs are kept whole as JSON: nobody asks the database about their insides but by the columns beside it. */
export const up = `
  CREATE TABLE cronJobs (
    rowId INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    body TEXT NOT NULL
  );

  CREATE TABLE cronRuns (
    rowId INTEGER PRIMARY KEY,
    jobId TEXT NOT NULL,
    runId TEXT NOT NULL,
    status TEXT NOT NULL,
    text TEXT NOT NULL,
    body TEXT NOT NULL
  );
  CREATE INDEX cronRunsByJob ON cronRuns (jobId, rowId);
`;

export const down = `
  DROP TABLE cronRuns;
  DROP TABLE cronJobs;
`;
