import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, sep } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { lexicographicSortSchema, printSchema } from 'graphql';
import ts from 'typescript';
import { buildAppSchema } from '../src/graphql/schema.js';
import { projectRoot } from '../src/project-root.js';

const FOLDERS = ['.ci', 'bench', 'docs', 'migrations', 'schema', 'scripts', 'seeds', 'src', 'tests'];

/** Written so that this file does not hold the words it looks for. */
const UNFINISHED = new RegExp(
  ['TO' + 'DO', 'FIX' + 'ME', 'XX' + 'X', '@ts' + '-\\w+', 'eslint' + '-(?:dis|en)able'].join('|'),
);

/** A path of somebody's own machine; the path of a URL is none. */
const MACHINE_PATH = /(?<![\w.~@*-])\/(?:work|root|home|tmp|Users)(?:\/|(?=["'`\s]))/;

/** Files below these folders of the project, as `src/main.ts`. */
function filesIn(...folders: string[]): string[] {
  const inFolder = (folder: string): string[] =>
    readdirSync(join(projectRoot, folder), { withFileTypes: true }).flatMap((entry) => {
      if (entry.name === 'node_modules') return [];
      const path = join(folder, entry.name);
      return entry.isDirectory() ? inFolder(path) : [path.split(sep).join('/')];
    });
  return folders.filter((folder) => existsSync(join(projectRoot, folder))).flatMap(inFolder);
}

function textOf(path: string): string {
  return readFileSync(join(projectRoot, path), 'utf8');
}

/** `path:line` of every line that matches. */
function linesWith(pattern: RegExp, paths: readonly string[]): string[] {
  return paths.flatMap((path) =>
    textOf(path)
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}`] : [])),
  );
}

interface Exports {
  readonly functions: readonly string[];
  readonly classes: readonly string[];
}

/** What a module exports besides types and constants. */
function exportsOf(path: string): Exports {
  const source = ts.createSourceFile(path, textOf(path), ts.ScriptTarget.Latest);
  const exported = source.statements.filter(
    (statement) =>
      ts.canHaveModifiers(statement) &&
      ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword),
  );
  const isArrow = ({ initializer }: ts.VariableDeclaration) =>
    initializer !== undefined && (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer));
  const variables = exported
    .filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) => [...declarationList.declarations.filter(isArrow)]);
  const names = [...exported.filter(ts.isFunctionDeclaration), ...variables].map(({ name }) =>
    name !== undefined && ts.isIdentifier(name) ? name.text : 'default',
  );
  return {
    functions: names,
    classes: exported.filter(ts.isClassDeclaration).map(({ name }) => name?.text ?? 'default'),
  };
}

function camel(kebab: string): string {
  return kebab.replace(/[-_]([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase());
}

/** Why a file of a verb or a step is not what its name promises; null when it is. */
function verbProblem(path: string): string | null {
  const verb = camel(basename(path, '.ts'));
  const { functions, classes } = exportsOf(path);
  const counted = /^list([A-Z].*)$/.exec(verb)?.[1];
  const companions = new Set([verb, ...(counted === undefined ? [] : [`count${counted}`])]);
  const surplus = [...functions.filter((name) => !companions.has(name)), ...classes];
  if (!functions.includes(verb)) return `${path} does not export the function ${verb}`;
  return surplus.length === 0 ? null : `${path} also exports ${surplus.join(', ')}`;
}

describe('The house', () => {
  it('has one exported function per verb and step, with the name of its file; a count may stand beside its list', () => {
    const verbs = filesIn('src/usecases').filter(
      (path) => /^src\/usecases\/[^/]+\/.+\.ts$/.test(path) && !path.endsWith('.test.ts'),
    );
    expect(verbs.length).toBeGreaterThan(20);
    expect(verbs.map(verbProblem).filter((problem) => problem !== null)).toEqual([]);
  });

  it('holds nothing unfinished and silences no tool', () => {
    expect(linesWith(UNFINISHED, filesIn('src', 'seeds', 'tests', 'migrations', 'bench', 'scripts'))).toEqual(
      [],
    );
  });

  it('knows no path of the machine it was written on', () => {
    const atTheTop = readdirSync(projectRoot, { withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(?:md|json|c?js)$/.test(entry.name))
      .map(({ name }) => name);
    expect(linesWith(MACHINE_PATH, [...filesIn(...FOLDERS), ...atTheTop])).toEqual([]);
  });

  it('names migrations by their moment and by what they do, each exporting the class of that name', () => {
    const problems = filesIn('migrations').filter((path) => {
      const [, moment, deed] = /^migrations\/(\d{14})_([a-z0-9]+(?:_[a-z0-9]+)*)\.ts$/.exec(path) ?? [];
      if (moment === undefined || deed === undefined) return true;
      const iso = moment.replace(/(....)(..)(..)(..)(..)(..)/, '$1-$2-$3T$4:$5:$6.000Z');
      const isMoment = new Date(iso).toJSON() === iso;
      return !isMoment || exportsOf(path).classes.join() !== camel(`_${deed}`);
    });
    expect(problems).toEqual([]);
  });
});

describe('The GraphQL schema', () => {
  it('is the committed schema/schema.graphql: run `npm run schema` after a change', () => {
    const emitted = `${printSchema(lexicographicSortSchema(buildAppSchema()))}\n`;
    expect(textOf('schema/schema.graphql')).toBe(emitted);
  });
});
