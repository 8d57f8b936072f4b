import { addDays, type CivilDate } from '../../src/domain/civil-date.js';
import {
  FAILED_RECTIFICATION_RECORD,
  HAZARD_RECORD,
  type HazardTerm,
  RENTAL_INSPECTION_RECORD,
} from '../../src/domain/hazard.js';
import type { RatedRecord } from '../../src/domain/rating.js';
import type { CheckItemEntry } from '../reference-files.js';
import type { HouseRules } from './house-rules.js';
import type { Random } from './random.js';
import { laterOf, type World } from './world.js';

/** What has come between a house and a good tier by today; QUIET: nothing, UNSEEN: nobody has been there yet. */
export type Trouble =
  'QUIET' | 'UNSEEN' | 'ORDINARY_HAZARD' | 'MAJOR_HAZARD' | 'TWO_FAILURES' | 'OFFENCE' | 'PENALTY';

export interface Visit {
  readonly id: string;
  readonly recordId: string;
  readonly on: CivilDate;
  readonly findings: readonly Finding[];
}

/** A hazard from the day it was found; whatever lies after yesterday has not happened. */
export interface Finding {
  readonly id: string;
  readonly recordId: string;
  readonly item: CheckItemEntry;
  readonly foundOn: CivilDate;
  /** The present term. */
  readonly term: HazardTerm;
  readonly failures: readonly Failure[];
  /** The look at which it was put right. */
  readonly closing: { readonly checkId: string; readonly on: CivilDate } | null;
}

/** A look after the term `dueOn`, at which it was not put right. */
export interface Failure {
  readonly recordId: string;
  readonly checkId: string;
  readonly on: CivilDate;
  readonly dueOn: CivilDate;
}

export interface Offence {
  readonly recordId: string;
  readonly type: 'HOUSE_OFFENCE' | 'LANDLORD_PENALTY';
  readonly on: CivilDate;
}

export interface HouseLife {
  readonly visits: readonly Visit[];
  readonly offences: readonly Offence[];
  /** Every day on which the tier may have changed. */
  readonly turningDays: readonly CivilDate[];
}

interface Course {
  readonly mostFailures: number;
  readonly leftOpen: boolean;
}

/** Findings made after this many days before today could still be open today, which would change the tier. */
const settlingDays = 90;
const findingsPerVisit = 0.07;
const shareOfMajor = 0.12;
const shortTermDays = 7;

/** How long before today each trouble began, in days: from, to. */
const onset: Readonly<Record<Exclude<Trouble, 'QUIET' | 'UNSEEN'>, readonly [number, number]>> = {
  ORDINARY_HAZARD: [1, 36],
  MAJOR_HAZARD: [1, 12],
  TWO_FAILURES: [22, 30],
  OFFENCE: [5, 350],
  PENALTY: [5, 350],
};

/** How late officers come, in days: mostly on the day, now and then much later. */
const lateness = [-1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 3, 5, 9];
/** The first visit, against the end of its term: from, to. */
const firstVisitLateness = [-25, 4] as const;

/** Later than every day of the story. */
const never = '9999-12-31';

/** The story of one rental house from its registration to yesterday, told by the product's own rules. */
export class HouseStory {
  readonly #random: Random;
  readonly #world: World;
  readonly #rules: HouseRules;
  readonly #records: RatedRecord[] = [];
  readonly #visits: Visit[] = [];
  readonly #offences: Offence[] = [];
  readonly #turningDays = new Set<CivilDate>();

  constructor(world: World, rules: HouseRules, random: Random) {
    this.#world = world;
    this.#rules = rules;
    this.#random = random;
  }

  tell(registeredOn: CivilDate, trouble: Trouble): HouseLife {
    this.#turningDays.add(registeredOn);
    if (trouble !== 'UNSEEN') this.#visitUntilYesterday(registeredOn, trouble);
    const turningDays = [...this.#turningDays].filter((day) => day <= this.#world.today).sort();
    return { visits: this.#visits, offences: this.#offences, turningDays };
  }

  #visitUntilYesterday(registeredOn: CivilDate, trouble: Exclude<Trouble, 'UNSEEN'>): void {
    const { lastDay, today } = this.#world;
    let troubleOn = trouble === 'QUIET' ? never : this.#onsetOf(trouble);
    const settledFrom = addDays(troubleOn === never ? today : troubleOn, -settlingDays);
    const dueOn = this.#rules.firstVisitDueOn(registeredOn);
    let nextOn = addDays(dueOn, this.#random.between(...firstVisitLateness));
    while (nextOn <= lastDay || troubleOn <= lastDay) {
      // Trouble is reported, so it brings a visit of its own before the next one that is due.
      const isTrouble = troubleOn <= nextOn;
      const on = isTrouble ? troubleOn : nextOn;
      this.#visit(on, isTrouble ? trouble : on < settledFrom ? 'QUIET' : null);
      if (isTrouble) troubleOn = never;
      nextOn = this.#nextVisitAfter(on);
    }
  }

  #onsetOf(trouble: keyof typeof onset): CivilDate {
    const [least, most] = onset[trouble];
    return addDays(this.#world.today, -this.#random.between(least, most));
  }

  #nextVisitAfter(on: CivilDate): CivilDate {
    const dueOn = this.#rules.nextVisitDueOn(this.#records, on);
    return laterOf(addDays(dueOn, this.#random.pick(lateness)), addDays(on, 1));
  }

  /** `course`: null on days when nothing new may come up. */
  #visit(on: CivilDate, course: Trouble | null): void {
    const id = this.#world.ids.next();
    const recordId = this.#world.ids.next();
    if (this.#visits.length === 0) {
      this.#turningDays.add(on);
      this.#records.push(ratedRecord(recordId, RENTAL_INSPECTION_RECORD, { on, endedOn: null }));
    }
    this.#visits.push({ id, recordId, on, findings: this.#findingsOf(on, course) });
  }

  #findingsOf(on: CivilDate, course: Trouble | null): Finding[] {
    switch (course) {
      case 'QUIET':
        return this.#random.chance(findingsPerVisit) ? [this.#ordinaryCourse(on)] : [];
      case 'ORDINARY_HAZARD':
        return [this.#recentOrdinary(on)];
      case 'MAJOR_HAZARD':
        return [this.#find(on, this.#itemOf('MAJOR'), { leftOpen: true, mostFailures: 0 })];
      case 'TWO_FAILURES':
        return [this.#find(on, this.#itemOfShortTerm(), { leftOpen: true, mostFailures: 2 })];
      case 'OFFENCE':
      case 'PENALTY':
        this.#offend(on, course === 'OFFENCE' ? 'HOUSE_OFFENCE' : 'LANDLORD_PENALTY');
        return [];
      default:
        return [];
    }
  }

  /**
   * A hazard of the last weeks: still within its term, or put right since, so that the house is observed before it may rise; now and then
   * it has failed once.
   */
  #recentOrdinary(on: CivilDate): Finding {
    const item = this.#itemOf('ORDINARY');
    const isOver = this.#rules.termOf(item, on).dueOn <= this.#world.lastDay;
    const mostFailures = isOver && this.#random.chance(0.3) ? 1 : 0;
    return this.#find(on, item, { leftOpen: !isOver || mostFailures > 0, mostFailures });
  }

  /** Most findings are put right in time, some after one reminder, a few after two. */
  #ordinaryCourse(on: CivilDate): Finding {
    const item = this.#itemOf(this.#random.chance(shareOfMajor) ? 'MAJOR' : 'ORDINARY');
    const luck = this.#random.share();
    return this.#find(on, item, { leftOpen: false, mostFailures: luck < 0.8 ? 0 : luck < 0.96 ? 1 : 2 });
  }

  #find(foundOn: CivilDate, item: CheckItemEntry, { mostFailures, leftOpen }: Course): Finding {
    const { ids, lastDay } = this.#world;
    const [id, recordId] = [ids.next(), ids.next()];
    const failures: Failure[] = [];
    let term = this.#rules.termOf(item, foundOn);
    let seenOn = foundOn;
    while (failures.length < mostFailures) {
      const on = addDays(term.dueOn, this.#random.between(1, 3));
      if (on > lastDay) break;
      failures.push({ recordId: ids.next(), checkId: ids.next(), on, dueOn: term.dueOn });
      term = this.#rules.termOf(item, on);
      seenOn = on;
    }
    const putRightOn = laterOf(addDays(seenOn, this.#random.between(1, 9)), addDays(term.dueOn, -4));
    const closedOn = leftOpen || putRightOn > lastDay ? null : putRightOn;
    const type = HAZARD_RECORD[item.severity];
    this.#remember(ratedRecord(recordId, type, { on: foundOn, endedOn: closedOn }));
    for (const failure of failures) {
      const record = { on: failure.on, endedOn: closedOn };
      this.#remember(ratedRecord(failure.recordId, FAILED_RECTIFICATION_RECORD, record));
    }
    const closing = closedOn === null ? null : { checkId: ids.next(), on: closedOn };
    return { id, recordId, item, foundOn, term, failures, closing };
  }

  #offend(on: CivilDate, type: Offence['type']): void {
    const recordId = this.#world.ids.next();
    this.#offences.push({ recordId, type, on });
    this.#remember(ratedRecord(recordId, type, { on, endedOn: null }));
  }

  #remember(record: RatedRecord): void {
    this.#records.push(record);
    this.#turningDays.add(record.occurredOn);
    if (record.endedOn !== null) this.#turningDays.add(record.endedOn);
  }

  #itemOf(severity: CheckItemEntry['severity']): CheckItemEntry {
    return this.#random.pick(this.#rules.items.filter((item) => item.severity === severity));
  }

  /** Two terms must have passed by today. */
  #itemOfShortTerm(): CheckItemEntry {
    const isShort = ({ severity, term }: CheckItemEntry) =>
      severity === 'ORDINARY' && term.unit === 'DAY' && term.value <= shortTermDays;
    return this.#random.pick(this.#rules.items.filter(isShort));
  }
}

function ratedRecord(
  id: string,
  type: string,
  { on, endedOn }: { on: CivilDate; endedOn: CivilDate | null },
): RatedRecord {
  return { id, type, occurredOn: on, endedOn, withdrawn: false, amountHundredths: null };
}
