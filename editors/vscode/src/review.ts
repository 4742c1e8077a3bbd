import * as path from 'node:path';
import * as vscode from 'vscode';
import type { PysecdContext } from './context';

interface ReviewResult {
  readonly markdown: string;
}

/** The commands `pysecd.review` and `pysecd.reviewWorkspace`: the report as a rendered document whose links open the code. */
export function activate(context: PysecdContext): void {
  context.subscriptions.push(
    vscode.commands.registerCommand('pysecd.review', async (uri?: vscode.Uri) => {
      const target = uri ?? vscode.window.activeTextEditor?.document.uri;
      if (target?.scheme !== 'file') {
        void vscode.window.showInformationMessage('pysecd: open a Python file of the disk to review it.');
        return;
      }
      await show(context, [target.toString()]);
    }),
    vscode.commands.registerCommand('pysecd.reviewWorkspace', () => show(context, [])),
  );
}

async function show(context: PysecdContext, uris: string[]): Promise<void> {
  const result = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: 'pysecd: reviewing' },
    () => context.execute<ReviewResult>('pysecd.reviewFiles', uris),
  );
  if (result === undefined) {
    return;
  }
  const folder = context.storage;
  await vscode.workspace.fs.createDirectory(folder);
  const file = vscode.Uri.joinPath(folder, 'Security Review.md');
  await vscode.workspace.fs.writeFile(file, Buffer.from(relativeLinks(result.markdown, folder.fsPath)));
  await vscode.commands.executeCommand('markdown.showPreview', file);
}

/** The preview follows links that are relative to its document, line included. */
export function relativeLinks(markdown: string, folder: string): string {
  return markdown.replace(/\]\(file:\/\/([^)#]+)#L(\d+)\)/g, (_link, target: string, line: string) => {
    const relative = path.posix.relative(folder, decodeURIComponent(target));
    return `](${encodeURI(relative).replaceAll('(', '%28').replaceAll(')', '%29')}#L${line})`;
  });
}
