// A summary and a table with something in every field, as the core could give them.

const source = (path, line, heading = null) => ({ path, line, heading });
const stated = (value, path, line) => ({ value, source: source(path, line) });

const tea = {
  date: "2026-09-28",
  title: "Tea",
  summary: "We had tea and spoke about ovens, large and small, and about who would carry them up the stairs.",
  subject: "Ada Quill",
  role: "direct",
  via: null,
  participants: ["Ada Quill"],
  notes: ["Meetings/2026-09-28 - Tea with a rather long title that goes on for some more words.md", "Daily/2026-09-28.md"],
};
const viaMarket = { ...tea, date: "2026-09-30", title: "Market day", summary: "Ada sends word.", subject: "Market", role: "via", via: "Market", notes: ["Meetings/Market.md"] };
const mention = { ...tea, date: "2025-12-24", summary: "", title: "Christmas list", subject: null, role: "mention", notes: ["Lists/Christmas.md"] };
const undated = { ...tea, date: null, summary: "Someone called.", notes: ["call from someone"] };
const fair = { ...tea, date: "2026-10-20", summary: "Bakers' fair.", notes: ["Meetings/2026-10-20 - Fair.md"] };

const task = { text: "Send the price", owners: ["Myself"], due: null, priority: "none", overdue: false, tags: [], source: source("Meetings/Tea.md", 16) };
const item = { text: "Buy the small oven.", first: "2026-09-28", last: "2026-09-28", count: 1, sources: [source("Meetings/Tea.md", 13, "Decisions")] };
const person = { name: "Bo", role: null, company: null, shared: 0, last: null, strength: null, tie: 0 };

/** Everything that a summary can hold. */
export const SUMMARY = {
  schemaVersion: 1,
  asOf: "2026-10-01",
  entity: { name: "Ada Quill", kind: "person", aliases: ["Ada", "A. Quill"], path: "People/Ada Quill.md", incomplete: false },
  lastContact: viaMarket,
  lastDirect: tea,
  lastVia: viaMarket,
  context: [viaMarket, tea, mention, undated],
  contextTotal: 23,
  upcoming: [fair],
  strength: { score: 62.23, band: "steady", activity: 4.9, trend: "cooling", confidence: "low", explain: [] },
  rhythm: { medianDays: 25, silenceDays: 3, state: "on rhythm", daysMet: { d30: 1, d90: 2, d365: 13 }, cadenceDays: 30, overdueDays: null },
  longevity: { first: "2024-02-11", days: 960 },
  twoWay: { iOwe: 1, theyOwe: 1, both: true },
  breadth: null,
  profile: {
    role: stated("Baker", "People/Ada Quill.md", 5),
    company: stated("Crumb & Sons", "People/Ada Quill.md", 6),
    background: [stated("Learned in Lyon.", "People/Ada Quill.md", 9)],
    favouriteBread: stated("Rye", "People/Ada Quill.md", 7),
  },
  facts: { total: 12, items: [{ ...item, text: "Bakes at night.", first: null, last: null }] },
  decisions: { total: 1, items: [{ ...item, first: "2025-01-02", count: 3, sources: [...item.sources, source("Daily/x.md", 1)] }] },
  opportunities: { total: 1, items: [{ ...item, text: "A second shop." }] },
  blockers: { total: 1, items: [{ ...item, text: "No lift in the house." }] },
  topics: { total: 2, items: [{ ...item, text: "Ovens" }, { ...item, text: "Rye" }] },
  openTasks: {
    iOwe: [{ ...task, due: "2026-10-05", priority: "high" }],
    theyOwe: [{ ...task, text: "Bring the tins", owners: ["Ada Quill", "Bo"], due: "2026-09-20", overdue: true }],
    others: [{ ...task, text: "Sweep the yard", owners: [] }],
    proposed: [{ ...task, text: "Paint the shop" }],
  },
  collaborators: [{ ...person, role: "Miller", company: "Mill & Co", shared: 4, last: "2026-09-28", strength: 41.26 }, person],
  contacts: [],
  related: [person, { ...person, name: "Jürgen Vandermolen-Achterberg the Elder" }],
  conflicts: [{ field: "last_contact", stored: stated("2026-07-08", "People/Ada Quill.md", 4), found: stated("2026-09-30", "Meetings/Market.md", 1) }],
};

/** Someone of whom hardly anything is known. */
export const STRANGER = {
  ...SUMMARY,
  entity: { name: "Jürgen", kind: "person", aliases: [], path: null, incomplete: true },
  lastContact: null,
  lastDirect: null,
  lastVia: null,
  context: [],
  contextTotal: 0,
  upcoming: [],
  strength: { score: null, band: "unknown", activity: 0, trend: "unknown", confidence: "low", explain: [] },
  rhythm: { medianDays: null, silenceDays: null, state: "unknown", daysMet: { d30: 0, d90: 0, d365: 0 }, cadenceDays: null, overdueDays: null },
  longevity: null,
  twoWay: { iOwe: 0, theyOwe: 0, both: false },
  breadth: { close: ["Ida Moss"], known: 3, singleThreaded: true },
  profile: { background: [] },
  ...Object.fromEntries(["facts", "decisions", "opportunities", "blockers", "topics"].map((list) => [list, { total: 0, items: [] }])),
  openTasks: { iOwe: [], theyOwe: [], others: [], proposed: [] },
  collaborators: [],
  related: [],
  conflicts: [],
};

/** A table of entities. */
export const ROWS = [
  { name: "Ada Quill", kind: "person", path: "People/Ada Quill.md", company: null, lastContact: "2026-09-30", lastDirect: "2026-09-28", interactions: 23, strength: 62.23, state: "on rhythm", openTasks: 12, incomplete: false },
  { name: "The Worshipful Company of Bakers", kind: "customer", path: null, company: null, lastContact: "2024-01-01", lastDirect: null, interactions: 1, strength: 0.4, state: "lapsed", openTasks: 0, incomplete: false },
  { name: "Jürgen", kind: "person", path: null, company: null, lastContact: null, lastDirect: null, interactions: 0, strength: null, state: "unknown", openTasks: 1, incomplete: true },
];
