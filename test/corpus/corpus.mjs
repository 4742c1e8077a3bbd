// Runs the checks over Debian's packages of real programs, and compares what they find at warning or
// above with the findings that somebody has read: accepted.jsonl, one a line, with a verdict (true,
// debatable, false) and the reason for it. A finding is known by package, file, function and check.
//   node test/corpus/corpus.mjs PYSECD FOLDER [--write]
// downloads what packages.txt pins into FOLDER, prints findings that were added (+) and removed (-),
// and how many there are in 1,000 lines; exits with 1 if there is a difference. --write writes the
// findings as they are now, with the verdicts that are known and "unread" for the others.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const acceptedFile = path.join(here, 'accepted.jsonl');
const [pysecd, folder, mode] = process.argv.slice(2);
if (!folder) {
  console.error('usage: corpus.mjs PYSECD FOLDER [--write]');
  process.exit(2);
}
const root = path.join(folder, 'root');

function linesOf(file) {
  return fs.readFileSync(file, 'utf8').split('\n').filter((line) => line !== '');
}

// Unpacks one package into the common root and keeps the list of its files; false if the archive
// has that version no longer.
function fetch(name, version) {
  const list = path.join(folder, `${name}_${encodeURIComponent(version)}.list`);
  if (fs.existsSync(list)) return list;
  const download = path.join(folder, 'download');
  fs.rmSync(download, { recursive: true, force: true });
  fs.mkdirSync(download, { recursive: true });
  try {
    execFileSync('apt-get', ['download', '-q', `${name}=${version}`], { cwd: download, stdio: 'pipe' });
  } catch {
    return null;
  }
  const deb = path.join(download, fs.readdirSync(download)[0]);
  execFileSync('dpkg-deb', ['-x', deb, root]);
  const contents = execFileSync('dpkg-deb', ['-c', deb], { encoding: 'utf8', maxBuffer: 1 << 28 });
  const files = contents.split('\n').map((line) => line.split(/\s+/)[5]).filter((file) => /\.(py|html|htm|jinja2?|j2)$/.test(file));
  fs.writeFileSync(list, files.map((file) => file.replace(/^\.\//, '')).join('\n') + '\n');
  fs.rmSync(download, { recursive: true });
  return list;
}

const statement =
  /^(\s*)(?:(?:async\s+)?(def|class)\s+(\w+)|(?:with|try|for|if|while|else|elif|except|finally|return|raise|import|from)\b)/;

// The function around a line, as Python would call it: the heads above it that it is indented under.
function functionAt(lines, number) {
  const names = [];
  let indent = lines[number - 1].match(/^\s*/)[0].length + 1;
  for (let i = number - 1; i >= 0 && indent > 0; --i) {
    const head = lines[i].match(statement);
    if (!head || head[1].length >= indent) continue;
    indent = head[1].length;
    if (head[2]) names.unshift(head[3]);
  }
  return names.join('.') || '<module>';
}

function keyOf(entry) {
  return [entry.package, entry.file, entry.function, entry.check, entry.nth ?? 0].join(' ');
}

const packageOf = new Map(); // file -> [package, version]
const missing = new Set();
fs.mkdirSync(root, { recursive: true });
for (const line of linesOf(path.join(here, 'packages.txt'))) {
  const [name, version] = line.split('=');
  const list = fetch(name, version);
  if (!list) {
    missing.add(name);
    console.log(`${name} ${version} is not to be had: left out`);
    continue;
  }
  for (const file of linesOf(list)) packageOf.set(file, [name, version]);
}

const report = JSON.parse(
  execFileSync(pysecd, ['check', '--no-cache', '--exit-zero', '--format', 'json', root], {
    encoding: 'utf8',
    maxBuffer: 1 << 29,
    stdio: ['ignore', 'pipe', 'ignore'],
  }),
);

const found = new Map();
for (const finding of report.findings) {
  if (finding.severity !== 'error' && finding.severity !== 'warning') continue;
  const full = path.resolve(finding.path);
  const file = path.relative(root, full);
  const [name, version] = packageOf.get(file) ?? ['?', '?'];
  const lines = fs.readFileSync(full, 'utf8').split('\n');
  const inside = functionAt(lines, finding.range.start.line);
  const entry = { package: name, version, file, function: inside, check: finding.check };
  for (let nth = 1; found.has(keyOf(entry)); ++nth) entry.nth = nth;
  found.set(keyOf(entry), { entry, line: finding.range.start.line });
}

const accepted = new Map();
for (const line of linesOf(acceptedFile)) {
  const entry = JSON.parse(line);
  accepted.set(keyOf(entry), entry);
}

if (mode === '--write') {
  const entries = [...found.values()].map(({ entry }) => {
    const { verdict = 'unread', reason = '' } = accepted.get(keyOf(entry)) ?? {};
    return JSON.stringify({ ...entry, verdict, reason });
  });
  fs.writeFileSync(acceptedFile, entries.sort().join('\n') + '\n');
}

let differences = 0;
for (const [key, { entry, line }] of found)
  if (!accepted.has(key)) {
    ++differences;
    console.log(`+ ${entry.check} ${entry.file}:${line} ${entry.function}`);
  }
for (const [key, entry] of accepted)
  if (!found.has(key) && !missing.has(entry.package)) {
    ++differences;
    console.log(`- ${entry.check} ${entry.file} ${entry.function}`);
  }

let count = 0;
for (const file of packageOf.keys())
  if (fs.existsSync(path.join(root, file)))
    count += fs.readFileSync(path.join(root, file), 'latin1').split('\n').length;
const verdicts = {};
for (const entry of accepted.values()) verdicts[entry.verdict] = (verdicts[entry.verdict] ?? 0) + 1;
console.log(
  `${found.size} findings at warning or above in ${count} lines, ${((found.size * 1000) / count).toFixed(3)} in 1,000; ` +
    `${differences} added or removed; read: ${Object.entries(verdicts).map(([v, n]) => `${n} ${v}`).join(', ')}`,
);
process.exit(differences === 0 || mode === '--write' ? 0 : 1);
