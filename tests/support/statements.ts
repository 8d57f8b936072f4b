import type { Store } from '../../src/store/door.js';
import type { OfficerName, World } from './world.js';

interface Request {
  readonly officer: OfficerName;
  readonly query: string;
  readonly variables: Record<string, unknown>;
}

/** The statements that one request sends to the database, by name; reads, acts with begin and commit, and the access log alike. */
export async function statementsOfRequest(
  world: World,
  { officer, query, variables }: Request,
): Promise<string[]> {
  // Who signs in is remembered for seconds only, which a slow machine may need between two requests.
  await world.data(officer, '{ viewer { name } }');
  const { door } = world.product.world;
  const open = door.for.bind(door);
  const names: string[] = [];
  door.for = (opener) => {
    const store = open(opener);
    const counted: Store = {
      ...store,
      run: (one, values) => {
        names.push(one.name);
        return store.run(one, values);
      },
      act: (work) =>
        store.act(async (unit) => {
          names.push('begin');
          const result = await work({
            ...unit,
            run: (one, values) => {
              names.push(one.name);
              return unit.run(one, values);
            },
          });
          names.push('commit');
          return result;
        }),
    };
    return counted;
  };
  try {
    await world.data(officer, query, variables, { 'x-purpose': 'test' });
  } finally {
    door.for = open;
  }
  return names.sort();
}
