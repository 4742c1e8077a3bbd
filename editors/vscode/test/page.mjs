// What a person does in the workbench's window, in terms of keys and the mouse. Every method waits for its effect.
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';
import fs from 'node:fs';
import { until } from './workbench.mjs';

const chromiumOptions = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync',
  '--disable-background-networking', '--disable-component-update', '--disable-dev-shm-usage',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'];

export class Window {
  static async open(executablePath) {
    const window = new Window();
    window.browser = await chromium.launch({ executablePath, headless: true, args: chromiumOptions });
    const context = await window.browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-US' });
    window.page = await context.newPage();
    window.page.setDefaultTimeout(60000);
    return window;
  }

  async show(address) {
    await this.page.goto(address);
    await this.page.locator('.monaco-workbench').waitFor();
  }

  close() {
    return this.browser.close();
  }

  screenshot(path) {
    return this.page.screenshot({ path });
  }

  editor(name) {
    return new Editor(this.page, name);
  }

  /** Runs a command by its title in the command palette. */
  async run(title) {
    await this.page.keyboard.press('F1');
    const input = this.page.locator('.quick-input-widget input[type=text]');
    await input.fill(`>${title}`);
    // The label goes on with the key binding, if there is one.
    const row = this.page.locator(`.quick-input-widget :is([aria-label="${title}"], [aria-label^="${title}, "])`).first();
    await row.click();
    await input.waitFor({ state: 'hidden' });
  }

  /** Shows the Problems panel; its rows are found with problem(). */
  async showProblems() {
    const panel = this.page.locator('.markers-panel');
    if (!(await panel.isVisible())) {
      await this.page.keyboard.press('Control+Shift+KeyM');
      await panel.waitFor();
    }
  }

  problem(text) {
    return this.page.locator('.markers-panel .monaco-list-row', { hasText: text });
  }

  /** Unfolds a row of the Problems panel, which shows its related locations. */
  async unfold(row) {
    if ((await row.getAttribute('aria-expanded')) !== 'true') {
      await row.locator('.monaco-tl-twistie').click();
    }
    await until('the row to unfold', async () => (await row.getAttribute('aria-expanded')) === 'true');
  }

  /** Waits until the status bar counts this many errors and warnings. */
  async counts(errors, warnings) {
    const item = this.page.locator('#status\\.problems');
    const wanted = `${errors} ${warnings}`;
    await until(`the status bar to count ${wanted}`, async () => (await item.innerText()).trim().replace(/\s+/g, ' ') === wanted);
  }

  /** Waits until the Output panel shows this channel. (Its text stays empty: log files need a native module.) */
  async showsOutputOf(channel) {
    const select = this.page.locator('.part.panel .monaco-select-box:visible').first();
    await until(`output of ${channel}`, () => select.evaluate((box, text) => box.selectedOptions[0]?.text === text, channel));
  }

  /** What the Markdown preview shows. */
  rendered() {
    return this.page.frameLocator('iframe.webview').frameLocator('#active-frame').locator('body');
  }

  notification(text) {
    return this.page.locator('.notification-toast', { hasText: text });
  }
}

class Editor {
  constructor(page, name) {
    this.page = page;
    this.view = page.locator(`.editor-instance .monaco-editor[data-uri$="/${name}"]`);
  }

  line(text) {
    return this.view.locator('.view-line', { hasText: text });
  }

  squiggles(severity) {
    return this.view.locator(`.squiggly-${severity}`);
  }

  async waitForSquiggles(severity, count) {
    const squiggles = this.squiggles(severity);
    await until(`${count} ${severity} squiggles`, async () => (await squiggles.count()) === count);
  }

  /** Rests the mouse on the squiggle; returns the hover that appears with `text` in it. */
  async hover(squiggle, text) {
    const box = await squiggle.boundingBox();
    const hover = this.page.locator('.monaco-hover .hover-row', { hasText: text }).first();
    await this.page.mouse.move(box.x + box.width / 2, box.y + 2, { steps: 4 });
    await this.page.mouse.move(box.x + box.width / 2 + 3, box.y + 4, { steps: 2 });
    await hover.waitFor();
    return hover;
  }

  /** Goes to the problem with this message through the Problems panel. */
  async goToProblem(message) {
    // Not the middle of the row: the link to the check's documentation may lie there.
    await this.page.locator('.markers-panel .monaco-list-row').getByText(message, { exact: true }).dblclick();
    await this.view.and(this.page.locator('.focused')).waitFor();
  }

  /** Opens the menu of quick fixes at the cursor. */
  async openQuickFixes() {
    await this.page.keyboard.press('Control+Period');
    await this.page.locator('.action-widget .monaco-list-row.action').first().waitFor();
  }

  quickFix(title) {
    return this.page.locator('.action-widget .monaco-list-row.action', { hasText: title });
  }

  /** Chooses in the open menu by keyboard: an invisible block over it takes the clicks until the mouse moves. */
  async choose(action) {
    for (let presses = 0; presses < 20; presses++) {
      if (await action.and(this.page.locator('.focused')).count()) {
        await this.page.keyboard.press('Enter');
        return;
      }
      await this.page.keyboard.press('ArrowDown');
    }
    throw new Error('the menu does not reach the wanted action');
  }

  /**
   * Takes the preferred fix at the cursor. On a busy machine VS Code's own look for fixes may overtake the command,
   * which then says there are none although the server sent one: so, like a person, press again.
   */
  async autoFix() {
    const none = this.page.locator('.monaco-editor-overlaymessage', { hasText: 'No auto fixes available' });
    for (let presses = 1; ; presses++) {
      await this.page.keyboard.press('Shift+Alt+Period');
      const outcome = none.or(this.view.locator(':scope:not(:has(.squiggly-error))')).first();
      await outcome.waitFor();
      if (!(await none.isVisible())) {
        return;
      }
      assert.ok(presses < 10, 'no preferred fix, ten times');
      await this.page.keyboard.press('Escape');
      await none.waitFor({ state: 'hidden' });
    }
  }

  /** Types below the line that holds `text`. */
  async typeBelow(text, typed) {
    await this.line(text).click();
    await this.page.keyboard.press('End');
    await this.page.keyboard.insertText(typed);
  }

  /** Saves, and waits until the file on disk holds `text`. */
  async save(file, text) {
    await this.page.keyboard.press('Control+KeyS');
    await until(`${file} to be saved`, () => fs.readFileSync(file, 'utf8') === text);
  }
}
