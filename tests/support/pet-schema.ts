import { setTimeout as delay } from 'node:timers/promises';
import type { GraphQLSchema } from 'graphql';
import { DomainError } from '../../src/domain/refusal.js';
import { smallSchema } from './small-server.js';

const TEXT = `
  enum Tone { LOUD QUIET }
  interface Named { name: String }
  type Cat implements Named { name: String lives: Int! }
  type Dog implements Named { name: String barks: Tone! }
  union Pet = Cat | Dog
  type Owner { id: ID! name: String pets(first: Int): [Named!]! pet: Pet friend: Owner broken: String! }
  type Query {
    hello(name: String): String
    owner: Owner
    nobody: Owner
    fail(how: String!): String
    slow: String
  }
  type Mutation { count: Int! add(by: Int): Int! }
`;

const owner = {
  id: 'o1',
  name: '张三',
  pets: [
    { __typename: 'Cat', name: 'Tom', lives: 9 },
    { __typename: 'Dog', name: 'Rex', barks: 'LOUD' },
  ],
  pet: { __typename: 'Cat', name: 'Tom', lives: 9 },
};

/** How often the acts were done; tests set it back. */
export const tally = { count: 0 };
/** Lets the field `slow` be answered. */
export const slowField = { release: (): void => undefined };

/** What the field `fail` can throw. */
const failures: Readonly<Record<string, () => Error>> = {
  bug: () => new TypeError("Cannot read properties of undefined (reading 'x')"),
  unique: () =>
    Object.assign(new Error('duplicate key value violates unique constraint "person_number_key"'), {
      name: 'DatabaseError',
      code: '23505',
      detail: 'Key (number)=(440784190001010006) already exists.',
      constraint: 'person_number_key',
      table: 'person',
    }),
  refused: () => Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), { code: 'ECONNREFUSED' }),
  stopping: () => Object.assign(new Error('terminating connection'), { code: '57P01' }),
  lost: () => new Error('Connection terminated unexpectedly'),
  pool: () => new Error('timeout exceeded when trying to connect'),
  reused: () => new DomainError('IDEMPOTENCY_KEY_REUSED'),
  unknownRegion: () =>
    new DomainError('UNKNOWN_REGION', {
      field: ['input', 'regionCode'],
      explanation: { zh: '请核对。', en: 'Please check.' },
      facts: { given: 6 },
    }),
};

/** Pets, acts that count, and a field that fails in every way there is. */
export function petSchema(): GraphQLSchema {
  return smallSchema(TEXT, {
    Query: {
      hello: (_parent, { name }: { name?: string }) => `hello ${name ?? 'you'}`,
      owner: () => Promise.resolve(owner),
      fail: (_parent, { how }: { how: string }) => {
        throw failures[how]?.() ?? new Error(`no such failure: ${how}`);
      },
      slow: () =>
        new Promise((resolve) => {
          slowField.release = () => {
            resolve('done');
          };
        }),
    },
    Owner: { friend: (parent) => parent },
    Mutation: {
      count: () => ++tally.count,
      add: async (_parent, { by }: { by?: number }) => {
        const before = tally.count;
        await delay(1);
        return (tally.count = before + (by ?? 1));
      },
    },
  });
}
