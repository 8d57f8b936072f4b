import type pg from 'pg';
import type { WorkCase, Workplace } from '../case.js';
import { doNightlyWork } from '../nightly-work.js';
import { withOwner } from '../owner.js';
import { logged, type LoggedStep } from '../statement-log.js';

/** By hand, in one statement: what is due when, of everybody who is on file, and no more. */
const LIMIT = `
  insert into inspection_schedule (house_id, station_id, due_on, reason, last_inspection_id, grade_code)
  select h.id, h.station_id, least(t.routine_on, z.revisit_on),
    case when z.revisit_on <= t.routine_on then 'REVISIT' when i.id is null then 'FIRST_VISIT' else 'ROUTINE' end, i.id, r.grade_code
  from rental_house h
  join rating r on r.subject_id = h.id and r.sector = 'urban-village'
  join (
    select distinct on (kind, grade_code) kind, grade_code, value, unit from treatment_policy
    where sector = 'urban-village' and kind in ('FIRST_VISIT_TERM', 'INSPECTION_INTERVAL') and valid_from <= $1::date
    order by kind, grade_code, valid_from desc, recorded_at desc
  ) p on p.kind = case when r.grade_code is null then 'FIRST_VISIT_TERM' else 'INSPECTION_INTERVAL' end
    and p.grade_code is not distinct from r.grade_code
  left join (
    select distinct on (house_id) house_id, id, inspected_on from inspection order by house_id, inspected_on desc
  ) i on i.house_id = h.id
  left join (
    select house_id, min(revisit_on) as revisit_on from hazard where state = 'OPEN' group by house_id
  ) z on z.house_id = h.id
  cross join lateral (
    select greatest(add_period(coalesce(i.inspected_on, h.registered_on), p.value, p.unit),
      case when r.basis = 'RATED' then r.since_on end) as routine_on
  ) t`;

/** Of the night only what plans: it rates first, and afterwards plans rounds and reminds owners. */
const schedule: WorkCase = {
  kind: 'work',
  title:
    'the schedule of 130,000 houses made from nothing by the nightly job; the limit: one statement by hand',
  unit: 'houses',
  rounds: 3,
  database: 'scratch',
  run: (place) =>
    withOwner(place, async (owner) => {
      const limit = await byHand(owner, place.today);
      const made = await dueDatesOf(owner);
      await emptied(owner);
      const steps = await aNight(owner, place);
      if ((await dueDatesOf(owner)) !== made)
        throw new Error('The night planned something else than the limit.');
      return {
        ours: (await houses(owner)) / secondsOf(steps, 'plan-inspections', 'plan-inspections'),
        limit,
      };
    }),
  finish: (place) =>
    withOwner(place, async (owner) => {
      const steps = await aNight(owner, place);
      const planning = secondsOf(steps, 'plan-inspections', 'plan-inspections');
      const batches = steps.filter(({ name, step }) => name === 'plan-inspections' && step === 'execute');
      const longest = Math.max(...batches.map(({ milliseconds }) => milliseconds));
      console.log(
        `  when nothing has changed: ${((await houses(owner)) / planning).toFixed(0)} houses/s; of ${batches.length} batches the longest took ${longest.toFixed(0)} ms`,
      );
      const plans = steps.filter(({ name, step }) => name === 'save-rounds' && step === 'execute').length;
      console.log(
        `  rounds of ${plans} stations for four weeks: ${secondsOf(steps, 'lock-rounds', 'save-rounds').toFixed(1)} s`,
      );
    }),
};

function aNight(owner: pg.Client, place: Workplace): Promise<LoggedStep[]> {
  const rows = async <Row>(sql: string) => (await owner.query(sql)).rows as Row[];
  return logged(owner, place, () => doNightlyWork(rows));
}

/** From the beginning of the first statement `from` to the end of the last statement `to`. */
function secondsOf(steps: readonly LoggedStep[], from: string, to: string): number {
  const begin = steps.find(({ name }) => name === from);
  const end = steps.findLast(({ name }) => name === to);
  if (begin === undefined || end === undefined) throw new Error(`The night knows no ${from}.`);
  return (end.at - begin.at + begin.milliseconds) / 1_000;
}

/** Houses a second. */
async function byHand(owner: pg.Client, today: string): Promise<number> {
  await emptied(owner);
  const from = performance.now();
  const { rowCount } = await owner.query(LIMIT, [today]);
  return (rowCount ?? 0) / ((performance.now() - from) / 1_000);
}

async function emptied(owner: pg.Client): Promise<void> {
  await owner.query('truncate inspection_schedule');
  await owner.query('checkpoint');
}

async function houses(owner: pg.Client): Promise<number> {
  const { rows } = await owner.query<{ count: number }>(
    'select count(*)::integer as count from inspection_schedule',
  );
  return rows[0]?.count ?? 0;
}

/** One text for all due dates, to compare them by. */
async function dueDatesOf(owner: pg.Client): Promise<string> {
  const { rows } = await owner.query<{ all: string }>(
    `select count(*) || ' ' || md5(string_agg(concat_ws(' ', house_id, due_on, reason, last_inspection_id, grade_code), ',' order by house_id)) as all
     from inspection_schedule`,
  );
  return rows[0]?.all ?? '';
}

export default schedule;
