import type * as vscode from 'vscode';
import { PysecdContext } from './context';
import * as restart from './restart';
import * as review from './review';
import * as showOutput from './show-output';

let context: PysecdContext | undefined;

export async function activate(extension: vscode.ExtensionContext): Promise<void> {
  context = new PysecdContext(extension.globalStorageUri);
  restart.activate(context);
  review.activate(context);
  showOutput.activate(context);
  await context.restart();
}

export async function deactivate(): Promise<void> {
  await context?.shutdown();
  context = undefined;
}
