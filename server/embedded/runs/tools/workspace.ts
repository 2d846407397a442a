import { Type } from "typebox";
import { closed } from "../../../protocol/schema/common.ts";
import { fitting } from "./bound.ts";
import { defineTool } from "./tool.ts";
import { type Entry, readSlice, walk, writeWhole } from "./workspace-files.ts";

const FilePath = Type.String({ minLength: 1, maxLength: 1024, description: "Relative to the workspace." });
const ENTRY_LIMIT = 500;
const PROGRESS_EVERY = 100;

export const workspaceList = defineTool({
  name: "workspace_list",
  label: "List files",
  description: "Lists files and folders of the agent's workspace, with sizes.",
  parameters: Type.Object(
    {
      path: Type.Optional(Type.String({ maxLength: 1024, description: "A folder; default is the workspace itself." })),
      recursive: Type.Optional(Type.Boolean({ description: "Also what is in folders, eight levels deep." })),
    },
    closed,
  ),
  async *run({ path = ".", recursive = false }, { workspace, signal }) {
    const entries: Entry[] = [];
    let more = false;
    for await (const entry of walk(workspace, path || ".", recursive ? 8 : 1)) {
      signal.throwIfAborted();
      if (entries.length === ENTRY_LIMIT) {
        more = true;
        break;
      }
      entries.push(entry);
      if (entries.length % PROGRESS_EVERY === 0) yield `${entries.length} entries, now at ${entry.path}`;
    }
    const { items, truncated } = fitting(entries);
    yield { path, entries: items, truncated: truncated || more };
  },
});

export const workspaceRead = defineTool({
  name: "workspace_read",
  label: "Read a file",
  description: "Reads a text file of the workspace. A long one comes in slices: go on with `offset` at `nextOffset`.",
  parameters: Type.Object(
    { path: FilePath, offset: Type.Optional(Type.Integer({ minimum: 0, description: "Bytes. Default 0." })) },
    closed,
  ),
  async run({ path, offset = 0 }, { workspace }) {
    const { text, size, nextOffset } = await readSlice(workspace, path, offset);
    return { path, size, offset, content: text, ...(nextOffset !== undefined && { nextOffset, truncated: true }) };
  },
});

export const workspaceWrite = defineTool({
  name: "workspace_write",
  label: "Write a file",
  description: "Writes a whole text file of the workspace, in one stroke. What was in it is replaced.",
  parameters: Type.Object({ path: FilePath, content: Type.String({ maxLength: 1_000_000 }) }, closed),
  async run({ path, content }, { workspace }) {
    return { path, ...(await writeWhole(workspace, path, content)) };
  },
});
