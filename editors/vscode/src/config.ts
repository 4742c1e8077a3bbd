import * as vscode from 'vscode';

/** The settings the extension itself reads; `pysecd.trace.server` is read by vscode-languageclient. */
export interface Config {
  readonly enable: boolean;
  readonly serverPath: string;
}

export function readConfig(): Config {
  const settings = vscode.workspace.getConfiguration('pysecd');
  return {
    enable: settings.get('enable', true),
    serverPath: settings.get('serverPath', 'pysecd'),
  };
}

export function affectsServer(change: vscode.ConfigurationChangeEvent): boolean {
  return change.affectsConfiguration('pysecd.enable') || change.affectsConfiguration('pysecd.serverPath');
}
