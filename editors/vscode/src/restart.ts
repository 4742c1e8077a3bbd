import * as vscode from 'vscode';
import { affectsServer } from './config';
import type { PysecdContext } from './context';

/** The command `pysecd.restart`, and the restart when a setting that decides about the server changes. */
export function activate(context: PysecdContext): void {
  context.subscriptions.push(
    vscode.commands.registerCommand('pysecd.restart', () => context.restart()),
    vscode.workspace.onDidChangeConfiguration(async (change) => {
      if (affectsServer(change)) {
        await context.restart();
      }
    }),
  );
}
