import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import { bringRatingsUpToDate } from '../../src/usecases/rating/bring-ratings-up-to-date.js';
import { makeWorld, type World } from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const HOUSE = `query ($id: ID!) { node(id: $id) { ... on RentalHouse {
  nextDueOn tier { gradeCode basis since reasons { indicatorCode lapsesOn } } } } }`;

async function house(id: string): Promise<Record<string, any>> {
  const { node } = await world.data('zhongshan', HOUSE, { id });
  return node as Record<string, any>;
}

function nightBefore(day: string): Promise<void> {
  world.today = day;
  return bringRatingsUpToDate(world.product.world.door, day, new AbortController().signal);
}

describe('what the calendar changes though nobody acts', () => {
  test('an offence stops counting after its term: the tier changes on that day and stays explained', async () => {
    const id = await world.registerHouse();
    const uuid = id.replace('rh_', '');
    await world.record(uuid, 'RENTAL_INSPECTION', { occurredOn: '2026-06-20' });
    await world.record(uuid, 'HOUSE_OFFENCE', { occurredOn: '2025-07-03' });
    await world.rate(uuid, 'urban-village');
    expect((await house(id)).tier).toMatchObject({
      gradeCode: 'WATCH_LIST',
      reasons: [{ indicatorCode: expect.any(String), lapsesOn: '2026-07-03' }],
    });
    await nightBefore('2026-07-02');
    expect((await house(id)).tier.gradeCode).toBe('WATCH_LIST');
    await nightBefore('2026-07-03');
    expect((await house(id)).tier).toMatchObject({
      gradeCode: 'CIVILISED',
      since: '2026-07-03',
      reasons: [],
    });
  });

  test('a treatment that begins plans the next inspections anew, and running twice changes nothing', async () => {
    const id = await world.registerHouse();
    expect((await house(id)).nextDueOn).toBe('2026-08-02');
    await world.owner.query(
      `insert into treatment_policy (id, sector, grade_code, kind, value, unit, valid_from, reason, source)
       values ($1, 'urban-village', null, 'FIRST_VISIT_TERM', 10, 'DAY', '2026-07-04', '示例', '{}')`,
      [uuidv7()],
    );
    await nightBefore('2026-07-04');
    expect((await house(id)).nextDueOn).toBe('2026-07-13');
    const history = await world.count('rating_history');
    await nightBefore('2026-07-04');
    expect(await world.count('rating_history')).toBe(history);
  });

  test('a sector that begins rates those whose files bring them into it, once', async () => {
    const [inside, outside] = [await world.enterprise(), await world.enterprise()];
    await world.record(inside.id, 'PROPERTY_CREDIT_JOINED', { occurredOn: '2026-05-01' });
    const ratings = async () =>
      (
        await world.owner.query<{ id: string }>(
          `select subject_id as id from rating where sector = 'property-service' and subject_id = any($1::uuid[])`,
          [[inside.id, outside.id]],
        )
      ).rows.map(({ id }) => id);
    expect(await ratings()).toEqual([]);
    await world.owner.query('delete from sector_enrolment');
    await nightBefore('2026-07-05');
    expect(await ratings()).toEqual([inside.id]);
    const history = await world.count('rating_history');
    await nightBefore('2026-07-05');
    expect(await world.count('rating_history')).toBe(history);
  });

  test('what fails in one place does not keep the rest from its night, and is told', async () => {
    const { id } = await world.enterprise();
    await world.record(id, 'ADMINISTRATIVE_PENALTY', { occurredOn: '2024-07-07' });
    await world.rate(id, 'enterprise-risk');
    const score = async () =>
      (
        await world.owner.query<{ score: number }>(
          `select score_hundredths as score from rating where subject_id = $1 and sector = 'enterprise-risk'`,
          [id],
        )
      ).rows[0]?.score;
    const before = await score();
    await world.registerHouse();
    await world.owner.query(`delete from treatment_policy where kind = 'FIRST_VISIT_TERM'`);
    await expect(nightBefore('2026-07-07')).rejects.toThrow('Parts of the night failed');
    expect(await score()).toBeLessThan(before ?? 0);
  });
});
