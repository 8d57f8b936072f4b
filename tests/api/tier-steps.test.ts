import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { bringRatingsUpToDate } from '../../src/usecases/rating/bring-ratings-up-to-date.js';
import { makeWorld, type OfficerName, type UserError, type World } from '../support/world.js';

/* The whole way of a house down and up again by the standard in force since October 2026 (urban-village 2026.2). */

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const HOUSE = `query ($id: ID!) { node(id: $id) { ... on RentalHouse { nextDueOn dueReason
  tier { gradeCode indicatedGradeCode } tierDisputed } } }`;

async function act<Payload = any>(
  officer: OfficerName,
  verb: string,
  input: object,
  fields = '',
): Promise<Payload & { userErrors: UserError[] }> {
  const type = verb.charAt(0).toUpperCase() + verb.slice(1);
  const query = `mutation ($input: ${type}Input!) { ${verb}(input: $input) { userErrors { code message field } ${fields} } }`;
  return (await world.data<any>(officer, query, { input: { idempotencyKey: world.key(), ...input } }))[verb];
}

async function house(id: string): Promise<any> {
  return (await world.data<any>('zhongshan', HOUSE, { id })).node;
}

async function nightsUntil(day: string): Promise<void> {
  world.today = day;
  await bringRatingsUpToDate(world.product.world.door, day, new AbortController().signal);
}

async function noticesOf(id: string): Promise<any[]> {
  const query = `{ notices(first: 100, filter: { kind: TIER_CHANGED }) { nodes { gradeBefore gradeAfter noticedOn text house { id } } } }`;
  const { notices } = await world.data<any>('zhongshan', query);
  return notices.nodes.filter((notice: any) => notice.house.id === id).reverse();
}

describe('A house by the standard of October 2026', () => {
  test('goes down at once on the trigger, and up again step by step: observed, proposed by one officer and confirmed by another', async () => {
    world.today = '2026-10-12';
    const id = await world.registerHouse();
    const visit = {
      houseId: id,
      inspectedOn: world.today,
      secondOfficerId: world.officerId('zhongshanSecond'),
    };
    const { hazards } = await act(
      'zhongshan',
      'recordInspection',
      { ...visit, findings: [{ itemCode: 'MAJOR_FIRE_HAZARD' }] },
      'hazards { id } gradeAfter',
    );
    expect(await house(id)).toMatchObject({
      tier: { gradeCode: 'WATCH_LIST' },
      nextDueOn: '2026-10-16',
      dueReason: 'REVISIT',
    });

    world.today = '2026-10-16';
    const closing = {
      hazardId: hazards[0].id,
      outcome: 'RECTIFIED',
      checkedOn: world.today,
      evidence: '消防设施已恢复',
    };
    expect(await act('zhongshan', 'recordRectification', closing, 'gradeAfter nextDueOn')).toMatchObject({
      userErrors: [],
      gradeAfter: 'WATCH_LIST',
      // Weekly from the inspection of the 12th, for as long as it is watched.
      nextDueOn: '2026-10-19',
    });
    expect((await house(id)).tier.indicatedGradeCode).toBe('CIVILISED');

    const propose = { subjectId: id, sector: 'urban-village' };
    await nightsUntil('2026-11-14');
    const early = await act('zhongshan', 'proposeGradeChange', propose);
    expect(early.userErrors).toMatchObject([
      { code: 'NOTHING_INDICATED', message: expect.stringContaining('2026-11-15') },
    ]);

    await nightsUntil('2026-11-15');
    const { gradeChange } = await act(
      'zhongshan',
      'proposeGradeChange',
      propose,
      'gradeChange { id notice }',
    );
    expect(gradeChange.notice).toContain('由“重点关注出租屋”调整为“重点出租屋”');
    const own = await act('zhongshan', 'confirmGradeChange', { changeId: gradeChange.id });
    expect(own.userErrors).toMatchObject([{ code: 'OWN_DRAFT' }]);
    expect(await act('zhongshanSecond', 'confirmGradeChange', { changeId: gradeChange.id })).toEqual({
      userErrors: [],
    });
    // One step only; a key house is due every 14 days from its last inspection, but not before the tier held.
    expect(await house(id)).toMatchObject({ tier: { gradeCode: 'KEY' }, nextDueOn: '2026-11-15' });

    await nightsUntil('2026-12-15');
    const second = await act('zhongshanSecond', 'proposeGradeChange', propose, 'gradeChange { id }');
    expect(second.userErrors).toEqual([]);
    await act('zhongshan', 'confirmGradeChange', { changeId: second.gradeChange.id });
    expect(await house(id)).toMatchObject({
      tier: { gradeCode: 'CIVILISED' },
      nextDueOn: '2027-01-12',
      dueReason: 'ROUTINE',
    });

    const told = await noticesOf(id);
    expect(told.map((notice) => `${notice.noticedOn} ${notice.gradeBefore} → ${notice.gradeAfter}`)).toEqual([
      '2026-10-12 null → WATCH_LIST',
      '2026-11-15 WATCH_LIST → KEY',
      '2026-12-15 KEY → CIVILISED',
    ]);
    expect(told[1].text).toContain('可以自收到本告知书之日起 15 日内');
  });
});
