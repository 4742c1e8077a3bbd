// Drives the packaged extension in a real VS Code with the real server. The steps of one session build on each other.
// env: WORKBENCH (what install-workbench.sh filled), VSIX, PYSECD, CHROMIUM, OUT (screenshots and logs),
// PICTURE (optional: where to write the picture for the README).
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { Window } from './page.mjs';
import { isRunning, until, Workbench } from './workbench.mjs';

const { WORKBENCH, VSIX, PYSECD, CHROMIUM, OUT, PICTURE } = process.env;
const sample = path.join(import.meta.dirname, '../../sample');
const message = 'request data reaches the text of a SQL statement';
const note = 'untrusted value enters here: request.args';
const fixTitle = 'pass the value as a bound parameter';

// Typed text arrives as it is.
const plainTyping = { 'editor.autoClosingBrackets': 'never', 'editor.autoClosingQuotes': 'never' };

// Leaving through exit() takes the workbench along.
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => process.exit(130));
}

let passed = 0;
let failed = 0;

/** One session: a workbench on an own folder with a copy of `sampleFile`, a window, then `steps` until one fails. */
async function session(name, sampleFile, options, steps) {
  let workbench;
  let window;
  let step = 'start';
  try {
    workbench = await Workbench.start({
      install: WORKBENCH, vsix: VSIX, server: PYSECD, log: path.join(OUT, `${name}.log`), ...options,
    });
    const folder = workbench.directory('shop');
    const file = path.join(folder, sampleFile);
    fs.copyFileSync(path.join(sample, sampleFile), file);
    window = await Window.open(CHROMIUM);
    const scene = { workbench, window, folder, file, editor: window.editor(sampleFile) };
    for (const [what, run] of Object.entries(steps)) {
      step = what;
      const start = performance.now();
      await run(scene);
      passed++;
      console.log(`ok      ${name}: ${what} (${Math.round(performance.now() - start)} ms)`);
    }
  } catch (error) {
    failed++;
    console.log(`FAILED  ${name}: ${step}\n${error.stack}`);
    await window?.screenshot(path.join(OUT, `${name}-failed.png`)).catch(() => undefined);
  } finally {
    await window?.close();
    await workbench?.stop();
  }
}

async function onlyServer(workbench) {
  const [pid] = await until('one server', () => {
    const running = workbench.serverProcesses();
    return running.length === 1 && running;
  });
  return pid;
}

/** Writes the folder's settings, which VS Code watches. */
function configure(folder, settings) {
  fs.mkdirSync(path.join(folder, '.vscode'), { recursive: true });
  fs.writeFileSync(path.join(folder, '.vscode/settings.json'), JSON.stringify(settings));
}

async function text(locator) {
  return (await locator.innerText()).trim().replace(/\s+/g, ' ');
}

await session('edit', 'users.py', { settings: plainTyping }, {
  'an open file shows its finding': async ({ workbench, window, folder, file, editor }) => {
    await window.show(workbench.address(folder, file));
    await editor.waitForSquiggles('error', 1);
    await window.counts(1, 0);
    await onlyServer(workbench);
  },

  'the Problems panel tells message, source, check and place': async ({ window }) => {
    await window.showProblems();
    const row = window.problem(message);
    await row.waitFor();
    assert.equal(await text(row), `${message} pysecd database-sql-injection [Ln 10, Col 23]`);
  },

  'the finding unfolds to where the data enters': async ({ window }) => {
    await window.unfold(window.problem(message));
    const related = window.problem(note);
    await related.waitFor();
    assert.equal(await text(related), `users.py [Ln 9, Col 12] : ${note}`);
    await window.screenshot(path.join(OUT, 'problems.png'));
  },

  'the hover holds the finding and the documentation of its check': async ({ window, editor }) => {
    const [squiggle] = await editor.squiggles('error').all();
    await editor.hover(squiggle, message);
    await editor.hover(squiggle, 'What it finds');
    await window.screenshot(path.join(OUT, 'hover.png'));
  },

  'the command Review This File renders the review, whose links open the code': async ({ window, editor }) => {
    await window.run('pysecd: Review This File');
    const page = window.rendered();
    await page.getByText('1 explicit security defect was identified in 1 file').waitFor();
    await window.screenshot(path.join(OUT, 'review.png'));
    await page.getByRole('link', { name: 'line 10' }).first().click();
    await editor.line('rows = db.execute').waitFor();
    await until('the cursor on line 10', async () =>
      (await window.page.locator('#status\\.editor\\.selection').innerText()).includes('Ln 10'));
  },

  'the quick fix parameterizes the query, on disk too': async ({ window, file, editor }) => {
    const row = window.problem(message);
    await editor.goToProblem(message);
    await editor.openQuickFixes();
    await window.screenshot(path.join(OUT, 'quick-fix-menu.png'));
    await editor.choose(editor.quickFix(fixTitle));
    await editor.waitForSquiggles('error', 0);
    await row.waitFor({ state: 'detached' });
    await window.counts(0, 0);
    await editor.save(file, fs.readFileSync(path.join(sample, 'users.fixed.py'), 'utf8'));
    await window.screenshot(path.join(OUT, 'fixed.png'));
  },

  'undo brings the finding back, Auto Fix takes the preferred fix': async ({ window, editor }) => {
    await window.page.keyboard.press('Control+KeyZ');
    await editor.waitForSquiggles('error', 1);
    await editor.autoFix();
    await editor.line('rows = db.execute("SELECT id FROM users WHERE name = ?", (name,))').waitFor();
    await editor.waitForSquiggles('error', 0);
  },

  'typing brings a new finding, undo takes it away': async ({ window, editor }) => {
    await editor.typeBelow('rows = db.execute', '\ndb.execute(f"DELETE FROM users WHERE name = {name}")');
    await editor.waitForSquiggles('error', 1);
    await window.counts(1, 0);
    await window.page.keyboard.press('Control+KeyZ');
    await editor.waitForSquiggles('error', 0);
    await window.page.keyboard.press('Control+KeyY');
    await editor.waitForSquiggles('error', 1);
  },

  'a crashed server is started again and reports again': async ({ workbench, window, editor }) => {
    const before = await onlyServer(workbench);
    process.kill(before, 'SIGKILL');
    await until('another server', async () => (await onlyServer(workbench)) !== before);
    // Away and back: what is shown comes from the new server, not from before the crash.
    await editor.line('DELETE FROM').click();
    await window.page.keyboard.press('Control+KeyZ');
    await editor.waitForSquiggles('error', 0);
    await window.page.keyboard.press('Control+KeyY');
    await editor.waitForSquiggles('error', 1);
  },

  'the command Restart Server starts another server': async ({ workbench, window, editor }) => {
    const before = await onlyServer(workbench);
    await window.run('pysecd: Restart Server');
    await until('another server', async () => (await onlyServer(workbench)) !== before);
    await until('the first server to end', () => !isRunning(before));
    await editor.waitForSquiggles('error', 1);
  },

  'pysecd.enable switches the server off and on': async ({ workbench, window, folder, editor }) => {
    configure(folder, { 'pysecd.enable': false });
    await until('no server', () => workbench.serverProcesses().length === 0);
    await editor.waitForSquiggles('error', 0);
    configure(folder, { 'pysecd.enable': true });
    await onlyServer(workbench);
    await editor.waitForSquiggles('error', 1);
    await window.counts(1, 0);
  },

  'a missing server is said, with what to do; the right setting mends it': async ({ window, folder, editor }) => {
    configure(folder, { 'pysecd.serverPath': '/nowhere/pysecd' });
    const notification = window.notification('"/nowhere/pysecd" (setting pysecd.serverPath) is not a program');
    await notification.waitFor();
    await notification.getByText('Open Setting').waitFor();
    await window.screenshot(path.join(OUT, 'missing.png'));
    await notification.getByText('Show Output').click();
    await window.showsOutputOf('pysecd');
    configure(folder, {});
    await editor.waitForSquiggles('error', 1);
  },

  'closing the window ends the server': async ({ workbench, window }) => {
    await window.page.goto('about:blank');
    await workbench.stop();
    assert.deepEqual(workbench.serverProcesses(), []);
  },
});

await session('untrusted', 'users.py', { trust: false }, {
  'a folder not trusted is analysed, but does not choose the program': async ({ workbench, window, folder, file, editor }) => {
    const chosen = path.join(folder, 'tool');
    fs.writeFileSync(chosen, `#!/bin/sh\ntouch "$0.ran"\nexec "${workbench.server}" "$@"\n`, { mode: 0o755 });
    configure(folder, { 'pysecd.serverPath': chosen });
    await window.show(workbench.address(folder, file));
    await editor.waitForSquiggles('error', 1);
    await window.page.locator('#status\\.workspaceTrust').waitFor();
    assert.ok(!fs.existsSync(`${chosen}.ran`));
  },

  'once trusted, it does': async ({ window, folder, editor }) => {
    await window.run('Workspaces: Manage Workspace Trust');
    await window.page.locator('.workspace-trust-editor').getByRole('button', { name: 'Trust', exact: true }).click();
    await until('the chosen program to run', () => fs.existsSync(path.join(folder, 'tool.ran')));
    await window.run('View: Close Editor');
    await editor.waitForSquiggles('error', 1);
  },
});

if (PICTURE) {
  const settings = {
    'breadcrumbs.enabled': false,
    'editor.fontSize': 15,
    'window.title': '${activeEditorShort} - ${rootName}',
    'workbench.colorTheme': 'Default Dark Modern',
  };
  await session('picture', 'orders.py', { settings }, {
    'a picture of the quick-fix menu': async ({ workbench, window, folder, file, editor }) => {
      await window.show(workbench.address(folder, file));
      await editor.waitForSquiggles('error', 1);
      await window.run('View: Toggle Primary Side Bar Visibility');
      await window.showProblems();
      await window.unfold(window.problem(message));
      await editor.line('SELECT id').getByText('SELECT id').click({ position: { x: 3, y: 9 } });
      await editor.openQuickFixes();
      await window.screenshot(PICTURE);
    },
  });
}

console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
