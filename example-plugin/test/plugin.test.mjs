// The built plugin in the test host: what the pane shows, and what stays behind.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { startBrowser } from "../test-host/start.mjs";
import { entityNote, meetingNote, smallVault } from "../test-host/notes.mjs";

const AS_OF = { asOf: "2025-10-01" };
/** How many notes the plugin reads before the app gets its turn. */
const BATCH = 32;
/** Longer than the plugin collects changes, in milliseconds. */
const SETTLED = 400;

let browser;
before(async () => void (browser = await startBrowser()));
after(() => browser.close());

/** A test with a page of its own, in which nothing may complain and nothing may ask the network. */
function hostTest(name, options, run) {
  test(name, async (t) => {
    const host = await browser.newHost(options);
    await run(host, t);
    assert.deepEqual(host.complaints, [], "the page should have nothing to complain about");
    await host.page.close();
  });
}

const shows = (host, text) => host.pane.filter({ hasText: text }).waitFor();
const lacks = (host, text) => host.pane.filter({ hasNotText: text }).waitFor();
const named = (host, name) => host.name.filter({ hasText: new RegExp(`^${name}$`) }).waitFor();

hostTest("the pane shows the summary of the open note's entity", { notes: smallVault() }, async (host) => {
  await host.start(AS_OF);
  await shows(host, "Open a note about a person");
  await host.call("open", "People/Mara Quist.md");
  await named(host, "Mara Quist");
  await shows(host, "2025-09-16 2 weeks ago");
  assert.match(await host.section("decisions").innerText(), /Bake rye\.[^]*Ship the tomato soup\./, "newest first");
  assert.match(await host.section("facts").innerText(), /Sails on Sundays\./);
  await host.call("open", "Shopping.md");
  await shows(host, "not about anyone or anything");
  await shows(host, "The note has no type and no day, and nobody took part. Give it a `type`");
});

const STRANGER = { path: "People/Ivo Tarn.md", text: "---\ntype: person\n---\n# Ivo Tarn\n" };

hostTest("someone without contact: the pane says why", { notes: [...smallVault(), STRANGER] }, async (host) => {
  await host.start(AS_OF);
  await host.call("open", STRANGER.path);
  await named(host, "Ivo Tarn");
  await shows(host, "records an interaction with Ivo Tarn. Name who took part in `participants`");
});

const PLAN = { path: "Plan.md", text: "---\ntype: meeting\ndate: 2099-01-01\nparticipants: [Mara Quist]\n---\n- [ ] Bring the rye @Mara Quist\n" };

hostTest("what stands in the plan of a meeting is to do before it", { notes: [...smallVault(), PLAN] }, async (host) => {
  await host.start();
  await host.call("open", "People/Mara Quist.md");
  await shows(host, "Bring the rye");
});

const TASKS = ".config/plugins/obsidian-tasks-plugin/data.json";
const WAITING = { path: "Waiting.md", text: "- [w] Call the bank @Mara Quist\n" };
const settings = (type) => JSON.stringify({ statusSettings: { customStatuses: [{ symbol: "w", name: "Waiting", nextStatusSymbol: "x", type }] } });

for (const [type, shown] of [["TODO", shows], ["DONE", lacks]]) {
  hostTest(`the settings of the Tasks plugin say what is open: ${type}`, { notes: [...smallVault(), WAITING, { path: TASKS, text: settings(type) }] }, async (host) => {
    await host.start(AS_OF);
    await host.call("open", "People/Mara Quist.md");
    await named(host, "Mara Quist");
    await shown(host, "Call the bank");
  });
}

hostTest("an interaction note shows its subject, and its participants to choose", { notes: smallVault() }, async (host) => {
  await host.start(AS_OF);
  await host.call("open", "Meetings/2025-09-02 - Soup.md");
  await named(host, "Fennel Ltd");
  assert.deepEqual(await host.pane.locator(".relata-choice").allInnerTexts(), ["Fennel Ltd", "Mara Quist", "Otto Brand"]);
  await host.pane.locator(".relata-choice", { hasText: "Otto Brand" }).click();
  await named(host, "Otto Brand");
  await host.call("open", "Meetings/2025-09-16 - Bread.md");
  await named(host, "Mara Quist");
});

hostTest("create, modify, delete and rename each change the pane", { notes: smallVault() }, async (host) => {
  await host.start(AS_OF);
  await host.call("open", "People/Mara Quist.md");
  await shows(host, "Bake rye.");

  const third = meetingNote("2025-09-30", { participants: ["Mara Quist"], decision: "Open a third shop." });
  await host.call("write", "Meetings/2025-09-30 - Shops.md", third);
  await shows(host, "Open a third shop.");

  await host.call("write", "Meetings/2025-09-30 - Shops.md", third.replace("third", "fourth"));
  await shows(host, "Open a fourth shop.");
  await lacks(host, "Open a third shop.");

  await host.call("remove", "Meetings/2025-09-30 - Shops.md");
  await lacks(host, "Open a fourth shop.");
  await shows(host, "2025-09-16 2 weeks ago");

  await host.call("move", "Meetings/2025-09-16 - Bread.md", "Meetings/2025-09-16 - Rye bread.md");
  await host.section("decisions").getByText("Bake rye.").and(host.page.locator("[title^='Meetings/2025-09-16 - Rye bread.md']")).waitFor();
});

for (const tellsChildren of [true, false]) {
  const how = tellsChildren ? "told note by note" : "told as one";
  hostTest(`folders moved and deleted, ${how}`, { notes: smallVault() }, async (host) => {
    await host.page.evaluate((tells) => void (window.host.app.vault.tellsChildren = tells), tellsChildren);
    await host.start(AS_OF);
    await host.call("open", "People/Mara Quist.md");
    await shows(host, "Bake rye.");
    const reads = await host.page.evaluate(() => window.host.app.vault.reads);

    await host.call("move", "Meetings", "Archive/Meetings");
    await host.section("decisions").locator("[title^='Archive/Meetings/2025-09-16 - Bread.md']").waitFor();
    assert.equal(await host.page.evaluate(() => window.host.app.vault.reads), reads, "moving should read nothing again");

    await host.call("remove", "Archive/Meetings");
    await lacks(host, "Bake rye.");
    await named(host, "Mara Quist");
  });
}

hostTest("what happens during the first reading is not lost", { notes: smallVault() }, async (host) => {
  await host.call("hold", 3);
  await host.start(AS_OF);
  await shows(host, "Reading notes");
  await host.call("untilReads", 4);

  await host.call("write", "People/Mara Quist.md", entityNote("person", "Mara Quist", ["Sails on Mondays."])); // read already
  await host.call("move", "Customers/Fennel Ltd.md", "Customers/Fennel & Sons.md"); // read already
  const rye = meetingNote("2025-09-16", { participants: ["Mara Quist"], decision: "Bake wheat." });
  await host.call("write", "Meetings/2025-09-16 - Bread.md", rye); // being read
  await host.call("remove", "Meetings/2025-09-02 - Soup.md"); // read already
  const tea = meetingNote("2025-09-20", { participants: ["Mara Quist"], decision: "Drink tea." });
  await host.call("write", "Meetings/2025-09-20 - Tea.md", tea); // new
  await host.page.waitForTimeout(SETTLED);
  await host.call("release");

  await host.call("open", "People/Mara Quist.md");
  for (const text of ["Sails on Mondays.", "Bake wheat.", "Drink tea."]) await shows(host, text);
  for (const text of ["Sails on Sundays.", "Bake rye.", "Ship the tomato soup."]) await lacks(host, text);
  await host.call("open", "Customers/Fennel & Sons.md");
  await named(host, "Fennel Ltd");
});

hostTest("a click on a line opens its note at that line", { notes: smallVault() }, async (host) => {
  await host.start(AS_OF);
  await host.call("open", "People/Mara Quist.md");
  await host.section("decisions").getByText("Ship the tomato soup.").click();
  await host.page.waitForFunction(() => window.host.app.workspace.line !== null);
  const [path, line] = await host.page.evaluate(() => {
    const { workspace } = window.host.app;
    return [workspace.getActiveFile().path, workspace.line];
  });
  const { text } = smallVault().find((note) => note.path === path);
  assert.equal(text.split("\n")[line], "- Ship the tomato soup.", "lines count from 0 for the app");
});

const MEETING = "Meetings/2025-09-20 - Oven.md";
const OVEN = "- [ ] Buy an oven @Mara Quist 📅 2025-12-01\n";
const OVENS = [
  { path: "People/Mara Quist.md", text: `${entityNote("person", "Mara Quist", ["Sails."])}\n## Open Tasks\n\n${OVEN}` },
  { path: MEETING, text: `---\ndate: 2025-09-20\nparticipants: [Mara Quist]\n---\n${OVEN}` },
];
const box = (host) => host.section("tasks").getByRole("checkbox", { name: "Done: Buy an oven" });
const textsOf = (host) => host.page.evaluate((paths) => paths.map((path) => new TextDecoder().decode(window.host.app.vault.entry(path).content)), OVENS.map(({ path }) => path));

hostTest("a tick is written where the task stands and in its copy", { notes: OVENS }, async (host) => {
  await host.start();
  await host.call("open", "People/Mara Quist.md");
  await box(host).click();
  await lacks(host, "Buy an oven");
  const done = /- \[x\] Buy an oven @Mara Quist 📅 2025-12-01 ✅ \d{4}-\d\d-\d\d\n$/;
  for (const text of await textsOf(host)) assert.match(text, done);
});

const TICKED = OVENS.map(({ path, text }) => ({ path, text: path === MEETING ? text : text.replace("- [ ] Buy", "- [x] Buy") }));

hostTest("a task that is done in a copy alone says so", { notes: TICKED }, async (host) => {
  await host.start(AS_OF);
  await host.call("open", "People/Mara Quist.md");
  await host.section("tasks").getByText("done in its copy in Mara Quist").waitFor();
  await host.call("write", "People/Mara Quist.md", OVENS[0].text);
  await lacks(host, "done in its copy");
  await shows(host, "Buy an oven");
});

const DIARY = { path: "2025-09-20.md", text: "Saw [[Mara Quist]] from afar.\n" };

hostTest("a contact that is a mention says so, beside the last direct one", { notes: [...smallVault(), DIARY] }, async (host) => {
  await host.start(AS_OF);
  await host.call("open", "People/Mara Quist.md");
  await shows(host, "2025-09-20 11 days ago, mentioned");
  await shows(host, "2025-09-16 2 weeks ago");
  assert.match(await host.section("context").innerText(), /2025-09-20\s*mentioned/);
});

for (const [how, change] of [["changes", "modify"], ["goes", "delete"]]) {
  hostTest(`a note that ${how} meanwhile: no note is ticked, and that is said`, { notes: OVENS }, async (host) => {
    await host.start(AS_OF);
    await host.call("open", "Meetings/2025-09-20 - Oven.md");
    await box(host).waitFor();
    const before = await textsOf(host);
    await host.page.evaluate(([way, path]) => {
      const { vault } = window.host.app;
      let first = true;
      vault.beforeProcess = async (at) => {
        if (!first) return;
        first = false;
        const other = at === path ? "People/Mara Quist.md" : path;
        window.changed = other;
        if (way === "delete") await vault.delete(vault.entry(other));
        else await vault.modify(vault.entry(other), "changed\n");
      };
    }, [change, MEETING]);
    await box(host).click();
    await host.page.waitForFunction(() => window.host.notices.some((text) => text.startsWith("Relata: ")));
    const kept = await host.page.evaluate((paths) => {
      const path = paths.find((at) => at !== window.changed);
      return [paths.indexOf(path), new TextDecoder().decode(window.host.app.vault.entry(path).content)];
    }, OVENS.map(({ path }) => path));
    assert.equal(kept[1], before[kept[0]]);
  });
}

hostTest("an entity can be chosen by name, and the pane stays with it", { notes: smallVault() }, async (host) => {
  await host.start(AS_OF);
  await host.call("open", "People/Mara Quist.md");
  await named(host, "Mara Quist");
  await host.call("run", "relata:show-summary");
  await host.page.locator(".modal input").fill("fenn");
  await host.page.locator(".suggestion-item", { hasText: "Fennel Ltd" }).click();
  await named(host, "Fennel Ltd");

  await host.call("open", "Meetings/2025-09-16 - Bread.md");
  await named(host, "Fennel Ltd");
  assert.equal((await host.page.evaluate(() => window.host.app.workspace.saved))[0].state.pinned, "Fennel Ltd");

  await host.pane.getByText("Back to the open note").click();
  await named(host, "Mara Quist");
});

hostTest("people in the pane lead to their summaries", { notes: smallVault() }, async (host) => {
  await host.start(AS_OF);
  await host.call("open", "People/Mara Quist.md");
  await host.section("people").getByText("Otto Brand").click();
  await named(host, "Otto Brand");
  await shows(host, "Ship the tomato soup.");
});

hostTest("the keyboard's focus stays where it was", { notes: smallVault() }, async (host) => {
  await host.start(AS_OF);
  await host.call("open", "Meetings/2025-09-02 - Soup.md");
  await host.pane.locator(".relata-choice", { hasText: "Otto Brand" }).focus();
  await host.page.keyboard.press("Enter");
  await named(host, "Otto Brand");
  assert.equal(await host.page.evaluate(() => document.activeElement.textContent), "Otto Brand");
});

hostTest("a hidden pane waits, and catches up when it is seen", { notes: smallVault() }, async (host) => {
  await host.start(AS_OF);
  await host.call("open", "People/Mara Quist.md");
  await named(host, "Mara Quist");
  const dock = (display) => host.page.evaluate((value) => void (document.querySelector("aside").style.display = value), display);
  await dock("none");
  await host.page.waitForTimeout(SETTLED);
  await host.call("open", "Customers/Fennel Ltd.md");
  assert.equal(await host.name.textContent(), "Mara Quist", "nothing should be computed for nobody");
  await dock("");
  await named(host, "Fennel Ltd");
});

hostTest("a closed pane is left alone, and can be opened again", { notes: smallVault() }, async (host) => {
  await host.start(AS_OF);
  await host.call("open", "People/Mara Quist.md");
  await named(host, "Mara Quist");
  const pane = await host.pane.elementHandle();
  await host.page.evaluate(() => window.host.app.workspace.detachAll());
  assert.equal((await host.call("openEntries")).view ?? 0, 0);
  await host.call("write", "People/Mara Quist.md", entityNote("person", "Mara Quist", ["Sails on Mondays."]));
  await host.page.waitForTimeout(SETTLED);
  assert.equal(await pane.evaluate((el) => el.childElementCount), 0);
  await host.call("run", "relata:open-pane");
  await shows(host, "Sails on Mondays.");
});

hostTest("nothing is left behind", { notes: smallVault() }, async (host) => {
  assert.deepEqual(await host.call("openEntries"), {});
  await host.start(AS_OF);
  await host.call("open", "People/Mara Quist.md");
  await named(host, "Mara Quist");
  const open = await host.call("openEntries");
  for (const kind of ["event", "command", "view type", "view", "ribbon icon", "setting tab", "timer"]) {
    assert.ok(open[kind] > 0, `the host should have counted one ${kind}`);
  }
  await host.call("write", "Meetings/2025-09-30 - Shops.md", "unloaded before this settles");
  await host.call("disable");
  assert.deepEqual(await host.call("openEntries"), {});
  assert.equal(await host.page.locator("[class*=relata]").count(), 0);
  await host.call("write", "People/Mara Quist.md", "and nobody listens");
  await host.call("open", "Shopping.md");

  await host.enable(AS_OF);
  await shows(host, "not about anyone or anything");
  await host.call("disable");
  assert.deepEqual(await host.call("openEntries"), {}, "a second life should leave as little");
});

hostTest("nothing is left behind when unloaded during the first reading", { notes: smallVault() }, async (host) => {
  await host.call("hold", 2);
  await host.start(AS_OF);
  await host.call("untilReads", 3);
  await host.call("disable");
  await host.call("release");
  await host.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 50)));
  assert.deepEqual(await host.call("openEntries"), {});
});

const EVIL = `<img src="http://evil.test/x" onerror="window.pwned = 1"><script>window.pwned = 1</script>`;
const hostileVault = [
  { path: "People/Evil.md", text: entityNote("person", `Eve ${EVIL}`, [`Fact \`${EVIL}\``, "[x](javascript:window.pwned=1)", "\u202Ereversed"]) },
  {
    path: `Meetings/2025-09-16 - "onmouseover=window.pwned=1.md`,
    text: meetingNote("2025-09-16", { account: "Acme", participants: [`Eve ${EVIL}`, EVIL], decision: `Decision \`${EVIL}\`` }),
  },
];

hostTest("text of a hostile note stays text", { notes: hostileVault }, async (host) => {
  await host.start(AS_OF);
  await host.call("open", "People/Evil.md");
  await shows(host, `Fact ${EVIL}`);
  assert.equal(await host.name.innerText(), `Eve ${EVIL}`);
  await host.call("open", `Meetings/2025-09-16 - "onmouseover=window.pwned=1.md`);
  await shows(host, `Decision ${EVIL}`);
  for (const choice of await host.pane.locator(".relata-choice").all()) await choice.hover();
  assert.equal(await host.pane.locator("img, script, style, iframe, object, svg").count(), 0);
  const links = await host.pane.locator("a").evaluateAll((all) => all.map((a) => a.getAttribute("href")));
  assert.deepEqual([...new Set(links)], ["#"], "no link should lead where a note says");
  const handlers = await host.pane.locator("*").evaluateAll((all) =>
    all.flatMap((el) => el.getAttributeNames()).filter((name) => name.startsWith("on")),
  );
  assert.deepEqual(handlers, []);
  assert.equal(await host.page.evaluate(() => window.pwned), undefined);
});

const MANY = 3000;
const manyNotes = Array.from({ length: MANY }, (_, i) => {
  const day = new Date(Date.UTC(2023, 0, 1 + (i % 900))).toISOString().slice(0, 10);
  const participants = [`Person ${i % 97}`, `Person ${(i * 7) % 101}`];
  return { path: `Meetings/${day} - ${i}.md`, text: meetingNote(day, { account: `Customer ${i % 13}`, participants, decision: `Number ${i}.` }) };
});

hostTest(`${MANY} notes are read without holding the app up`, { notes: manyNotes }, async (host, t) => {
  await host.page.evaluate(() => window.host.turns.watch());
  await host.start(AS_OF);
  await host.call("open", manyNotes.at(-1).path);
  await host.page.locator(".relata-name").waitFor({ timeout: 60_000 });
  const { most, number } = await host.page.evaluate(() => {
    window.host.turns.stop();
    return { most: window.host.turns.most, number: window.host.turns.number };
  });
  t.diagnostic(`${number} turns of the page, at most ${most} notes between two`);
  assert.ok(most <= BATCH, `${most} notes were read between two turns of the page`);
  assert.ok(number >= MANY / BATCH, `the page had only ${number} turns`);
});

hostTest("a note that cannot be read is said, and the rest goes on", { notes: smallVault() }, async (host) => {
  await host.page.evaluate(() => {
    window.host.app.vault.beforeRead = (path) => {
      if (path === "Shopping.md") throw new Error("EACCES");
    };
  });
  await host.start(AS_OF);
  await host.call("open", "People/Mara Quist.md");
  await shows(host, "Bake rye.");
  await shows(host, "1 note could not be read.");
});

hostTest("settings change the pane at once and are saved", { notes: smallVault() }, async (host) => {
  await host.start(AS_OF);
  await host.call("open", "People/Mara Quist.md");
  await shows(host, "Bake rye.");
  await host.page.evaluate(() => {
    const [tab] = window.host.app.settingTabs;
    tab.display();
    document.body.append(tab.containerEl);
  });
  const setting = (name) => host.page.locator(".setting-item", { hasText: name }).locator("input, textarea");
  await host.section("decisions").waitFor();
  await setting("Decisions").uncheck();
  await host.section("decisions").waitFor({ state: "detached" });
  await setting("As of").fill("2025-09-10");
  await shows(host, "2025-09-02 8 days ago");
  await setting("Your names").fill("Otto Brand\nMe");
  await setting("Your names").blur();
  await host.page.waitForFunction(() => window.host.plugin.data?.self?.length === 2);
  await named(host, "Mara Quist");
  assert.deepEqual(await host.page.evaluate(() => window.host.plugin.data), {
    self: ["Otto Brand", "Me"],
    asOf: "2025-09-10",
    hidden: ["decisions"],
  });
});

hostTest("a vault's relata.yaml counts, and a wrong one is said", { notes: smallVault() }, async (host) => {
  await host.start(AS_OF);
  await host.call("open", "People/Mara Quist.md");
  await named(host, "Mara Quist");
  await host.call("write", "relata.yaml", "kindz: {}\n");
  await shows(host, "kindz");
  await host.call("write", "relata.yaml", "aliases:\n  Mara Quist: [Captain]\n");
  await named(host, "Mara Quist");
});

for (const theme of ["light", "dark"]) {
  hostTest(`the pane wears the ${theme} theme`, { theme, notes: smallVault() }, async (host) => {
    await host.start(AS_OF);
    await host.call("open", "People/Mara Quist.md");
    await named(host, "Mara Quist");
    const [text, expected] = await host.name.evaluate((name) => {
      const probe = document.body.appendChild(document.createElement("i"));
      probe.style.color = "var(--text-normal)";
      return [getComputedStyle(name.querySelector("a") ?? name).color, getComputedStyle(probe).color];
    });
    assert.equal(text, expected);
  });
}
