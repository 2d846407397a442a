export const name = "circle messages";

/** What was said in circles, as JSON; `rowId` is its id. */
export const up = `
  CREATE TABLE circleMessages (
    rowId INTEGER PRIMARY KEY AUTOINCREMENT,
    circle TEXT NOT NULL,
    body TEXT NOT NULL
  );
  CREATE INDEX circleMessagesByCircle ON circleMessages (circle, rowId);
`;

export const down = `
  DROP TABLE circleMessages;
`;
