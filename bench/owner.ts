import pg from 'pg';
import type { Workplace } from './case.js';

/** Works as the owner of the tables, with enough memory to sort and hash without going to the disk. */
export async function withOwner<Result>(
  { ownerUrl }: Workplace,
  work: (owner: pg.Client) => Promise<Result>,
): Promise<Result> {
  const owner = new pg.Client({
    connectionString: ownerUrl,
    options: '-c timezone=UTC -c work_mem=256MB',
  });
  await owner.connect();
  try {
    return await work(owner);
  } finally {
    await owner.end();
  }
}
