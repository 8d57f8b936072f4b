import { leafOf, lineCommitment, ListHash, rosterLine, Salts } from './draw-commitment.js';
import type { RosterEntry } from './draw.js';
import { BLOCK, levelsOf, pathOf, rootOf } from './merkle.js';

/** What a roster comes to when it is gone through once, from its first line to its last. */
export class RosterDigest {
  readonly #salts: Salts;
  readonly #hash: ListHash;
  readonly #counts = new Map<string, number>();
  readonly #blocks: string[] = [];
  #leaves: string[] = [];
  #size = 0;

  constructor(listSalt: string, saltKey: string) {
    this.#salts = new Salts(saltKey);
    this.#hash = new ListHash(listSalt, 'roster');
  }

  add(entries: readonly RosterEntry[]): void {
    this.#hash.add(entries.map(rosterLine).join(''));
    for (const entry of entries) {
      this.#counts.set(entry.classCode, (this.#counts.get(entry.classCode) ?? 0) + 1);
      this.#leaves.push(leafOf(entry.publicId, lineCommitment(this.#salts, entry)));
      this.#size += 1;
      if (this.#leaves.length === BLOCK) this.#closeBlock();
    }
  }

  /** The roster has at least one line. */
  finish() {
    if (this.#leaves.length > 0) this.#closeBlock();
    return {
      size: this.#size,
      counts: Object.fromEntries(this.#counts),
      rosterHash: this.#hash.hex(),
      /** One node of the tree for each block of lines. */
      blocks: this.#blocks,
      merkleRoot: rootOf(this.#blocks),
    };
  }

  #closeBlock(): void {
    this.#blocks.push(rootOf(this.#leaves));
    this.#leaves = [];
  }
}

export interface Leaf {
  readonly index: number;
  readonly path: readonly string[];
}

/** The paths of the lines that are wanted, from a roster that comes block by block; it keeps no other line. */
export class RosterPaths {
  readonly #salts: Salts;
  readonly #upper: readonly (readonly string[])[];
  readonly #wanted: ReadonlySet<string>;
  readonly #found = new Map<string, Leaf>();
  #block = 0;

  /** `blocks` are the nodes that the commitment left for each block. */
  constructor(saltKey: string, blocks: readonly string[], wanted: ReadonlySet<string>) {
    this.#salts = new Salts(saltKey);
    this.#upper = levelsOf(blocks);
    this.#wanted = wanted;
  }

  /** The next whole blocks of the roster. */
  add(entries: readonly RosterEntry[]): void {
    for (let from = 0; from < entries.length; from += BLOCK)
      this.#addBlock(entries.slice(from, from + BLOCK));
  }

  get found(): ReadonlyMap<string, Leaf> {
    return this.#found;
  }

  #addBlock(lines: readonly RosterEntry[]): void {
    const block = this.#block;
    this.#block += 1;
    if (!lines.some(({ publicId }) => this.#wanted.has(publicId))) return;
    for (const [publicId, leaf] of pathsInBlock(lines, { salts: this.#salts, block, upper: this.#upper }))
      if (this.#wanted.has(publicId)) this.#found.set(publicId, leaf);
  }
}

interface Place {
  readonly salts: Salts;
  readonly block: number;
  readonly upper: readonly (readonly string[])[];
}

/** Every line of one block with its way up to the root. */
export function* pathsInBlock(
  lines: readonly RosterEntry[],
  { salts, block, upper }: Place,
): Generator<readonly [publicId: string, leaf: Leaf]> {
  const levels = levelsOf(lines.map((entry) => leafOf(entry.publicId, lineCommitment(salts, entry))));
  const above = pathOf(upper, block);
  for (const [at, { publicId }] of lines.entries())
    yield [publicId, { index: block * BLOCK + at, path: [...pathOf(levels, at), ...above] }];
}
