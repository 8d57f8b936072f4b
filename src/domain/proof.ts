import { createHash } from 'node:crypto';
import { canonicalHash } from './canonical.js';
import { type ByClass } from './draw.js';
import { ticketDigest, type Transcript } from './draw-commitment.js';

export const FULL_PROOF = 'draw-proof-2';
export const PUBLIC_PROOF = 'draw-public-proof-2';

type Pairs = readonly (readonly [classCode: string, number: number])[];

/** What both proofs say of a draw. */
interface AboutDraw {
  readonly algorithm: string;
  readonly drawId: string;
  readonly title: string;
  readonly items: readonly string[];
  readonly ground: string;
  readonly transcript: Transcript;
  readonly seed: string;
}

/** Everything of a full proof but its long lists. */
export interface FullHead extends AboutDraw {
  readonly format: typeof FULL_PROOF;
  readonly saltKey: string;
  /** As the transcript binds them. */
  readonly ratios: Pairs;
  readonly sizes: Pairs;
  readonly avoidPairs: readonly string[];
  /** Of a continued draw: from where it goes on, up to where. */
  readonly extension: {
    readonly drawOn: string;
    readonly ratios: Pairs;
    readonly previousSizes: Pairs;
    readonly sizes: Pairs;
  } | null;
  /** Who did what: known to the records of the service only, so the hash of the head is all that binds it. */
  readonly record: Readonly<Record<string, unknown>>;
}

export interface PublicHead extends AboutDraw {
  readonly format: typeof PUBLIC_PROOF;
  readonly extension: { readonly drawOn: string } | null;
  readonly drawnSize: number;
  readonly drawnHash: string;
}

export function pairsOf(byClass: ByClass): Pairs {
  return Object.entries(byClass).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** The hash over the head of a proof, so that nothing of it can be changed by itself. */
export function headHash(head: FullHead | PublicHead): string {
  return canonicalHash(head).toString('hex');
}

/** What binds the list of drawn objects of a public proof, line by line in the order of public ids. */
export class DrawnHash {
  readonly #hash = createHash('sha256');

  add(publicId: string, ticket: string): void {
    this.#hash.update(`${publicId},${ticketDigest(ticket)}\n`);
  }

  hex(): string {
    return this.#hash.digest('hex');
  }
}

const NODE_DIGITS = 64;

/** The hashes of a path that was stored in one piece. */
export function pathIn(stored: string): string[] {
  const count = stored.length / NODE_DIGITS;
  return Array.from({ length: count }, (_, at) => stored.slice(at * NODE_DIGITS, (at + 1) * NODE_DIGITS));
}
