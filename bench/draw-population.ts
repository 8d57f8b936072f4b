import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { Workplace } from './case.js';
import { classLines, inspectorLine, listHash, listSaltOf } from '../src/domain/draw-commitment.js';
import { sizesOf } from '../src/domain/draw.js';
import { RosterDigest } from '../src/domain/roster-tree.js';
import { OfficerAtWork } from './officer-at-work.js';

/** Real shares of the risk classes are 73.2, 18.7, 5.2 and 3.0 per cent [S]. */
const CLASS = `case when h < 731 then 'A' when h < 918 then 'B' when h < 970 then 'C' else 'D' end`;
const RATIOS = { A: 100, B: 300, C: 1_000, D: 3_000 };
const SLICE = 64 * 1_024;
const ROLLS = '6142335521';
const THROWERS = ['market-regulator', 'market-regulator-2'] as const;
const WITNESS = 'market-regulator-3';

export interface BigDraw {
  /** As clients see it, and as the tables do. */
  readonly id: string;
  readonly uuid: string;
  readonly objects: number;
}

/**
 * A witnessed draw from so many objects by 200 inspectors. It is prepared and witnessed through the API like any other, from one
 * enterprise; what it rests on is then put in its place set-based, with everything that it is committed to worked out anew.
 */
export async function makeBigDraw(place: Workplace, owner: pg.Client, objects: number): Promise<BigDraw> {
  console.log(`Filling in a draw from ${objects} objects …`);
  await addWitness(owner);
  const { rows } = await owner.query<{ id: string; login: string }>(
    'select id, login from officer where login = any($1::text[]) order by login',
    [THROWERS],
  );
  const regulator = await OfficerAtWork.signIn(place, THROWERS[0]);
  const { draw } = await regulator.act<{ draw: { id: string } }>(
    'prepareDraw',
    'PrepareDrawInput',
    {
      title: '性能样例',
      population: { regionCode: '440784', industryCodes: ['62'] },
      randomness: { kind: 'DICE', officerIds: rows.map(({ id }) => `off_${id}`) },
    },
    'draw { id }',
  );
  const big = { id: draw.id, uuid: draw.id.slice(draw.id.indexOf('_') + 1), objects };
  await fillIn(owner, big);
  for (const login of THROWERS) {
    const officer = await OfficerAtWork.signIn(place, login);
    await officer.act(
      'enterRandomness',
      'EnterRandomnessInput',
      { drawId: draw.id, value: ROLLS },
      'isComplete',
    );
  }
  const witness = await OfficerAtWork.signIn(place, WITNESS);
  await witness.act('witnessRandomness', 'WitnessRandomnessInput', { drawId: draw.id }, 'draw { state }');
  return big;
}

/** Puts a drawn draw back to where it was witnessed, so that it can be drawn once more. */
export async function undraw(owner: pg.Client, { uuid }: BigDraw): Promise<void> {
  await withoutTriggers(owner, async () => {
    await owner.query('delete from draw_assignment where draw_id = $1', [uuid]);
    await owner.query('delete from draw_object where draw_id = $1', [uuid]);
    await owner.query(
      `update draw set state = 'WITNESSED', seed = null, drawn_size = null, drawn_on = null, drawn_by = null, job_id = null
       where id = $1`,
      [uuid],
    );
  });
  await owner.query('vacuum (analyze) draw, draw_object, draw_assignment, draw_roster');
  await owner.query('checkpoint');
}

async function addWitness(owner: pg.Client): Promise<void> {
  await owner.query(
    `insert into officer (id, login, name, office_id, roles)
     select gen_random_uuid(), $1, '性能样例', office_id, roles from officer o where login = $2
       and not exists (select from officer where login = $1)`,
    [WITNESS, THROWERS[0]],
  );
}

async function fillIn(owner: pg.Client, { uuid, objects }: BigDraw): Promise<void> {
  await withoutTriggers(owner, async () => {
    await owner.query(
      `insert into draw_roster (draw_id, public_id, subject_id, class_code, weight)
       select $1, '98440784' || lpad(n::text, 10, '0'), (select subject_id from draw_roster where draw_id = $1 limit 1), ${CLASS}, 1
       from (select n, (n::bigint * 7919) % 1000 as h from generate_series(1, $2::integer) as n) as numbered`,
      [uuid, objects],
    );
    await owner.query(`delete from draw_roster where draw_id = $1 and public_id not like '98440784%'`, [
      uuid,
    ]);
    await owner.query(
      `insert into inspector (id, name, certificate_number, certificate_expires_on, office_id)
       select gen_random_uuid(), '性能样例', 'BENCH-' || n, '2099-12-31', office_id
       from generate_series(1, 200) as n, draw d where d.id = $1 on conflict do nothing`,
      [uuid],
    );
    await owner.query('delete from draw_inspector where draw_id = $1', [uuid]);
    await owner.query(
      `insert into draw_inspector (draw_id, public_id, inspector_id, expires_on)
       select $1, certificate_number, id, certificate_expires_on from inspector where certificate_number like 'BENCH-%'`,
      [uuid],
    );
    await commitAnew(owner, uuid);
  });
  await owner.query('vacuum (analyze) draw_roster');
}

/** Works out what the new lists are committed to. */
async function commitAnew(owner: pg.Client, uuid: string): Promise<void> {
  const secrets = await owner.query<{ key: string }>(
    'select salt_key as key from draw_secret where draw_id = $1',
    [uuid],
  );
  const saltKey = secrets.rows[0]?.key ?? '';
  const listSalt = listSaltOf(saltKey);
  const digest = new RosterDigest(listSalt, saltKey);
  for (let after = ''; ;) {
    const { rows } = await owner.query<{ publicId: string; classCode: string; weight: number }>(
      `select public_id as "publicId", class_code as "classCode", weight from draw_roster
       where draw_id = $1 and public_id > $2 order by public_id limit $3`,
      [uuid, after, SLICE],
    );
    const last = rows.at(-1);
    if (last === undefined) break;
    digest.add(rows);
    after = last.publicId;
  }
  const { size, counts, rosterHash, merkleRoot, blocks } = digest.finish();
  const inspectors = Array.from({ length: 200 }, (_, at) => ({
    publicId: `BENCH-${at + 1}`,
    certificateExpiresOn: '2099-12-31',
    specialties: [],
    conflicts: [],
  }));
  const sizes = sizesOf(counts, RATIOS);
  await owner.query('delete from draw_node where draw_id = $1', [uuid]);
  await owner.query(
    `insert into draw_node (draw_id, block, hash)
     select $1::uuid, n.at - 1, decode(n.hash, 'hex') from unnest($2::text[]) with ordinality as n(hash, at)`,
    [uuid, blocks],
  );
  await owner.query(
    `update draw set roster_size = $2, roster_hash = $3, merkle_root = $4, ratios = $5, sizes = $6, ratios_hash = $7, sizes_hash = $8,
       inspectors_hash = $9 where id = $1`,
    [
      ...[uuid, size, rosterHash, merkleRoot, JSON.stringify(RATIOS), JSON.stringify(sizes)],
      listHash(listSalt, 'ratios', classLines(RATIOS)),
      listHash(listSalt, 'sizes', classLines(sizes)),
      listHash(listSalt, 'inspectors', inspectors.map(inspectorLine)),
    ],
  );
}

/** Foreign keys would look up each of a million rows that are known to fit together, and a committed draw cannot be changed. */
async function withoutTriggers(owner: pg.Client, work: () => Promise<void>): Promise<void> {
  await owner.query('begin');
  await owner.query('set local session_replication_role = replica');
  await work();
  await owner.query('commit');
}

/** The practical limit: one statement that hashes, sorts and selects the same rows. Answers how long it took, and what it selected. */
export async function selectBySql(
  owner: pg.Client,
  { uuid }: BigDraw,
): Promise<{ seconds: number; digest: string }> {
  const { rows } = await owner.query<{ sizes: Record<string, number>; key: string }>(
    `select d.sizes, s.salt_key as key from draw d join draw_secret s on s.draw_id = d.id where d.id = $1`,
    [uuid],
  );
  const from = performance.now();
  const selected = await owner.query<{ id: string }>(
    `select public_id as id from (
       select public_id, class_code, row_number() over (partition by class_code order by ticket, public_id) as place from (
         select public_id, class_code, encode(sha256(convert_to($2 || '|object|' || public_id || '|1', 'UTF8')), 'hex') as ticket
         from draw_roster where draw_id = $1
       ) as hashed
     ) as ranked where place <= ($3::jsonb->>class_code)::integer`,
    [uuid, rows[0]?.key, JSON.stringify(rows[0]?.sizes)],
  );
  const seconds = (performance.now() - from) / 1_000;
  const ids = selected.rows.map(({ id }) => id).sort();
  return { seconds, digest: createHash('sha256').update(ids.join()).digest('hex') };
}
