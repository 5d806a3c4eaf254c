// What `--help` prints.

const OPTIONS = `
  --as-of DAY   see the relationship as on that day (YYYY-MM-DD); default today
  --json        print the whole answer as JSON
  -h, --help    print this help`;

const EXITS = `
Exit code: 0 done, 1 nothing found, 2 wrong use.`;

export const HELP: Record<string, string> = {
  "": `
relata: the relationship engine for Markdown notes

Usage
  relata summary <folder> <name>   who or what it is, when you last spoke, what is open
  relata list <folder>             everyone and everything your notes are about
  relata schema <folder>           a proposal of how your notes are written, to review
  relata <command> --help          more on a command
  relata --version                 the version

<folder> holds your notes as .md files. Nothing is written, nothing leaves this machine.
${EXITS}`,

  summary: `
relata summary: what your notes know of one person, company, project or forum

Usage
  relata summary <folder> <name> [--json] [--as-of DAY]

<name> is a name, an alias, or the path of the note; quotes are not needed.

Options${OPTIONS}
${EXITS}

Example
  relata summary ~/Notes Ada Quill --as-of 2026-10-01`,

  schema: `
relata schema: proposes a relata.yaml from what the notes hold

Usage
  relata schema <folder> [--json]

Prints kinds, folders, headings and the probable owner with the count behind each, as YAML to
review. Nothing is written; to keep it, save it as relata.yaml at the root of the folder. Where a
relata.yaml is there, only what it lacks is proposed.

Options
  --json        print the answer as JSON
  -h, --help    print this help
${EXITS}

Example
  relata schema ~/Notes > relata.yaml`,

  list: `
relata list: everyone and everything your notes are about, newest contact first

Usage
  relata list <folder> [--kind K] [--company C] [--tag T] [--state S] [--text T] [--sort COLUMN]
                       [--json] [--as-of DAY]

Options
  --kind K      only of this kind: person, customer, project, …
  --company C   only who belongs to this company now, and the company
  --tag T       only with this tag, or one below it, in their own note
  --state S     only in this state: "on rhythm", drifting, lapsed or unknown
  --text T      only with this text in a name
  --sort COLUMN name, kind, company, state, lastContact, lastDirect, strength, overdueDays,
                openTasks or interactions; -COLUMN for descending${OPTIONS}
${EXITS}

Example
  relata list ~/Notes --kind person --sort=-strength`,
};
