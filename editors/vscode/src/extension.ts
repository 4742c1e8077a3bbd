import { PysecdContext } from './context';
import * as restart from './restart';
import * as showOutput from './show-output';

let context: PysecdContext | undefined;

export async function activate(): Promise<void> {
  context = new PysecdContext();
  restart.activate(context);
  showOutput.activate(context);
  await context.restart();
}

export async function deactivate(): Promise<void> {
  await context?.shutdown();
  context = undefined;
}
