#!/usr/bin/env node
// Recomputes a draw from its proof file: node verify-draw.mjs <proof.json> [--line <line.json>]
// Plain Node 18 or later and no packages, so that it can be read, and run, apart from the product. docs/DRAWS.md tells every step.
import { createHash, createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';

const ALGORITHM = 'sha256-tickets-2';
const words = (text) => text.trim().split(/\s+/);
const LINES =
  words(`algorithm draw aboutHash rosterSize rosterHash merkleRoot sizesHash ratiosHash inspectorsHash exclusionsHash
  avoidPairsHash inspectorsPerObject specialties drawOn commitment saltsCommitment secret randomness`);
const COMMON = words('format algorithm drawId title items ground transcript seed extension headHash drawn');
const FIELDS = {
  'draw-proof-2': [
    ...COMMON,
    ...words('saltKey ratios sizes avoidPairs record inspectors roster exclusions'),
  ],
  'draw-public-proof-2': [...COMMON, 'drawnSize', 'drawnHash'],
};

const hash = (text) => createHash('sha256').update(text).digest('hex');
const byBytes = (a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b));
const byTicket = ([idA, , a], [idB, , b]) => (a === b ? byBytes(idA, idB) : a < b ? -1 : 1);
const sorted = (pairs) => [...pairs].sort(([a], [b]) => byBytes(a, b));
const isStrictlySorted = (lines) => lines.every(([id], at) => at === 0 || byBytes(lines[at - 1][0], id) < 0);
const isText = (value) => typeof value === 'string';

const args = process.argv.slice(2);
const lineAt = args.indexOf('--line');
const lineFile = lineAt < 0 ? undefined : args.splice(lineAt, 2)[1];
if (args.length !== 1 || (lineAt >= 0 && lineFile === undefined)) {
  console.error('Usage: node verify-draw.mjs <proof.json> [--line <line.json>]');
  process.exit(2);
}

let differences = 0;
function check(what, agrees) {
  if (!agrees) differences += 1;
  console.log(`${agrees ? 'agrees ' : 'DIFFERS'}  ${what}`);
}
const same = (what, found, expected) => check(what, canonical(found) === canonical(expected));

try {
  const proof = JSON.parse(readFileSync(args[0], 'utf8'));
  const common = verifyCommon(proof);
  const drawn = proof.format === 'draw-proof-2' ? verifyFull(proof, common) : verifyPublic(proof);
  if (lineFile !== undefined) verifyLine(JSON.parse(readFileSync(lineFile, 'utf8')), proof, drawn);
} catch (error) {
  check(`the file can be read (${error.message})`, false);
}
console.log(differences === 0 ? 'Everything agrees.' : `${differences} checks differ.`);
process.exitCode = differences === 0 ? 0 : 1;

/** What both proofs have. */
function verifyCommon(proof) {
  const { format, algorithm, drawId, title, items, ground, transcript, seed, extension } = proof;
  check('format', Object.hasOwn(FIELDS, format));
  same('fields', Object.keys(proof).sort(), [...(FIELDS[format] ?? [])].sort());
  same('names in the transcript', Object.keys(transcript).sort(), [...LINES].sort());
  check(
    'lines of the transcript',
    Object.values(transcript).every((text) => isText(text) && !text.includes('\n')),
  );
  check('algorithm', algorithm === ALGORITHM && transcript.algorithm === ALGORITHM);
  const head = { ...proof };
  for (const list of ['headHash', 'inspectors', 'roster', 'exclusions', 'drawn']) delete head[list];
  same('hash of the head', proof.headHash, hash(canonical(head)));
  check('id of the draw', extension === null ? transcript.draw === drawId : transcript.draw !== drawId);
  const about = `title=${title}\nitems=${[...items].sort(byBytes).join('+')}\nground=${ground}\n`;
  same('what the draw is about', transcript.aboutHash, hash(about));
  same('commitment to the secret', transcript.commitment, hash(`${ALGORITHM}|commit|${transcript.secret}`));
  same('seed', seed, hash(LINES.map((name) => `${name}=${transcript[name]}\n`).join('')));
}

function verifyFull(proof) {
  const { transcript, saltKey, seed, extension, roster } = proof;
  const keyBytes = Buffer.from(saltKey, 'hex');
  const salt = (message) => createHmac('sha256', keyBytes).update(message).digest('hex');
  same('commitment to the salts', transcript.saltsCommitment, hash(`${ALGORITHM}|salts|${saltKey}`));
  verifyLists(proof, salt('lists').slice(0, 32));
  const commitmentOf = ([id, code, weight]) => {
    const both = salt(`line|${id}`);
    return { salt: both.slice(0, 32), classDigest: hash(`class|${both.slice(32)}|${code}|${weight}`) };
  };
  const leaves = roster.map((line) => leafOf(line[0], commitmentOf(line)));
  same('root of the tree', transcript.merkleRoot, rootOf(leaves));
  const counts = countClasses(roster);
  same('sizes follow from the ratios', sorted(proof.sizes), sorted(sizesOf(counts, proof.ratios)));
  if (extension !== null) verifyExtension(extension, proof, counts);
  verifyRecord(proof);
  const lotKey = hash(`${ALGORITHM}|lots|${seed}|${saltKey}`);
  const drawn = drawObjects(lotKey, roster, extension?.sizes ?? proof.sizes, extension?.previousSizes ?? []);
  const given = proof.drawn.map(({ publicId, classCode, ticket }) => [publicId, classCode, ticket]);
  same('drawn objects and tickets', given, drawn);
  const pairs = proof.drawn.map(({ publicId, inspectors }) => [publicId, inspectors]);
  same('inspectors of the drawn objects', Object.fromEntries(pairs), assign(lotKey, drawn, proof));
  const lines = new Map(roster.map((line) => [line[0], line]));
  return {
    digests: new Map(drawn.map(([id, , ticket]) => [id, hash(`ticket|${ticket}`)])),
    commitmentOf: (id) => (lines.has(id) ? commitmentOf(lines.get(id)) : undefined),
  };
}

function verifyLists({ transcript, roster, exclusions, ratios, sizes, avoidPairs, inspectors }, listSalt) {
  same('size of the roster', transcript.rosterSize, String(roster.length));
  check('lines of the roster', roster.every(isRosterLine) && isStrictlySorted(roster));
  const joined = (texts) => [...texts].sort(byBytes).join('+');
  const lists = {
    roster: [transcript.rosterHash, roster],
    exclusions: [transcript.exclusionsHash, exclusions],
    ratios: [transcript.ratiosHash, ratios],
    sizes: [transcript.sizesHash, sizes],
    pairs: [transcript.avoidPairsHash, avoidPairs.map((pair) => [pair])],
    inspectors: [
      transcript.inspectorsHash,
      inspectors.map(([id, until, special, conflicts]) => [id, until, joined(special), joined(conflicts)]),
    ],
  };
  for (const [name, [expected, lines]] of Object.entries(lists)) {
    const texts = lines.map((line) => `${line.join(',')}\n`).sort(byBytes);
    same(`hash of the ${name}`, expected, hash(`${listSalt}|${name}\n${texts.join('')}`));
  }
  const ids = new Set(roster.map(([id]) => id));
  check('nobody is both on the roster and left out', !exclusions.some(([id]) => ids.has(id)));
}

function verifyExtension({ ratios, previousSizes, sizes }, proof, counts) {
  const [first, before, after] = [proof.sizes, previousSizes, sizes].map((pairs) =>
    Object.fromEntries(pairs),
  );
  check(
    'a continued draw goes on where the first one ended',
    Object.keys(counts).every((code) => before[code] >= first[code]),
  );
  const byRatio = Object.fromEntries(sizesOf(counts, ratios));
  check(
    'sizes of the continued draw',
    Object.keys(counts).every((code) => after[code] === Math.max(byRatio[code], before[code])),
  );
}

/** Who entered what is known to the records of the service; that it is what the seed was made of can be seen here. */
function verifyRecord({ transcript, record }) {
  const dice = record.entered.map(({ place, value }) => `${place}:${value}`).join(';');
  const [first, second] = record.entered;
  const isBeacon = second === undefined && transcript.randomness.endsWith(`|${first.value}`);
  check('entered randomness', dice === transcript.randomness || isBeacon);
}

function verifyPublic({ transcript, drawn, drawnSize, drawnHash }) {
  check('number of drawn objects', drawn.length === drawnSize);
  check('order of drawn objects', isStrictlySorted(drawn.map(({ publicId }) => [publicId])));
  const lines = drawn.map(({ publicId, ticketDigest }) => `${publicId},${ticketDigest}\n`);
  same('hash of the drawn objects', drawnHash, hash(lines.join('')));
  const size = Number(transcript.rosterSize);
  const strays = drawn.filter((line) => rootFrom(line, size) !== transcript.merkleRoot);
  check(`drawn objects stood on the roster ${strays[0]?.publicId ?? ''}`, strays.length === 0);
  const fields = 'classDigest,index,path,publicId,salt,ticketDigest';
  check(
    'fields of the drawn objects',
    drawn.every((line) => Object.keys(line).sort().join() === fields),
  );
  return { digests: new Map(drawn.map(({ publicId, ticketDigest }) => [publicId, ticketDigest])) };
}

function verifyLine(line, { transcript }, { digests, commitmentOf }) {
  const fields = 'classDigest,drawn,index,path,publicId,salt,ticketDigest';
  check('line: fields', Object.keys(line).sort().join() === fields);
  const root = rootFrom(line, Number(transcript.rosterSize));
  check('line: stands on the roster', root === transcript.merkleRoot);
  check('line: drawn or not', line.drawn === digests.has(line.publicId));
  same('line: ticket', line.ticketDigest, digests.get(line.publicId) ?? null);
  if (commitmentOf === undefined) return;
  const { publicId, salt, classDigest } = line;
  same('line: class', { salt, classDigest }, commitmentOf(publicId) ?? null);
}

function drawObjects(lotKey, roster, sizes, previous) {
  const before = Object.fromEntries(previous);
  const strata = new Map(sizes.map(([code]) => [code, []]));
  for (const [id, code, weight] of roster) {
    let ticket = hash(`${lotKey}|object|${id}|1`);
    for (let number = 2; number <= weight; number += 1) {
      const next = hash(`${lotKey}|object|${id}|${number}`);
      if (next < ticket) ticket = next;
    }
    strata.get(code)?.push([id, code, ticket]);
  }
  return [...sizes]
    .sort(([a], [b]) => byBytes(a, b))
    .flatMap(([code, size]) =>
      strata
        .get(code)
        .sort(byTicket)
        .slice(before[code] ?? 0, size),
    );
}

function assign(lotKey, drawn, { transcript, extension, inspectors, avoidPairs }) {
  const perObject = Number(transcript.inspectorsPerObject);
  const drawOn = extension?.drawOn ?? transcript.drawOn;
  const needed = transcript.specialties === '' ? [] : transcript.specialties.split('+');
  const pool = inspectors
    .filter(
      ([, expiresOn, specialties]) =>
        expiresOn >= drawOn && (needed.length === 0 || specialties.some((one) => needed.includes(one))),
    )
    .map(([id, , , conflicts]) => ({ id, conflicts: new Set(conflicts), places: 0 }));
  const share = Math.ceil((drawn.length * perObject) / pool.length);
  const avoid = new Set(avoidPairs);
  const result = {};
  for (const [objectId] of [...drawn].sort(byTicket)) {
    const free = pool.filter(({ conflicts }) => !conflicts.has(objectId));
    if (free.length < perObject) throw new Error(`too few inspectors for ${objectId}`);
    let below = [];
    for (let limit = share; below.length < perObject; limit += 1)
      below = free.filter(({ places }) => places < limit);
    const lots = below
      .map((one) => [hash(`${lotKey}|inspector|${objectId}|${one.id}`), one])
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, one]) => one);
    let taken = [];
    for (const one of lots)
      if (
        taken.length < perObject &&
        !taken.some(({ id }) => avoid.has([id, one.id].sort(byBytes).join('+')))
      )
        taken.push(one);
    if (taken.length < perObject) taken = lots.slice(0, perObject);
    for (const one of taken) one.places += 1;
    result[objectId] = taken.map(({ id }) => id);
  }
  return result;
}

function countClasses(roster) {
  const counts = {};
  for (const [, code] of roster) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}

function sizesOf(counts, ratios) {
  const byClass = new Map(ratios);
  return Object.entries(counts).map(([code, count]) => {
    const ratio = byClass.get(code);
    if (!Number.isSafeInteger(ratio) || ratio <= 0 || ratio > 10000)
      throw new Error(`class ${code} has no possible ratio`);
    return [code, Number((BigInt(count) * BigInt(ratio) + 9999n) / 10000n)];
  });
}

function isRosterLine(line) {
  const [id, code, weight] = line;
  return (
    line.length === 3 &&
    [id, code].every((text) => isText(text) && /^[0-9A-Za-z._-]{1,64}$/.test(text)) &&
    Number.isSafeInteger(weight) &&
    weight >= 1
  );
}

function leafOf(publicId, { salt, classDigest }) {
  return hash(`leaf|${hash(`line|${salt}|${publicId}`)}|${classDigest}`);
}

function rootOf(leaves) {
  let level = leaves;
  while (level.length > 1) {
    const above = [];
    for (let at = 0; at < level.length; at += 2)
      above.push(at + 1 < level.length ? hash(`node|${level[at]}|${level[at + 1]}`) : level[at]);
    level = above;
  }
  return level[0];
}

function rootFrom({ publicId, salt, classDigest, index, path }, size) {
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) return null;
  let node = leafOf(publicId, { salt, classDigest });
  let used = 0;
  for (let [at, count] = [index, size]; count > 1; at = at >> 1, count = (count + 1) >> 1) {
    if (at % 2 === 0 && at === count - 1) continue;
    const neighbour = path[used];
    used += 1;
    node = at % 2 === 0 ? hash(`node|${node}|${neighbour}`) : hash(`node|${neighbour}|${node}`);
  }
  return used === path.length ? node : null;
}

/** JSON with the keys of every object in order. */
function canonical(value) {
  return JSON.stringify(value, (_key, inner) =>
    inner === null || typeof inner !== 'object' || Array.isArray(inner)
      ? inner
      : Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))),
  );
}
