import * as vscode from 'vscode';
import type { PysecdContext } from './context';

/** The command `pysecd.showOutput`: the server's log and, if switched on, the trace of its messages. */
export function activate(context: PysecdContext): void {
  context.subscriptions.push(
    vscode.commands.registerCommand('pysecd.showOutput', () => {
      context.output.show();
    }),
  );
}
