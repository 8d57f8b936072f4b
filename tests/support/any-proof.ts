import fc from 'fast-check';
import { DRAW_ALGORITHM, lotKey, Lots, type RosterEntry, sizesOf } from '../../src/domain/draw.js';
import { assignInspectors, type Inspector } from '../../src/domain/draw-inspectors.js';
import {
  aboutHash,
  classLines,
  commitmentTo,
  exclusionLine,
  inOrder,
  inspectorLine,
  type LineCommitment,
  lineCommitment,
  listHash,
  listSaltOf,
  Salts,
  saltsCommitmentTo,
  seedOf,
  ticketDigest,
  type Transcript,
} from '../../src/domain/draw-commitment.js';
import { levelsOf } from '../../src/domain/merkle.js';
import {
  DrawnHash,
  FULL_PROOF,
  type FullHead,
  headHash,
  pairsOf,
  PUBLIC_PROOF,
  type PublicHead,
} from '../../src/domain/proof.js';
import { type Leaf, pathsInBlock, RosterDigest } from '../../src/domain/roster-tree.js';

const CLASSES = ['A', 'B', 'C-1', 'D'] as const;
const anyHex = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => Buffer.from(bytes).toString('hex'));
const anyTitle = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
  .filter((text) => !/[\p{Cs}\n]/u.test(text));

const anyRoster = fc.uniqueArray(
  fc.record<RosterEntry>({
    publicId: fc.stringMatching(/^[0-9A-Za-z._-]{1,6}$/),
    classCode: fc.constantFrom(...CLASSES),
    weight: fc.integer({ min: 1, max: 4 }),
  }),
  { minLength: 1, maxLength: 60, selector: ({ publicId }) => publicId },
);

const anyInspectors = fc.uniqueArray(
  fc.record({
    publicId: fc.constantFrom('示例1', '示例2', '示例10', '𠀀1', '￮1', 'z-1', 'Z-1', 'é'),
    certificateExpiresOn: fc.constantFrom('2026-06-30', '2026-07-01', '2028-01-01'),
    specialties: fc.subarray(['食品', 'FOOD', 'B']),
  }),
  { minLength: 6, maxLength: 8, selector: ({ publicId }) => publicId },
);

/** Everything that a draw can be made of, and what the product makes of it. */
export const anyDraw = fc
  .record({
    title: anyTitle,
    roster: anyRoster,
    inspectors: anyInspectors,
    conflicted: fc.nat(),
    secret: anyHex,
    saltKey: anyHex,
    ratios: fc.record(Object.fromEntries(CLASSES.map((code) => [code, fc.integer({ min: 1, max: 10_000 })]))),
    needsSpecialty: fc.boolean(),
    avoidPairs: fc.subarray(['z-1+示例1', 'Z-1+z-1', '示例1+示例10']),
    isContinued: fc.boolean(),
  })
  .map((parts) => {
    const first = parts.inspectors.map((one, at): Inspector => ({
      ...one,
      // Two are always there for whatever is drawn.
      ...(at < 3
        ? { certificateExpiresOn: '2028-01-01', specialties: ['FOOD'], conflicts: [] }
        : { conflicts: [] }),
    }));
    const recused = parts.roster[parts.conflicted % parts.roster.length]?.publicId ?? '';
    const inspectors = first.map((one, at) => (at === 0 ? { ...one, conflicts: [recused, 'x'] } : one));
    return { ...parts, inspectors };
  });

export type AnyDraw = typeof anyDraw extends fc.Arbitrary<infer Value> ? Value : never;

function freeze(draw: AnyDraw) {
  const roster = [...draw.roster].sort((a, b) => (a.publicId < b.publicId ? -1 : 1));
  const listSalt = listSaltOf(draw.saltKey);
  const digest = new RosterDigest(listSalt, draw.saltKey);
  digest.add(roster);
  const { counts, rosterHash, merkleRoot, blocks } = digest.finish();
  const ratios = Object.fromEntries(Object.keys(counts).map((code) => [code, draw.ratios[code] ?? 1]));
  const sizes = sizesOf(counts, ratios);
  const exclusions = [{ publicId: '~', reason: 'DEREGISTERED' }];
  const specialties = draw.needsSpecialty ? ['FOOD', '食品'] : [];
  const hashOf = (name: Parameters<typeof listHash>[1], lines: string[]) => listHash(listSalt, name, lines);
  const transcript: Transcript = {
    algorithm: DRAW_ALGORITHM,
    draw: '01935c3e-0000-7000-8000-000000000001',
    aboutHash: aboutHash({ title: draw.title, items: ['b', 'a'], ground: 'ROUTINE' }),
    rosterSize: String(roster.length),
    rosterHash,
    merkleRoot,
    sizesHash: hashOf('sizes', classLines(sizes)),
    ratiosHash: hashOf('ratios', classLines(ratios)),
    inspectorsHash: hashOf('inspectors', draw.inspectors.map(inspectorLine)),
    exclusionsHash: hashOf('exclusions', exclusions.map(exclusionLine)),
    avoidPairsHash: hashOf(
      'pairs',
      draw.avoidPairs.map((pair) => `${pair}\n`),
    ),
    inspectorsPerObject: '2',
    specialties: inOrder(specialties).join('+'),
    drawOn: '2026-07-01',
    commitment: commitmentTo(draw.secret),
    saltsCommitment: saltsCommitmentTo(draw.saltKey),
    secret: draw.secret,
    randomness: '1:6142335521;2:1111111111',
  };
  return { roster, counts, blocks, ratios, sizes, exclusions, specialties, transcript };
}

/** Both proofs of a draw, and its lines, as the rules of the product make them. */
export function proofsOf(draw: AnyDraw): { full: object; open: object; lines: object[] } {
  const { roster, counts, blocks, ratios, sizes, exclusions, specialties, transcript } = freeze(draw);
  const all = Object.fromEntries(Object.keys(counts).map((code) => [code, 10_000]));
  const extension = draw.isContinued
    ? { drawOn: '2027-01-01', ratios: pairsOf(all), previousSizes: pairsOf(sizes), sizes: pairsOf(counts) }
    : null;
  const seed = seedOf(transcript);
  const key = lotKey(seed, draw.saltKey);
  const lots = new Lots(key, draw.isContinued ? counts : sizes);
  for (const entry of roster) lots.add(entry);
  const drawn = lots.drawn(draw.isContinued ? sizes : {});
  const assignments = assignInspectors(key, drawn, draw.inspectors, {
    perObject: 2,
    drawOn: extension?.drawOn ?? transcript.drawOn,
    specialties,
    avoidPairs: draw.avoidPairs,
  });
  const pairs = new Map(assignments.map((one) => [one.objectPublicId, one.inspectorPublicIds]));
  const about = {
    algorithm: DRAW_ALGORITHM,
    drawId: draw.isContinued ? '01935c3e-0000-7000-8000-000000000002' : transcript.draw,
    title: draw.title,
    items: ['b', 'a'],
    ground: 'ROUTINE',
    transcript,
    seed,
  };
  const entered = [
    { place: 1, value: '6142335521', enteredBy: '甲', enteredOn: '2026-07-01' },
    { place: 2, value: '1111111111', enteredBy: '乙', enteredOn: '2026-07-01' },
  ];
  const head: FullHead = {
    format: FULL_PROOF,
    ...about,
    saltKey: draw.saltKey,
    ratios: pairsOf(ratios),
    sizes: pairsOf(sizes),
    avoidPairs: draw.avoidPairs,
    extension,
    record: { witnessedBy: '丙', entered },
  };
  const full = {
    ...head,
    headHash: headHash(head),
    inspectors: draw.inspectors.map((one) => [
      one.publicId,
      one.certificateExpiresOn,
      one.specialties,
      one.conflicts,
    ]),
    roster: roster.map(({ publicId, classCode, weight }) => [publicId, classCode, weight]),
    exclusions: exclusions.map(({ publicId, reason }) => [publicId, reason]),
    drawn: drawn.map(({ publicId, classCode, ticket }) => ({
      publicId,
      classCode,
      ticket,
      inspectors: pairs.get(publicId),
    })),
  };
  return { full, ...openProof(draw, { roster, blocks, about, drawn }) };
}

interface Made {
  readonly roster: readonly RosterEntry[];
  readonly blocks: readonly string[];
  readonly about: Omit<PublicHead, 'format' | 'extension' | 'drawnSize' | 'drawnHash'>;
  readonly drawn: readonly { readonly publicId: string; readonly ticket: string }[];
}

function openProof(draw: AnyDraw, { roster, blocks, about, drawn }: Made) {
  const tickets = new Map(drawn.map(({ publicId, ticket }) => [publicId, ticket]));
  const salts = new Salts(draw.saltKey);
  const paths = new Map<string, Leaf>(pathsInBlock(roster, { salts, block: 0, upper: levelsOf(blocks) }));
  const lines = roster.map((entry) => {
    const { publicId } = entry;
    const { salt, classDigest }: LineCommitment = lineCommitment(salts, entry);
    const ticket = tickets.get(publicId);
    const digest = ticket === undefined ? null : ticketDigest(ticket);
    return {
      publicId,
      salt,
      classDigest,
      ...paths.get(publicId),
      drawn: ticket !== undefined,
      ticketDigest: digest,
    };
  });
  const hash = new DrawnHash();
  const listed = lines.filter((line) => line.drawn);
  for (const { publicId } of listed) hash.add(publicId, tickets.get(publicId) ?? '');
  const head: PublicHead = {
    format: PUBLIC_PROOF,
    ...about,
    extension: draw.isContinued ? { drawOn: '2027-01-01' } : null,
    drawnSize: listed.length,
    drawnHash: hash.hex(),
  };
  const open = { ...head, headHash: headHash(head), drawn: listed.map(({ drawn: _, ...line }) => line) };
  return { open, lines };
}
