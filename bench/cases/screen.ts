import type pg from 'pg';
import type { WorkCase, Workplace } from '../case.js';
import { type JobProgress, OfficerAtWork, secondsOf } from '../officer-at-work.js';
import { withOwner } from '../owner.js';
import { populate, tidy, TRIED } from '../rating-population.js';
import { putOnLists, SCREENED_INDUSTRY } from '../screen-population.js';
import { screenByLimit } from '../screen-limit.js';

const FIELD = 'SUBSIDY';

/**
 * Everybody of a million is judged and kept, with lists, records and measures of those who have any. Ours is measured from the start of the
 * job to its end as the API tells them, the limit around its one statement, which writes the same rows into the same table.
 */
const screen: WorkCase = {
  kind: 'work',
  title: 'screening of 1 m subjects, 1 in 20 with lists or records, with reasons for each',
  unit: 'subjects',
  rounds: 3,
  prepare: (place) =>
    withOwner(place, async (owner) => {
      await populate(owner, TRIED);
      await putOnLists(owner, TRIED);
      await screenOnce(place);
    }),
  run: (place) =>
    withOwner(place, async (owner) => {
      await clear(owner);
      const ours = await screenOnce(place);
      const kept = await outcomesOf(owner);
      await clear(owner);
      const limit = await screenByLimit(owner, { fieldCode: FIELD, on: place.today });
      requireEqual(kept, await outcomesOf(owner));
      return { ours: ours.done / secondsOf(ours), limit: TRIED.subjects / limit };
    }),
};

async function screenOnce(place: Workplace): Promise<JobProgress> {
  const officer = await OfficerAtWork.signIn(place, 'approval-officer');
  const { id } = await officer.order('screenPopulation', 'ScreenPopulationInput', {
    title: '虚构性能样例',
    purpose: '虚构性能样例',
    matter: '虚构性能样例',
    field: FIELD,
    population: { industryCodes: [SCREENED_INDUSTRY] },
  });
  return officer.awaitEnd(id);
}

/** Nothing that was left behind is cleared up while somebody is measured. */
async function clear(owner: pg.Client): Promise<void> {
  await owner.query('truncate screening_result, screening_reason');
  await tidy(owner);
}

interface Outcome {
  readonly outcome: string;
  readonly verdict: string;
  readonly reasons: string;
  readonly count: string;
  readonly grounds: string;
}

/** How many came to what, for which reasons, and on how many grounds. */
async function outcomesOf(owner: pg.Client): Promise<Outcome[]> {
  const { rows } = await owner.query<Outcome>(
    `select outcome, verdict, array_to_string(reason_codes, ' ') as reasons, count(*), sum(jsonb_array_length(coalesce(grounds, '[]'))) as grounds
     from screening_result group by 1, 2, 3 order by 1, 2, 3`,
  );
  return rows;
}

function requireEqual(ours: readonly Outcome[], limit: readonly Outcome[]): void {
  const [one, other] = [JSON.stringify(ours), JSON.stringify(limit)];
  if (one !== other) throw new Error(`Ours came to ${one}, the limit to ${other}.`);
  const all = ours.reduce((sum, { count }) => sum + Number(count), 0);
  if (all !== TRIED.subjects) throw new Error(`Of ${TRIED.subjects} subjects ${all} were screened.`);
}

export default screen;
