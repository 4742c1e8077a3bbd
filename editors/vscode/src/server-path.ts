import * as fs from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';

/**
 * The absolute path of the server that the setting `pysecd.serverPath` names, or undefined when there is none.
 *
 * A bare name is looked up in PATH here and not by spawn: spawn would also look in the working directory (on Windows,
 * and through relative PATH entries anywhere), which is the folder being analysed.
 */
export async function findServer(setting: string): Promise<string | undefined> {
  for (const candidate of candidates(setting.trim())) {
    if (await isExecutable(candidate)) {
      return candidate;
    }
  }
  return undefined;
}

function candidates(setting: string): string[] {
  if (setting === '') {
    return [];
  }
  if (setting.startsWith('~/')) {
    return [path.join(os.homedir(), setting.slice(2))];
  }
  if (path.basename(setting) !== setting) {
    return path.isAbsolute(setting) ? [setting] : [];
  }
  const extension = process.platform === 'win32' && path.extname(setting) === '' ? '.exe' : '';
  return (process.env.PATH ?? '')
    .split(path.delimiter)
    .filter((directory) => path.isAbsolute(directory))
    .map((directory) => path.join(directory, setting + extension));
}

async function isExecutable(file: string): Promise<boolean> {
  try {
    await fs.access(file, fs.constants.X_OK);
    return (await fs.stat(file)).isFile();
  } catch {
    return false;
  }
}
