import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { makeWorld, type World } from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const REGISTER = `mutation ($input: RegisterRentalHouseInput!) {
  registerRentalHouse(input: $input) {
    replayed userErrors { code field message }
    rentalHouse {
      id addressCode roomCount regionCode region { name } tier { basis gradeCode label colour } nextDueOn dueReason
      owner { name phone citizenNumber masked } manager { name } lastInspection { id } hazards { id }
    }
  }
}`;

function registration(changes: Record<string, unknown> = {}) {
  return {
    idempotencyKey: world.key(),
    addressCode: `440784001001-${world.key().toUpperCase()}`,
    address: '越塘村示例巷2号',
    regionCode: '440784001001',
    roomCount: 4,
    owner: { name: '李样本', phone: '10000000002', citizenNumber: world.citizenNumber() },
    manager: { name: '陈示例', citizenNumber: world.citizenNumber() },
    ...changes,
  };
}

describe('registering a rental house', () => {
  test('a new house has no tier yet and is due within the first-visit term', async () => {
    const { registerRentalHouse } = await world.data('zhongshan', REGISTER, { input: registration() });
    expect(registerRentalHouse.userErrors).toEqual([]);
    expect(registerRentalHouse.rentalHouse).toMatchObject({
      tier: { basis: 'BY_DEFAULT', gradeCode: null, colour: 'grey' },
      nextDueOn: '2026-07-31',
      dueReason: 'FIRST_VISIT',
      owner: { name: '李**', phone: '100****0002', masked: true },
      lastInspection: null,
      hazards: [],
    });
  });

  test('with a stated purpose the officer of the station sees name and phone, and the look-up is logged', async () => {
    const id = await world.registerHouse();
    const before = await world.count('access_log');
    const { node } = await world.data(
      'zhongshan',
      'query ($id: ID!) { node(id: $id) { ... on RentalHouse { owner { name phone citizenNumber masked } } } }',
      { id },
      { 'x-purpose': '出租屋检查' },
    );
    expect(node.owner).toMatchObject({ name: '陈示例', phone: '10000000001', masked: false });
    expect(node.owner.citizenNumber).toMatch(/^\d\*+[\dX]$/);
    const { rows } = await world.owner.query(
      'select purpose, query from access_log order by id desc limit 1',
    );
    expect(await world.count('access_log')).toBe(before + 1);
    expect(rows[0]).toEqual({ purpose: '出租屋检查', query: 'RentalHouse.owner' });
  });
});
