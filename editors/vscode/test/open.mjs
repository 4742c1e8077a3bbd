// Serves the workbench for a person: prints its address and waits for Ctrl-C.
import os from 'node:os';
import path from 'node:path';
import { Workbench } from './workbench.mjs';

const { WORKBENCH, VSIX, PYSECD } = process.env;
const [folder] = process.argv.slice(2);

const stopped = new Promise((resolve) => {
  process.once('SIGINT', resolve);
  process.once('SIGTERM', resolve);
});
const log = path.join(os.tmpdir(), `pysecd-workbench-${process.pid}.log`);
const workbench = await Workbench.start({ install: WORKBENCH, vsix: VSIX, server: PYSECD, log });
console.log(`VS Code with pysecd on ${folder} (its log: ${log})\n\n  ${workbench.address(folder)}\n\nCtrl-C ends it.`);
await stopped;
await workbench.stop();
