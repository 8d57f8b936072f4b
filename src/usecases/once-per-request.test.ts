import { describe, expect, test } from '@jest/globals';
import type { Context } from './context.js';
import { oncePerRequest } from './once-per-request.js';

describe('Work that is done once per request', () => {
  const [one, other] = [{}, {}] as unknown as [Context, Context];

  test('is shared by equal queries of one request, and by nothing else', async () => {
    let done = 0;
    const work = oncePerRequest((_context, { of }: { readonly of: string }) =>
      Promise.resolve(`${of} ${String((done += 1))}`),
    );
    expect(await Promise.all([work(one, { of: 'a' }), work(one, { of: 'a' })])).toEqual(['a 1', 'a 1']);
    expect(await work(one, { of: 'b' })).toBe('b 2');
    expect(await work(other, { of: 'a' })).toBe('a 3');
    expect(await work(one, { of: 'a' })).toBe('a 1');
  });
});
