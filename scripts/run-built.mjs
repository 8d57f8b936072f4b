import nodeModule from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { buildIfStale } from './build-if-stale.mjs';

/**
 * `node scripts/run-built.mjs src/main.js …`: compiles if needed and runs a compiled module in this very
 * process. A chain of shell commands would not do: npm hands signals to the shell, and the shell keeps them.
 */
if (Number(process.versions.node.split('.')[0]) < 22) {
  console.error(
    `This is Node ${process.versions.node}. Node 24 comes with "npm ci", whose install scripts must be allowed to run; ` +
      'start with "npm start", which uses it.',
  );
  process.exit(1);
}
const [module, ...rest] = process.argv.slice(2);
if (module === undefined) throw new Error('Which module of dist/ should run?');
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const path = join(root, 'dist', module);
await buildIfStale();
nodeModule.enableCompileCache(join(root, 'node_modules', '.cache', 'compiled'));
stopWithShell();
process.argv = [process.argv[0], path, ...rest];
await import(pathToFileURL(path).href);

/**
 * npm runs scripts through a shell and hands it the signals it receives itself; the shell dies of them without
 * telling its child. A child whose shell is gone therefore signals itself, and stops in good order.
 */
function stopWithShell() {
  if (process.env.npm_lifecycle_event === undefined || process.platform === 'win32') return;
  const shell = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 200);
  watch.unref();
}
