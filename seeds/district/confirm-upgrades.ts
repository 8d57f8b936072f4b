import type { CivilDate } from '../../src/domain/civil-date.js';
import { proposableChange, type Standing } from '../../src/domain/grade-in-effect.js';
import { gradeNotice } from '../../src/domain/grade-notice.js';
import { RENTAL_HOUSE_SECTOR } from '../../src/domain/sectors.js';
import { ADD_GRADE_CHANGE, CONFIRM_GRADE_CHANGE } from '../../src/store/grade-changes.js';
import { readStandards } from '../../src/store/standards.js';
import { type Queryable, statement } from '../../src/store/statement.js';
import { rateWithReasons } from '../../src/usecases/steps/rate-with-reasons.js';

interface HeldHouse extends Standing {
  readonly id: string;
  readonly standardId: string;
  readonly address: string;
  readonly addressCode: string;
  readonly stationId: string;
  readonly stationName: string;
  readonly officerIds: readonly string[];
}

const READ_HELD_HOUSES = statement<HeldHouse>(
  'read-held-houses',
  `select h.id, r.standard_id as "standardId", r.grade_code as "gradeCode", r.indicated_grade_code as "indicatedGradeCode",
     r.better_since_on as "betterSinceOn", h.address, h.address_code as "addressCode", f.id as "stationId", f.name as "stationName",
     array(select id from officer where office_id = f.id and 'STATION_OFFICER' = any(roles) order by login limit 2) as "officerIds"
   from rating r join rental_house h on h.id = r.subject_id join office f on f.id = h.station_id
   where r.sector = '${RENTAL_HOUSE_SECTOR}' and r.grade_code is distinct from r.indicated_grade_code
     and r.better_since_on is not null
   order by h.id`,
);

/** Noted in the afternoon of their day, like everything that the officers have done. */
const BACKDATE_CHANGES = statement<never>(
  'backdate-changes',
  `update grade_change set proposed_at = (proposed_on + time '15:00') at time zone 'Asia/Shanghai',
     decided_at = (proposed_on + time '16:00') at time zone 'Asia/Shanghai'
   where proposed_on = $1::date`,
);

/** As the officers of the stations would have: each step upwards proposed by one and confirmed by another once its observation is over. */
export async function confirmUpgrades(
  queryable: Queryable,
  on: CivilDate,
  newId: () => string,
): Promise<void> {
  const held = await queryable.run(READ_HELD_HOUSES, []);
  const standards = await readStandards(
    queryable,
    held.map(({ standardId }) => standardId),
  );
  for (const [at, house] of held.entries()) {
    const standard = standards[at]?.definition;
    const change = standard === undefined ? null : proposableChange(standard, house, on);
    const [proposer, confirmer] = house.officerIds;
    if (standard === undefined || change === null || proposer === undefined || confirmer === undefined)
      continue;
    const { scoreHundredths, reasons } = await rateWithReasons(queryable, standard, house.id, on);
    const notice = gradeNotice({
      officeName: house.stationName,
      subjectName: house.address,
      subjectCode: house.addressCode,
      standard,
      change,
      reasons,
      treatments: { from: [], to: [] },
      on,
    });
    const id = newId();
    const grades = [change.fromGradeCode, change.toGradeCode, change.direction];
    const explanation = JSON.stringify({ scoreHundredths, reasons });
    const of = [id, house.id, RENTAL_HOUSE_SECTOR, house.standardId, ...grades, explanation, notice];
    await queryable.run(ADD_GRADE_CHANGE, [...of, house.stationId, proposer, on]);
    await queryable.run(CONFIRM_GRADE_CHANGE, [id, confirmer, on, `confirmGradeChange ${id}`]);
  }
  if (held.length > 0) await queryable.run(BACKDATE_CHANGES, [on]);
}
