// What `--help` prints.

const OPTIONS = `
  --as-of DAY   see the relationship as on that day (YYYY-MM-DD); default today
  --json        print the whole answer as JSON
  -h, --help    print this help`;

const EXITS = `
Exit code: 0 done, 1 nothing found, 2 wrong use.`;

const WRITE_EXITS = `
Exit code: 0 done, 1 something was left alone, 2 wrong use, or nothing could be written.`;

export const HELP: Record<string, string> = {
  "": `
relata: the relationship engine for Markdown notes

Usage
  relata summary <folder> <name>   who or what it is, when you last spoke, what is open
  relata list <folder>             everyone and everything your notes are about
  relata tasks <folder> [query]    what is to do: whose, by when, about whom
  relata brief <folder> <name>     what to read before you meet them
  relata graph <folder>            who shares interactions with whom
  relata check <folder>            what is odd: links, names, dates, properties, stale notes
  relata schema <folder>           a proposal of how your notes are written, to review

  relata refresh <folder> [name…]  notes of people, companies and projects, brought up to date
  relata settle <folder> [name…]   tasks ticked in such a note, ticked where they stand
  relata new <kind> <name>         a note for someone or something new
  relata repair <folder>           misread characters such as J√ºrgen, as they were meant
  relata suggestions <folder>      names that are probably the same
  relata undo <folder>             takes back what was written last

  relata <command> --help          more on a command
  relata --version                 the version

<folder> holds your notes as .md files. Nothing is written unless you say --write (new, undo and
--same write at once; undo takes all of it back), and nothing leaves this machine.
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
  --copies        also the lines that relata refresh copied, as the Tasks plugin lists them
  --sort KEY      due, urgency, priority, path, owner, …; -KEY for descending; may be repeated
  --group KEY     due, owner, entity, folder, …; -KEY for descending; may be repeated
  --limit N       at most N${OPTIONS}
${EXITS}

Examples
  relata tasks ~/Notes --owner me --due "before tomorrow"
  relata tasks ~/Notes "not done" "(due this week) OR (priority is high)" "group by owner"`,

  brief: `
relata brief: what to read before you meet them, as Markdown

Usage
  relata brief <folder> <name> [--json] [--as-of DAY]

Who they are, what was said last, what is open both ways, what is new, what to be careful about.

Options${OPTIONS}
${EXITS}

Example
  relata brief ~/Notes Ada Quill`,

  graph: `
relata graph: who shares interactions with whom, and how strongly

Usage
  relata graph <folder> [--around NAME] [--depth N] [--kind K]… [--format F] [--json] [--as-of DAY]

Options
  --around NAME only what is near this name
  --depth N     how many ties away from it; default 1
  --kind K      only of this kind; may be given several times
  --format F    text (the default), json, graphml (yEd, Gephi), dot (Graphviz) or csv${OPTIONS}
${EXITS}

Example
  relata graph ~/Notes --around "Ada Quill" --format dot | dot -Tsvg > graph.svg`,

  check: `
relata check: what is odd in your notes, with its place

Usage
  relata check <folder> [--all] [--json | --sarif] [--as-of DAY]

Links that lead nowhere or to several notes, names that are probably the same, notes that are
behind the others (see relata refresh), properties that cannot be read, days that do not exist,
notes that disagree, and tasks that are done in a copy alone (see relata settle). Nothing is
written.

Options
  --all         remarks too, not only warnings and errors
  --sarif       print SARIF 2.1.0, for code hosts and editors${OPTIONS}

Exit code: 0 nothing to report, 1 something is, 2 wrong use.

Example
  relata check ~/Notes --sarif > notes.sarif`,

  refresh: `
relata refresh: brings the notes of people, companies and projects up to date

Usage
  relata refresh <folder> [name…] [--write] [--create] [--json] [--as-of DAY]

Shows as a diff what the other notes have to add: newest interactions, facts, people, open tasks,
last contact. Lines that somebody wrote stay as they are, but for what another note has too: its
copies, character for character, leave a list over its limit, and open tasks go that are closed
there. A second refresh changes nothing.
Without a name, all notes are looked at; several names are each put in quotes.

Options
  --write       write it; relata undo takes it back
  --create      make notes for those who have none, to be reviewed (tag needs-review); of whom
                only part of the name is known, such as Tom, only when named${OPTIONS}
${WRITE_EXITS}

Example
  relata refresh ~/Notes "Ada Quill" --write`,

  settle: `
relata settle: tasks that are done in a copy, done where they stand

Usage
  relata settle <folder> [name…] [--write] [--json] [--as-of DAY]

relata refresh copies open tasks into the notes of people, companies and projects. Whoever ticks
such a copy means the task: shown as a diff is that tick in the note that the task comes from, with
the day of the tick. Of a task that comes again the next one comes. Nothing else is touched.
Without a name, the copies in all notes count; several names are each put in quotes.

Options
  --write       write it; relata undo takes it back
  --as-of DAY   the day of ticks that name none (YYYY-MM-DD); default today
  --json        print the whole answer as JSON
  -h, --help    print this help
${WRITE_EXITS}

Example
  relata settle ~/Notes --write`,

  new: `
relata new: makes a note for someone or something new, in the layout of its kind

Usage
  relata new <kind> <name> [--folder FOLDER] [--in SUBFOLDER] [--json] [--as-of DAY]

<kind> is person, customer, project, partner, forum, or one of your own. What your notes already
say of that name is in the note. A note that exists is not touched.

Options
  --folder F    where your notes are; default is the current folder
  --in S        where in it the note goes; default is where most of its kind are${OPTIONS}
${WRITE_EXITS}

Example
  relata new person Ada Quill --folder ~/Notes`,

  repair: `
relata repair: mends text that some program misread and saved, such as J√ºrgen or donâ€™t

Usage
  relata repair <folder> [--write] [--json]

Shows the repairs as a diff. Text that was never misread is not touched.

Options
  --write       write them; relata undo takes it back
  --json        print the answer as JSON
  -h, --help    print this help
${WRITE_EXITS}

Example
  relata repair ~/Notes --write`,

  undo: `
relata undo: takes back what relata wrote last

Usage
  relata undo <folder> [--json]

Files that are still as they were written get their earlier content again, files that were made are
removed; what you changed since is left alone and named. Called again, it takes back the run before,
but never a file past what you changed; the last 20 are kept, in the folder .relata of the vault.

Options
  --json        print the answer as JSON
  -h, --help    print this help

Exit code: 0 done, 1 nothing to undo, or something was left alone, 2 wrong use, or nothing could be
written.

Example
  relata undo ~/Notes`,

  suggestions: `
relata suggestions: names that are probably the same

Usage
  relata suggestions <folder> [--json]
  relata suggestions <folder> --same NAME ALIAS
  relata suggestions <folder> --not-same NAME NAME

Lists pairs with the reason, the most certain first. Nothing is done about them until you decide;
decisions are kept in relata-names.yaml at the root of the folder.

Options
  --same        note down that the second name is another name of the first
  --not-same    note down that they are two
  --json        print the answer as JSON
  -h, --help    print this help

Exit code: 0 done, 1 nothing found, or something was left alone, 2 wrong use.

Example
  relata suggestions ~/Notes --same "Ada Quill" "A. Quill"`,

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
