import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { addDrawStaff, drawLots, type DrawStaff, makeDraw, mustAct } from '../support/draws.js';
import { changedAt, leavesOf, type Verifier, VERIFIERS } from '../support/verifiers.js';
import { type Caller, makeWorld, uuidOf, type World } from '../support/world.js';

let world: World;
let staff: DrawStaff;
/** A first draw and one that continues it, both of eight objects in two classes. */
let ids: { first: string; continued: string };

beforeAll(async () => {
  world = await makeWorld();
  staff = await addDrawStaff(world);
  for (let count = 0; count < 8; count += 1) {
    const { id } = await world.enterprise({ industryCode: '6210' });
    if (count > 4) await world.record(id, 'SERIOUS_DISHONESTY');
    await world.rate(id, 'enterprise-risk');
  }
  await world.enterprise({ industryCode: '6210', status: 'DEREGISTERED' });
  const first = await makeDraw(world, staff, {
    population: { regionCode: '440784', industryCodes: ['6210'] },
    itemCodes: ['LICENCE_USE', 'ANNUAL_REPORT'],
  });
  const { id: continued } = await mustAct(world, 'regulator', 'extendDraw', {
    drawId: first,
    ratios: [{ classCode: 'A', ratioPercent: '50' }],
    reason: '示例：扩大抽取',
  });
  await drawLots(world, continued);
  ids = { first, continued };
});
afterAll(() => world.close());

const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
/** A script is started for each change. */
const LONG = 120_000;

async function get(path: string, caller: Caller = null): Promise<{ status: number; body: any }> {
  const headers = caller === null ? {} : { authorization: `Bearer ${world.tokenOf(caller)}` };
  const answer = await fetch(`${world.address}/draws/${path}`, { headers });
  return { status: answer.status, body: await answer.json() };
}

const fullProof = async (id: string) => (await get(`${id}/proof.json`, 'auditor')).body;
const publicProof = async (id: string) => (await get(`${id}/public-proof.json`)).body;

async function rosterOf(id: string): Promise<string[]> {
  const { rows } = await world.owner.query<{ id: string }>(
    'select public_id as id from draw_roster where draw_id = $1 order by 1',
    [uuidOf(id)],
  );
  return rows.map((row) => row.id);
}

describe.each(VERIFIERS)('%s', (_name, verify) => {
  test.each(['first', 'continued'] as const)('agrees with both proofs of the %s draw', async (which) => {
    for (const proof of [await fullProof(ids[which]), await publicProof(ids[which])])
      expect(await verify(proof)).toEqual({ agrees: true, differences: [] });
  });

  test('agrees with every line of the roster, drawn or not, beside either proof', async () => {
    const proofs = [await fullProof(ids.first), await publicProof(ids.first)];
    for (const publicId of await rosterOf(ids.first)) {
      const { body } = await get(`${ids.first}/lines/${publicId}.json`);
      for (const proof of proofs) expect(await verify(proof, body)).toMatchObject({ differences: [] });
    }
  });

  test.each([
    ['the full proof', () => fullProof(ids.first)],
    ['the public proof', () => publicProof(ids.first)],
  ])(
    'finds each single change of %s',
    async (_what, read) => {
      expect(await unnoticed(await read(), (changed) => verify(changed))).toEqual([]);
    },
    LONG,
  );

  test(
    'finds each single change of what a continued draw has of its own',
    async () => {
      const isOwn = (leaf: readonly (string | number)[]) => leaf[0] === 'extension' || leaf[0] === 'drawn';
      const proof = await fullProof(ids.continued);
      expect(await unnoticed(proof, (changed) => verify(changed), isOwn)).toEqual([]);
    },
    LONG,
  );

  test(
    'finds each single change of a line',
    async () => {
      const proof = await publicProof(ids.first);
      const drawn = (proof.drawn as { publicId: string }[]).map(({ publicId }) => publicId);
      const other = (await rosterOf(ids.first)).find((publicId) => !drawn.includes(publicId));
      for (const publicId of [drawn[0], other]) {
        const { body } = await get(`${ids.first}/lines/${publicId ?? ''}.json`);
        expect(await unnoticed(body, (changed) => verify(proof, changed))).toEqual([]);
      }
    },
    LONG,
  );
});

/** The leaves of a file that a verifier does not miss when they are changed. */
async function unnoticed(
  file: unknown,
  verify: (changed: unknown) => ReturnType<Verifier>,
  isWanted: (leaf: readonly (string | number)[]) => boolean = () => true,
): Promise<string[]> {
  const leaves = leavesOf(file).filter(isWanted);
  const missed: string[] = [];
  const next = async (): Promise<void> => {
    for (let leaf = leaves.pop(); leaf !== undefined; leaf = leaves.pop())
      if ((await verify(changedAt(file, leaf))).agrees) missed.push(leaf.join('.'));
  };
  await Promise.all([next(), next()]);
  return missed;
}

describe('The public proof', () => {
  test('tells no class: neither class, weight, ratio, size nor ticket stands in it, nor what opens a class', async () => {
    const full = await fullProof(ids.first);
    const proof = await publicProof(ids.first);
    const text = JSON.stringify(proof);
    for (const name of [
      'classCode',
      'weight',
      'ratios',
      'sizes',
      'ticket',
      'saltKey',
      'roster',
      'inspectors',
    ])
      expect(text).not.toContain(`"${name}"`);
    expect(text).not.toContain(full.saltKey);
    for (const { ticket } of full.drawn) expect(text).not.toContain(ticket);
    const order = proof.drawn.map(({ publicId }: { publicId: string }) => publicId);
    expect(order).toEqual([...order].sort());
  });

  test('is there for nobody before lots are drawn, nor for a draw that does not exist, all alike', async () => {
    const { id } = await mustAct(world, 'regulator', 'prepareDraw', {
      title: '示例',
      population: { regionCode: '440784', industryCodes: ['6210'] },
      randomness: { kind: 'BEACON', source: '示例', valueOn: '2026-07-02' },
    });
    const [publicId = ''] = await rosterOf(ids.first);
    const nobody = 'draw_00000000-0000-7000-8000-000000000000';
    const answers = await Promise.all(
      [id, nobody, 'draw_x'].flatMap((one) => [
        get(`${one}/public-proof.json`),
        get(`${one}/lines/${publicId}.json`),
        get(`${ids.first}/lines/${one}.json`),
      ]),
    );
    const withoutId = answers.map(({ status, body }) =>
      `${status} ${JSON.stringify(body)}`.replace(UUID, ''),
    );
    expect(new Set(withoutId).size).toBe(1);
    expect(answers[0]?.status).toBe(404);
  });
});

describe('The full proof', () => {
  test('is for regulators of the sector and oversight, and each look is on record', async () => {
    const logged = () => world.count('access_log');
    const before = await logged();
    expect((await get(`${ids.first}/proof.json`, 'regulator')).status).toBe(200);
    expect(await logged()).toBe(before + 1);
    const stranger = await world.addOfficer('other-market', ['MARKET_REGULATOR']);
    const neighbour = await world.addOfficer('rongcheng-market', ['MARKET_REGULATOR']);
    for (const [caller, status] of [
      [null, 401],
      ['zhongshan', 403],
      ['approver', 403],
      ['integrator', 403],
      [stranger, 404],
      [neighbour, 404],
    ] as const)
      expect((await get(`${ids.first}/proof.json`, caller)).status).toBe(status);
    expect(await logged()).toBe(before + 1);
  });
});

test('Lines are read off by nobody: requests from one address are bounded', async () => {
  const [publicId = ''] = await rosterOf(ids.first);
  const statuses = new Set<number>();
  for (let count = 0; count < 40; count += 1)
    statuses.add((await get(`${ids.first}/lines/${publicId}.json`)).status);
  expect(statuses).toContain(429);
});
