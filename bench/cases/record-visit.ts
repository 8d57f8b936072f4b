import type pg from 'pg';
import { BareVisits, type RecordedAct, recordedAct } from '../bare-visits.js';
import type { WorkCase, Workplace } from '../case.js';
import { withOwner } from '../owner.js';
import { ask } from '../servers.js';
import { logged } from '../statement-log.js';
import { Visits } from '../visits.js';

/** As many as can be made in a round, and more. */
const AT_MOST = 4_000;
const WARM_UP_ACTS = 50;
const LOGGED_ACTS = 200;
const WARM_UP_MS = 500;

let visits: Visits;
let bare: BareVisits;
let recorded: RecordedAct;

/**
 * All officers belong to one station, as they do: an act ends with an entry in the audit chain of its office, so acts of one office
 * follow each other from there to the commit, ours and the limit's alike.
 */
const recordVisit: WorkCase = {
  kind: 'work',
  title:
    'recordInspection with three findings; the limit: the statements of such an act, sent bare by as many clients',
  unit: 'visits',
  rounds: 9,
  database: 'scratch',
  prepare: (place) =>
    withOwner(place, async (owner) => {
      visits = await Visits.of(owner, place);
      await makeOneByOne(place, WARM_UP_ACTS);
      recorded = recordedAct(await logged(owner, place, () => makeOneByOne(place, 1)));
      bare = new BareVisits(recorded.act);
      await measureOurs(owner, place);
      await measureBare(owner, place);
    }),
  run: (place) =>
    withOwner(place, async (owner) => {
      if (place.round % 2 === 0) {
        const ours = await measureOurs(owner, place);
        return { ours, limit: await measureBare(owner, place) };
      }
      const limit = await measureBare(owner, place);
      return { ours: await measureOurs(owner, place), limit };
    }),
  finish: (place) =>
    withOwner(place, async (owner) => {
      const { act, reads } = recorded;
      console.log(`  one act: ${act.length} statements: ${act.map(nameOf).join(', ')}`);
      console.log(`  besides, for the answer, ${reads.length} reads: ${reads.join(', ')}`);
      const steps = await logged(owner, place, () => makeOneByOne(place, LOGGED_ACTS));
      const milliseconds = act.map((one) => {
        const mean = (wanted: readonly string[]) => {
          const times = steps.filter(
            ({ step, name, text }) => wanted.includes(step) && nameOf({ name, text }) === nameOf(one),
          );
          return times.reduce((sum, time) => sum + time.milliseconds, 0) / times.length || 0;
        };
        const [planned, executed] = [mean(['bind']), mean(['execute', 'statement'])];
        return `${nameOf(one)} ${planned.toFixed(2)} + ${executed.toFixed(2)}`;
      });
      console.log(`  milliseconds to plan + to execute, one act after the other: ${milliseconds.join(', ')}`);
    }),
};

function nameOf({ name, text }: { name: string; text: string }): string {
  return name === '' ? (/^\w+/.exec(text)?.[0] ?? '') : name;
}

/** One after the other; throws Error when one is refused. */
async function makeOneByOne({ origin }: Workplace, count: number): Promise<void> {
  for (const asked of visits.asks(count)) {
    const { data } = (await ask(origin, asked)) as {
      data: { recordInspection: { userErrors: readonly object[]; hazards: readonly object[] } };
    };
    const { userErrors, hazards } = data.recordInspection;
    if (userErrors.length > 0 || hazards.length !== 3)
      throw new Error(`A visit was not recorded: ${JSON.stringify(data)}`);
  }
  visits.made(count);
}

async function measureOurs(owner: pg.Client, { load, milliseconds, today }: Workplace): Promise<number> {
  const { answers, allAnswers } = await recordedAre(owner, today, async () => {
    const outcome = await load(visits.asks(AT_MOST));
    return { ...outcome, visits: outcome.allAnswers };
  });
  visits.made(allAnswers);
  return (answers * 1_000) / milliseconds;
}

async function measureBare(
  owner: pg.Client,
  { appUrl, connections, milliseconds, today }: Workplace,
): Promise<number> {
  const order = { connections, milliseconds, warmUpMilliseconds: WARM_UP_MS };
  const { perSecond, all } = await recordedAre(owner, today, async () => {
    const outcome = await bare.send(appUrl, visits.next(AT_MOST), order);
    return { ...outcome, visits: outcome.all };
  });
  visits.made(all);
  return perSecond;
}

/** Whether as many visits, with three hazards each, stand in the tables afterwards as are said to have been made. */
async function recordedAre<Made extends { visits: number }>(
  owner: pg.Client,
  today: string,
  work: () => Promise<Made>,
): Promise<Made> {
  const count = async () => {
    const { rows } = await owner.query<{ visits: number; hazards: number; entries: number }>(
      `select (select count(*)::integer from inspection where inspected_on = $1) as visits,
         (select count(*)::integer from hazard where found_on = $1) as hazards,
         (select count(*)::integer from audit_entry where verb = 'recordInspection') as entries`,
      [today],
    );
    return rows[0] ?? { visits: 0, hazards: 0, entries: 0 };
  };
  const before = await count();
  const made = await work();
  const after = await count();
  const grown = [
    after.visits - before.visits,
    (after.hazards - before.hazards) / 3,
    after.entries - before.entries,
  ];
  if (grown.some((more) => more !== made.visits))
    throw new Error(`${made.visits} visits were made, and ${grown.join(', ')} are on record.`);
  return made;
}

export default recordVisit;
