// A real VS Code workbench (code-server) with the extension installed, private to one run: its own home, settings,
// extensions and port, no gallery, no telemetry. Nothing outside its temporary directory is read or written.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

const quietSettings = {
  'chat.commandCenter.enabled': false,
  'chat.disableAIFeatures': true,
  'editor.minimap.enabled': false,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'files.autoSave': 'off',
  'git.enabled': false,
  'security.workspace.trust.startupPrompt': 'never',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'window.commandCenter': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

/** Polls `probe` until it returns something truthy, and returns that. */
export async function until(what, probe, seconds = 60) {
  const deadline = performance.now() + seconds * 1000;
  for (;;) {
    const value = await probe();
    if (value) {
      return value;
    }
    assert.ok(performance.now() < deadline, `waited ${seconds} s for: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function freePort() {
  return new Promise((resolve) => {
    const probe = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** Whether process `pid` runs; one that ended and waits to be reaped does not. */
export function isRunning(pid) {
  try {
    return !/^State:\s+[ZX]/m.test(fs.readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

export class Workbench {
  /**
   * `install` is the directory install-workbench.sh filled, `vsix` the packaged extension, `server` the pysecd binary,
   * `log` the file for code-server's own output, `trust` whether every folder counts as trusted.
   */
  static async start({ install, vsix, server, log, trust = true, settings = {} }) {
    const workbench = new Workbench();
    // Short, because the path of a unix socket inside it is limited to 107 bytes.
    workbench.root = fs.mkdtempSync(path.join(os.tmpdir(), 'pysecd-ui-'));
    try {
      await workbench.launch({ install, vsix, server, log, trust, settings });
    } catch (error) {
      await workbench.stop();
      throw error;
    }
    return workbench;
  }

  async launch({ install, vsix, server, log, trust, settings }) {
    // A name of its own makes this run's server processes recognisable.
    this.server = path.join(this.directory('bin'), 'pysecd');
    fs.symlinkSync(server, this.server);
    this.writeSettings('User', { ...quietSettings, ...settings });
    // A remote window, which every window of code-server is, takes a machine's settings from here alone.
    this.writeSettings('Machine', { 'pysecd.serverPath': this.server });

    const node = path.join(install, 'bin/node');
    const entry = path.join(install, 'node_modules/code-server/out/node/entry.js');
    const home = this.directory('home');
    const env = {
      ...process.env,
      EXTENSIONS_GALLERY: '{}',
      HOME: home,
      XDG_CONFIG_HOME: path.join(home, 'config'),
      XDG_DATA_HOME: path.join(home, 'share'),
    };
    const common = [entry, '--user-data-dir', this.directory('data'), '--extensions-dir', this.directory('ext')];

    const installed = spawnSync(node, [...common, '--install-extension', vsix], { env, encoding: 'utf8' });
    assert.equal(installed.status, 0, installed.stdout + installed.stderr);

    const port = await freePort();
    this.url = `http://127.0.0.1:${port}`;
    const out = fs.openSync(log, 'w');
    const options = ['--auth', 'none', '--bind-addr', `127.0.0.1:${port}`, '--disable-telemetry', '--disable-update-check',
      '--disable-getting-started-override', '--ignore-last-opened', ...(trust ? ['--disable-workspace-trust'] : [])];
    // detached makes a process group, so that stop() reaches VS Code, its extension host and the language server.
    this.process = spawn(node, [...common, ...options], { env, stdio: ['ignore', out, out], detached: true });
    fs.closeSync(out);
    process.once('exit', () => this.signal(this.process.pid, 'SIGTERM'));
    await until('code-server to answer', () => fetch(`${this.url}/healthz`).then((r) => r.ok, () => false));
  }

  directory(name) {
    const made = path.join(this.root, name);
    fs.mkdirSync(made, { recursive: true });
    return made;
  }

  writeSettings(level, settings) {
    fs.writeFileSync(path.join(this.directory(`data/${level}`), 'settings.json'), JSON.stringify(settings));
  }

  /** The address that shows `folder`, with `file` (inside it) open. */
  address(folder, file) {
    const { host } = new URL(this.url);
    const query = new URLSearchParams({ folder });
    if (file) {
      query.set('payload', JSON.stringify([['openFile', `vscode-remote://${host}${file}`]]));
    }
    return `${this.url}/?${query}`;
  }

  /** The ids of the running pysecd servers that this workbench started. */
  serverProcesses() {
    const runsServer = (pid) => {
      try {
        return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(this.server);
      } catch {
        return false;
      }
    };
    return fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number).filter(runsServer).filter(isRunning);
  }

  async stop() {
    const group = this.process?.pid;
    if (group) {
      this.signal(group, 'SIGTERM');
      await until('code-server to end', () => !this.signal(group, 0), 5).catch(() => this.signal(group, 'SIGKILL'));
    }
    fs.rmSync(this.root, { recursive: true, force: true, maxRetries: 5 });
  }

  signal(group, name) {
    try {
      return process.kill(-group, name);
    } catch {
      return false;
    }
  }
}
