import * as vscode from 'vscode';
import { LanguageClient, type LanguageClientOptions, type ServerOptions } from 'vscode-languageclient/node';
import { readConfig } from './config';
import { findServer } from './server-path';

// Templates, files that declare dependencies, and the configuration: the server knows them by their names.
const templateLanguages = ['html', 'django-html', 'jinja', 'jinja-html'];
const patterns = [
  '**/*.{j2,jinja,jinja2}',
  '**/{requirements,constraints}*.txt',
  '**/*requirements.txt',
  '**/requirements/*.txt',
  '**/{pysecd.toml,.pysecd.toml,pyproject.toml,pylock.toml,Pipfile,Pipfile.lock,poetry.lock,uv.lock,pdm.lock}',
];
const documentSelector = [
  { scheme: 'file', language: 'python' },
  { scheme: 'untitled', language: 'python' },
  ...templateLanguages.map((language) => ({ scheme: 'file', language })),
  ...patterns.map((pattern) => ({ scheme: 'file', pattern })),
];

/** What the features share: the output, and the one running server. */
export class PysecdContext implements vscode.Disposable {
  readonly output = vscode.window.createOutputChannel('pysecd', { log: true });
  readonly subscriptions: { dispose(): unknown }[] = [this.output];

  private client: LanguageClient | undefined;
  // Starts and stops run one after the other, however fast settings change.
  private queue: Promise<void> = Promise.resolve();

  /** @param storage where files that are made for the user are kept */
  constructor(readonly storage: vscode.Uri) {}

  /** Asks the running server; undefined, and the user is told, if it does not answer. */
  async execute<Result>(command: string, args: string[]): Promise<Result | undefined> {
    try {
      if (this.client === undefined) {
        throw new Error('the server does not run');
      }
      return await this.client.sendRequest<Result>('workspace/executeCommand', { command, arguments: args });
    } catch (error) {
      void vscode.window.showErrorMessage(`pysecd: ${error instanceof Error ? error.message : String(error)}`);
      return undefined;
    }
  }

  restart(): Promise<void> {
    return this.enqueue(async () => {
      await this.stop();
      await this.start();
    });
  }

  async shutdown(): Promise<void> {
    await this.enqueue(() => this.stop());
    this.dispose();
  }

  dispose(): void {
    for (const subscription of this.subscriptions.splice(0).reverse()) {
      subscription.dispose();
    }
  }

  private enqueue(step: () => Promise<void>): Promise<void> {
    this.queue = this.queue.then(step).catch((error: unknown) => {
      this.output.error(error instanceof Error ? error : String(error));
    });
    return this.queue;
  }

  private async start(): Promise<void> {
    const config = readConfig();
    if (!config.enable) {
      this.output.info('not started: the setting pysecd.enable is off');
      return;
    }
    const command = await findServer(config.serverPath);
    if (command === undefined) {
      void this.reportMissing(config.serverPath);
      return;
    }
    this.output.info(`starting ${command}`);
    const args = ['--stdio'];
    if (config.advisories !== '') {
      args.push('--advisories', config.advisories);
    }
    const server: ServerOptions = { command, args };
    const options: LanguageClientOptions = { documentSelector, outputChannel: this.output };
    this.client = new LanguageClient('pysecd', 'pysecd', server, options);
    await this.client.start();
  }

  private async stop(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    if (client?.needsStop() !== true) {
      return;
    }
    try {
      // A client that restarts after a crash cannot be stopped before it runs; for a running one this returns at once.
      await client.start();
      await client.dispose();
    } catch (error) {
      this.output.warn('the server did not stop cleanly', error);
    }
  }

  private async reportMissing(setting: string): Promise<void> {
    const message =
      setting === 'pysecd'
        ? 'pysecd cannot start: there is no program "pysecd" in PATH. Install it, or set pysecd.serverPath to where it is.'
        : `pysecd cannot start: "${setting}" (setting pysecd.serverPath) is not a program, given by absolute path or found in PATH.`;
    this.output.error(message);
    const openSettings = 'Open Setting';
    const showOutput = 'Show Output';
    const choice = await vscode.window.showErrorMessage(message, openSettings, showOutput);
    if (choice === openSettings) {
      await vscode.commands.executeCommand('workbench.action.openSettings', 'pysecd.serverPath');
    } else if (choice === showOutput) {
      this.output.show();
    }
  }
}
