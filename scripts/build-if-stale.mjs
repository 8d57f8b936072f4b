import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, 'dist');
const stampFile = join(dist, '.built-from');
const lockFile = join(root, 'node_modules', '.building');

/**
 * Compiles the product unless what was compiled last is still what lies in the source folders.
 * Asking the compiler itself takes seconds even when nothing changed; sizes and times of the files take
 * milliseconds.
 */
export async function buildIfStale() {
  if (isFresh()) return;
  const release = await lock();
  try {
    if (isFresh()) return;
    const stamp = stampOfSources();
    // Without the output, the compiler's own memory of what it has written would be wrong.
    if (!existsSync(join(dist, 'src', 'main.js'))) rmSync(join(dist, '.tsbuildinfo'), { force: true });
    rmSync(stampFile, { force: true });
    console.log('Compiling …');
    const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
    const { status } = spawnSync(process.execPath, [compiler, '-p', 'tsconfig.build.json'], {
      cwd: root,
      stdio: 'inherit',
    });
    if (status !== 0) {
      release();
      console.error('The product does not compile; see the messages above.');
      process.exit(1);
    }
    removeOrphans(dist);
    mkdirSync(dist, { recursive: true });
    writeFileSync(stampFile, stamp);
  } finally {
    release();
  }
}

function isFresh() {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stampOfSources();
}

function stampOfSources() {
  const hash = createHash('sha256');
  const files = ['src', 'migrations', 'seeds'].flatMap((folder) => filesIn(join(root, folder)));
  const settings = ['tsconfig.json', 'tsconfig.build.json', 'package-lock.json'].map((name) =>
    join(root, name),
  );
  for (const file of [...files, ...settings]) {
    const { size, mtimeMs } = statSync(file);
    hash.update(`${relative(root, file)} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

function filesIn(folder) {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile() && /\.(ts|json)$/.test(entry.name));
  return files.map((entry) => join(entry.parentPath, entry.name)).sort();
}

/** The compiler leaves the output of deleted files behind, and an abandoned migration would still be run. */
function removeOrphans(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.name.endsWith('.js')) continue;
    const output = join(entry.parentPath, entry.name);
    const source = join(root, relative(dist, output)).replace(/\.js$/, '.ts');
    if (existsSync(source)) continue;
    rmSync(output);
    rmSync(`${output}.map`, { force: true });
  }
}

/** Two starters must not compile into the same folder at once; a lock whose process is gone counts for nothing. */
async function lock() {
  for (;;) {
    try {
      const handle = openSync(lockFile, 'wx');
      writeFileSync(handle, String(process.pid));
      closeSync(handle);
      return () => {
        rmSync(lockFile, { force: true });
      };
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (isAbandoned()) rmSync(lockFile, { force: true });
    await pause(100);
  }
}

function isAbandoned() {
  try {
    const holder = Number(readFileSync(lockFile, 'utf8'));
    // The file is empty for the moment between making it and writing the number.
    if (holder === 0) return Date.now() - statSync(lockFile).mtimeMs > 10_000;
    process.kill(holder, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildIfStale();
