import type pg from 'pg';
import type { WorkCase } from '../case.js';
import { OfficerAtWork } from '../officer-at-work.js';
import { withOwner } from '../owner.js';
import { isUnrated, populateRerated, RERATED } from '../rating-population.js';
import { IGNORED_TYPE, PENALTY_TYPE } from '../rating-standard.js';
import { median } from '../report.js';
import { logged, type LoggedStep } from '../statement-log.js';

const ACTS = 100;
const LOGGED_ACTS = 300;

/** The statements of `addRecord` that are there for the ratings only. */
const RATING_STATEMENTS = ['find-touched-sectors', 'read-standards', 'rerate-few'];

/**
 * Through the API, one act after the other: records that change a rating, and by turns (as the limit) records that no standard
 * looks at. The time that PostgreSQL itself takes for the statements of the ratings is read from its log in the end.
 */
const incremental: WorkCase = {
  kind: 'work',
  title: 'addRecord that re-rates its subject; the limit: addRecord of a type that no standard looks at',
  unit: 'records',
  rounds: 5,
  prepare: (place) =>
    withOwner(place, async (owner) => {
      await populateRerated(owner);
      if (await isUnrated(owner, RERATED.sector)) {
        const officer = await OfficerAtWork.signIn(place, 'standard-officer');
        await officer.rerate(RERATED.sector);
      }
      const clerk = await OfficerAtWork.signIn(place, 'credit-clerk');
      for (const subject of await someSubjects(owner, ACTS))
        await add(clerk, subject, PENALTY_TYPE, place.today);
    }),
  run: (place) =>
    withOwner(place, async (owner) => {
      const clerk = await OfficerAtWork.signIn(place, 'credit-clerk');
      const times: Record<string, number[]> = { [PENALTY_TYPE]: [], [IGNORED_TYPE]: [] };
      for (const subject of await someSubjects(owner, ACTS)) {
        for (const [type, list] of Object.entries(times))
          list.push(await add(clerk, subject, type, place.today));
      }
      const perSecond = (type: string) => 1_000 / median(times[type] ?? []);
      return { ours: perSecond(PENALTY_TYPE), limit: perSecond(IGNORED_TYPE) };
    }),
  finish: (place) =>
    withOwner(place, async (owner) => {
      const clerk = await OfficerAtWork.signIn(place, 'credit-clerk');
      const subjects = await someSubjects(owner, LOGGED_ACTS);
      const steps = await logged(owner, place, async () => {
        for (const subject of subjects) await add(clerk, subject, PENALTY_TYPE, place.today);
      });
      const acts = actsIn(steps);
      const ofRatings = acts.map((act) => timeOf(act, (name) => RATING_STATEMENTS.includes(name)));
      const inAll = acts.map((act) => timeOf(act, () => true));
      console.log(
        `  PostgreSQL took ${median(ofRatings).toFixed(2)} ms of ${median(inAll).toFixed(2)} ms to re-rate (medians of ${acts.length} acts, by its own log)`,
      );
    }),
};

/** Subjects that are drawn anew each time. */
async function someSubjects(owner: pg.Client, count: number): Promise<string[]> {
  const { rows } = await owner.query<{ id: string }>(
    'select subject_id as id from rating where sector = $1 order by random() limit $2',
    [RERATED.sector, count],
  );
  return rows.map(({ id }) => id);
}

/** Adds a record and answers how many milliseconds that took. */
async function add(clerk: OfficerAtWork, subject: string, type: string, today: string): Promise<number> {
  const from = performance.now();
  const input = { subjectId: `ent_${subject}`, type, occurredOn: today };
  const { changedRatings } = await clerk.act<{ changedRatings: readonly { sector: string }[] }>(
    'addRecord',
    'AddRecordInput',
    input,
    'changedRatings { sector }',
  );
  const milliseconds = performance.now() - from;
  if (type === IGNORED_TYPE && changedRatings.length > 0) throw new Error('A rating changed by itself.');
  return milliseconds;
}

/** One act: what PostgreSQL did for it, by the names of statements. */
type LoggedAct = { readonly name: string; readonly milliseconds: number }[];

const FIRST_STATEMENT = 'take-key';

/** What PostgreSQL did while the work was done, act by act. */
function actsIn(steps: readonly LoggedStep[]): LoggedAct[] {
  const acts: LoggedAct[] = [];
  for (const { name, milliseconds } of steps.filter((step) => step.name !== '')) {
    if (name === FIRST_STATEMENT && acts.at(-1)?.at(-1)?.name !== name) acts.push([]);
    acts.at(-1)?.push({ name, milliseconds });
  }
  return acts;
}

function timeOf(act: LoggedAct, isMeant: (name: string) => boolean): number {
  return act.reduce((sum, { name, milliseconds }) => (isMeant(name) ? sum + milliseconds : sum), 0);
}

export default incremental;
