import type pg from 'pg';
import type { Population } from './rating-population.js';

/** No industry of GB/T 4754: nobody else is in it. */
export const SCREENED_INDUSTRY = '9990';

/**
 * Puts a population on lists and gives it records that lead to measures, unless it was done before: 1 in 40 stands on a list, of every
 * kind and some suspended or ended, and 1 in 40 has a penalty or a broken commitment.
 */
export async function putOnLists(owner: pg.Client, { prefix }: Population): Promise<void> {
  const ids = [`${prefix}000000-0000-0000-0000-000000000000`, `${prefix}ffffff-ffff-ffff-ffff-ffffffffffff`];
  const known = await owner.query(
    'select from enterprise where id between $1 and $2 and industry_code = $3 limit 1',
    [...ids, SCREENED_INDUSTRY],
  );
  if (known.rowCount === 1) return;
  await owner.query('begin');
  // Entries of other organs, which are delivered as they are.
  await owner.query('set local session_replication_role = replica');
  for (const statement of [LIST_ENTRIES, RECORDS]) await owner.query(statement, ids);
  await owner.query('update enterprise set industry_code = $3 where id between $1 and $2', [
    ...ids,
    SCREENED_INDUSTRY,
  ]);
  await owner.query('commit');
  await owner.query('vacuum (analyze) enterprise, list_entry, credit_record');
}

/** As good as random, and the same each time. */
const draw = (sides: number, what: string) => `abs(hashtext(s.id::text || '${what}')) % ${sides}`;

const LIST_ENTRIES = `
  insert into list_entry (id, subject_id, list_code, decision_number, organ_name, valid_from, valid_to, suspended_until_on)
  select gen_random_uuid(), s.id,
    (array['HONEST_EXEMPLAR', 'HONEST_EXEMPLAR', 'WAGE_ARREARS', 'JUDGMENT_DEFAULTER', 'CONSTRUCTION_FOCUS'])[1 + ${draw(5, 'list')}],
    '虚构性能样例决字1号', '虚构性能样例机关', current_date - 1 - ${draw(700, 'from')},
    case when ${draw(10, 'ended')} = 0 then current_date end,
    case when ${draw(10, 'suspended')} = 0 then current_date + 30 end
  from subject s where s.id between $1 and $2 and ${draw(40, 'entry')} = 0`;

const RECORDS = `
  insert into credit_record (id, subject_id, type, occurred_on, ended_on, ended_recorded_at, document_number, organ_name, content, source_key)
  select gen_random_uuid(), s.id, (array['ADMINISTRATIVE_PENALTY', 'COMMITMENT_BREACHED'])[1 + ${draw(2, 'type')}],
    current_date - 40 - ${draw(2_500, 'on')}, case when ${draw(10, 'over')} = 0 then current_date - 30 end,
    case when ${draw(10, 'over')} = 0 then now() end, '虚构性能样例罚字1号', '虚构性能样例机关', '样例数据，并非真实',
    sha256(convert_to('bench screened ' || s.id, 'UTF8'))
  from subject s where s.id between $1 and $2 and ${draw(40, 'record')} = 0`;
