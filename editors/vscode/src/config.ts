import * as vscode from 'vscode';

/** The settings the extension itself reads; `pysecd.trace.server` is read by vscode-languageclient. */
export interface Config {
  readonly enable: boolean;
  readonly serverPath: string;
  /** A snapshot of vulnerable packages; empty for the user's own, if there is one. */
  readonly advisories: string;
}

export function readConfig(): Config {
  const settings = vscode.workspace.getConfiguration('pysecd');
  return {
    enable: settings.get('enable', true),
    serverPath: settings.get('serverPath', 'pysecd'),
    advisories: settings.get('advisories', ''),
  };
}

export function affectsServer(change: vscode.ConfigurationChangeEvent): boolean {
  return ['enable', 'serverPath', 'advisories'].some((name) => change.affectsConfiguration(`pysecd.${name}`));
}
