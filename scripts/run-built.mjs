import { enableCompileCache } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { buildIfStale } from './build-if-stale.mjs';

/**
 * `node scripts/run-built.mjs src/main.js …`: compiles if needed and runs a compiled module in this very
 * process. A chain of shell commands would not do: npm hands signals to the shell, and the shell keeps them.
 */
const [module, ...rest] = process.argv.slice(2);
if (module === undefined) throw new Error('Which module of dist/ should run?');
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const path = join(root, 'dist', module);
await buildIfStale();
enableCompileCache(join(root, 'node_modules', '.cache', 'compiled'));
process.argv = [process.argv[0], path, ...rest];
await import(pathToFileURL(path).href);
