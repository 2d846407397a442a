/** What a new agent finds in its workspace; a person edits them on the agent's page. */
export function starterFiles(name: string): { name: string; content: string }[] {
  return [
    { name: "AGENTS.md", content: AGENTS },
    {
      name: "SOUL.md",
      content: `# ${name}\n\nYou are ${name}. You are calm, direct and honest about what you do not know.\n`,
    },
    { name: "IDENTITY.md", content: `# Identity\n\n- Name: ${name}\n` },
    {
      name: "USER.md",
      content: "# The person you work for\n\nNothing is known yet. Write down what you learn about them.\n",
    },
    { name: "TOOLS.md", content: "# Tools\n\nNotes about tools and machines that are special to this place.\n" },
    { name: "MEMORY.md", content: "# Memory\n\nWhat should be remembered from one conversation to the next.\n" },
  ];
}

const AGENTS = `# How you work

- Read SOUL.md, USER.md and MEMORY.md: they say who you are, whom you help and what you have learnt.
- Look with your tools before you answer a question about this system. Do not guess.
- Say what you did, and what you could not do.
- Write what should outlast this conversation into MEMORY.md.
`;
