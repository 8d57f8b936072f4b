import DataLoader from 'dataloader';
import { LOG_ACCESS } from '../store/acts.js';
import type { Door } from '../store/door.js';

interface Access {
  readonly officerId: string;
  readonly officeId: string;
  readonly query: string;
  readonly purpose: string | null;
  readonly matter: string | null;
  readonly subjectIds: readonly string[];
}

/**
 * Who looked at whose file and why, written before the answer leaves. The look-ups of one moment, whoever made them, and
 * those that came while the ones before were written, go into one statement, so that the log costs little even under load. One per process.
 */
export class AccessLog {
  readonly #batch: DataLoader<Access, true>;

  constructor(door: Door) {
    const store = door.for(null);
    let lastWrite: Promise<unknown> = Promise.resolve();
    const write = async (accesses: readonly Access[]) => {
      const written = store.append(LOG_ACCESS, [JSON.stringify(accesses)]);
      lastWrite = written.catch(() => undefined);
      await written;
      return accesses.map(() => true as const);
    };
    this.#batch = new DataLoader(write, {
      cache: false,
      maxBatchSize: 500,
      batchScheduleFn: (run) => void lastWrite.then(() => setImmediate(run)),
    });
  }

  note(access: Access): Promise<true> {
    return this.#batch.load(access);
  }
}
