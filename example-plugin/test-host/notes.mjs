// Notes for tests, short enough to see what they say.

/** An entity's own note. */
export function entityNote(type, name, facts) {
  const lines = facts.map((fact) => `- ${fact}`);
  return ["---", `type: ${type}`, `title: ${JSON.stringify(name)}`, "---", "", `# ${name}`, "", "## Key Facts", "", ...lines, ""].join("\n");
}

/** A meeting with a person; `account` files it under a customer. */
export function meetingNote(date, { account, participants = [], decision = "Nothing was decided." }) {
  const subject = account === undefined ? ["type: person"] : ["type: customer", `account: ${JSON.stringify(account)}`];
  const properties = [...subject, `date: ${date}`, `participants: ${JSON.stringify(participants)}`];
  return ["---", ...properties, "---", "", `# Meeting of ${date}`, "", "## Decisions", "", `- ${decision}`, ""].join("\n");
}

/** A vault of one person, one customer and two meetings. */
export function smallVault() {
  return [
    { path: "People/Mara Quist.md", text: entityNote("person", "Mara Quist", ["Sails on Sundays."]) },
    { path: "Customers/Fennel Ltd.md", text: entityNote("customer", "Fennel Ltd", ["Makes soup."]) },
    {
      path: "Meetings/2025-09-02 - Soup.md",
      text: meetingNote("2025-09-02", {
        account: "Fennel Ltd",
        participants: ["Mara Quist", "Otto Brand"],
        decision: "Ship the tomato soup.",
      }),
    },
    {
      path: "Meetings/2025-09-16 - Bread.md",
      text: meetingNote("2025-09-16", { participants: ["Mara Quist"], decision: "Bake rye." }),
    },
    { path: "Shopping.md", text: "Carrots\n" },
  ];
}
