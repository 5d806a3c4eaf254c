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
  relata tasks <folder> [query]    what is to do: whose, by when, about whom
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

  tasks: `
relata tasks: the tasks of your notes, agreed ones before those that were only proposed

Usage
  relata tasks <folder> [query …] [options]

A query is what a \`tasks\` block of the Tasks plugin holds; each further argument is a line of it.
Without a query, --status, --done or --all, what is still to do is shown. All that is given must
hold.

Options
  --query-file F  the query is in this file
  --note PATH     the note that holds the query, for placeholders such as {{query.file.folder}}
  --all           also what is done or cancelled
  --owner NAME    of this owner, or of the people of this company; "me", "none"
  --status S      open, closed, agreed, proposed, or a type such as IN_PROGRESS
  --due D         today, "before 2026-10-26", "this week", "2026-10-01 2026-10-31", none
                  and so --scheduled, --start, --done
  --priority P    high, "above none"
  --tag T, --path T, --heading T, --text T
                  with this text there
  --entity NAME   about this person, company, project or forum
  --blocked, --blocking
                  waiting for another task; awaited by one
  --sort KEY      due, urgency, priority, path, owner, …; -KEY for descending; may be repeated
  --group KEY     due, owner, entity, folder, …; -KEY for descending; may be repeated
  --limit N       at most N${OPTIONS}
${EXITS}

Examples
  relata tasks ~/Notes --owner me --due "before tomorrow"
  relata tasks ~/Notes "not done" "(due this week) OR (priority is high)" "group by owner"`,

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
