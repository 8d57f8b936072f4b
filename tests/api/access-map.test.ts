import { describe, expect, test } from '@jest/globals';
import {
  allOf,
  allow,
  anyone,
  anyOf,
  composeAccess,
  inherited,
  inheritedFields,
  signedIn,
  when,
  withAccess,
  type AccessMap,
} from '../../src/graphql/access.js';
import { DomainError } from '../../src/domain/refusal.js';
import { smallSchema, startSmallServer, type Answer } from '../support/small-server.js';

const TEXT = `
  type House { id: ID address: String owner: Person }
  type Person { name: String phone: String }
  type Query { house: House houses: [House!]! news: String fails: String }
  type Mutation { record: String }
`;

let resolved: string[] = [];

function schema() {
  const house = { id: 'h', address: 'x', owner: { name: '张三', phone: '138' } };
  const seen = <Value>(name: string, value: Value) => {
    resolved.push(name);
    return value;
  };
  return smallSchema(TEXT, {
    Query: {
      house: () => seen('house', house),
      houses: () => [house, { ...house, id: 'other' }],
      news: () => 'news',
      fails: () => {
        throw new DomainError('ALREADY_RECORDED');
      },
    },
    Mutation: { record: () => seen('record', 'done') },
  });
}

const houses: AccessMap = {
  Query: { house: allow('STATION_OFFICER', 'AUDITOR'), houses: signedIn, news: anyone, fails: anyone },
  Mutation: { record: allOf(signedIn, allow('STATION_OFFICER')) },
  House: inheritedFields('id', 'address', 'owner'),
};
const persons: AccessMap = {
  Person: {
    name: inherited,
    phone: anyOf(
      allow('AUDITOR'),
      when('purpose stated', (_parent, _args, { purpose }) => purpose !== null),
    ),
  },
};

describe('the access map against the schema', () => {
  test('a field that no map declares stops the start, and so does a declared one that is not there', () => {
    const { House, ...others } = houses;
    const wrong: AccessMap = {
      ...others,
      House: { id: inherited, rooms: inherited },
      Barn: { id: inherited },
    };
    expect(House).toBeDefined();
    expect(() => withAccess(schema(), [wrong, persons])).toThrow(
      /House\.address is not declared[^]*House\.owner is not declared[^]*House\.rooms is not in the schema[^]*Barn\.id is not in the schema/,
    );
  });

  test('a root field cannot inherit, for there is nothing to inherit from', () => {
    const wrong: AccessMap = { ...houses, Mutation: { record: inherited } };
    expect(() => withAccess(schema(), [wrong, persons])).toThrow(
      /Mutation\.record is a root field and has no rule/,
    );
  });

  test('two maps cannot declare the same field', () => {
    expect(() => composeAccess([persons, { Person: { phone: inherited } }])).toThrow(
      /declared twice.*Person\.phone/i,
    );
  });

  test('only fields with a rule are wrapped', () => {
    const guarded = withAccess(schema(), [houses, persons]);
    const fieldsOf = (type: string) =>
      (
        guarded.getType(type) as unknown as { getFields(): Record<string, { resolve?: unknown }> }
      ).getFields();
    expect(fieldsOf('House').address?.resolve).toBeUndefined();
    expect(fieldsOf('Person').name?.resolve).toBeUndefined();
    expect(fieldsOf('Person').phone?.resolve).toBeInstanceOf(Function);
  });
});

describe('who gets what', () => {
  const guarded = () => startSmallServer(withAccess(schema(), [houses, persons]));
  const codes = ({ errors }: Answer) => errors?.map(({ extensions }) => extensions.code);

  test('a rule answers whoever is not signed in and whoever may not differently, and resolves nothing', async () => {
    const server = await guarded();
    resolved = [];
    const nobody = await server.ask('{ house { id } }', { roles: null });
    const other = await server.ask('{ house { id } }', { roles: ['CREDIT_CLERK'] });
    const act = await server.ask('mutation { record }', { roles: ['AUDITOR'] });
    expect(resolved).toEqual([]);
    const right = await server.ask('{ house { id } }', { roles: ['CREDIT_CLERK', 'AUDITOR'] });
    await server.stop();
    expect([nobody, other, act].map(({ body }) => codes(body))).toEqual([
      ['UNAUTHENTICATED'],
      ['FORBIDDEN'],
      ['FORBIDDEN'],
    ]);
    expect(nobody.body.data).toEqual({ house: null });
    expect(right.body.data).toEqual({ house: { id: 'h' } });
  });

  test('a rule inside a list is asked for every entry', async () => {
    const server = await guarded();
    const query = '{ houses { owner { name phone } } }';
    const without = await server.ask(query);
    const stated = await server.ask(query, { headers: { 'x-purpose': 'CHECK' } });
    await server.stop();
    expect(codes(without.body)).toEqual(['FORBIDDEN', 'FORBIDDEN']);
    expect(without.body.data).toEqual({
      houses: [{ owner: { name: '张三', phone: null } }, { owner: { name: '张三', phone: null } }],
    });
    expect(stated.body.errors).toBeUndefined();
  });

  test('what a guarded resolver refuses comes through with its own code', async () => {
    const map = { ...houses, Query: { ...houses.Query, fails: signedIn } } as AccessMap;
    const server = await startSmallServer(withAccess(schema(), [map, persons]));
    const { body } = await server.ask('{ fails }');
    await server.stop();
    expect(codes(body)).toEqual(['ALREADY_RECORDED']);
  });

  test('a condition that fails refuses, and says why', async () => {
    const broken = when('broken', () => {
      throw new DomainError('RETRY_LATER');
    });
    const map = { ...houses, Query: { ...houses.Query, news: broken } } as AccessMap;
    const server = await startSmallServer(withAccess(schema(), [map, persons]));
    const { body } = await server.ask('{ news }');
    await server.stop();
    expect(body.data).toEqual({ news: null });
    expect(codes(body)).toEqual(['RETRY_LATER']);
  });

  test('the same roles in any order are one rule', () => {
    expect(allow('AUDITOR', 'INTEGRATOR')).toBe(allow('INTEGRATOR', 'AUDITOR'));
    expect(allow('AUDITOR')).not.toBe(allow('INTEGRATOR'));
  });
});
