import { addDays, type CivilDate, daysBetween } from '../../src/domain/civil-date.js';
import { rate, type RatedRecord } from '../../src/domain/rating.js';
import type { Standard } from '../../src/domain/standard.js';
import { readSectorFile } from '../reference-files.js';
import type { Random } from './random.js';
import { laterOf, type World } from './world.js';

export type RiskClass = 'A' | 'B' | 'C' | 'D';

/** One thing on the file of an enterprise. */
export interface Conduct {
  readonly id: string;
  readonly type: string;
  readonly on: CivilDate;
  readonly endedOn: CivilDate | null;
}

/** Published distribution of the classes, 73.2/18.7/5.2/3.0 %, brought to a hundred. */
export const classShares: Readonly<Record<RiskClass, number>> = {
  A: 73.2 / 100.1,
  B: 18.7 / 100.1,
  C: 5.2 / 100.1,
  D: 3.0 / 100.1,
};

/** How files of a class usually look. Each text is a story, each word a record: the standard decides what it comes to. */
const stories: Readonly<Record<RiskClass, readonly string[]>> = {
  A: [
    ...repeated(22, ''),
    ...repeated(4, 'penalty'),
    ...repeated(2, 'problem'),
    'ended-abnormal',
    'penalty problem',
  ],
  B: [
    ...repeated(3, 'penalty penalty'),
    ...repeated(3, 'penalty penalty penalty'),
    ...repeated(2, 'penalty penalty problem'),
    'penalty problem breach',
    'penalty penalty ended-abnormal',
    'abnormal',
    'abnormal penalty',
    'unreachable abnormal',
  ],
  C: [
    ...repeated(3, 'penalty penalty penalty penalty problem problem'),
    'abnormal penalty penalty penalty',
    'abnormal penalty penalty breach problem',
    'abnormal unreachable penalty penalty',
    'obstructed penalty penalty',
  ],
  D: [
    ...repeated(5, 'dishonest penalty'),
    ...repeated(4, 'dishonest penalty penalty'),
    'dishonest abnormal penalty',
    'abnormal penalty penalty penalty penalty problem problem breach',
  ],
};

const recordTypes: Readonly<Record<string, string>> = {
  penalty: 'ADMINISTRATIVE_PENALTY',
  problem: 'SPOT_CHECK_PROBLEM',
  abnormal: 'ABNORMAL_OPERATION',
  'ended-abnormal': 'ABNORMAL_OPERATION',
  dishonest: 'SERIOUS_DISHONESTY',
  breach: 'COMMITMENT_BREACHED',
  unreachable: 'UNREACHABLE_AT_ADDRESS',
  obstructed: 'INSPECTION_OBSTRUCTED',
};

const shareOfCommitments = 0.2;
const shareOfCleanChecks = 0.06;
const mostTries = 50;

/** Tells what enterprises have done, so that the published standard comes to the class wanted. */
export class EnterpriseConduct {
  readonly #world: World;
  readonly #random: Random;
  readonly #standard: Standard;
  readonly #permits: number;

  constructor(world: World, permitsPerEnterprise: number) {
    this.#world = world;
    this.#random = world.random.fork('conduct');
    this.#standard = readSectorFile('enterprise-risk').standard;
    this.#permits = permitsPerEnterprise;
  }

  /** Nothing happened before `from`. Throws when no story comes to the class: then the standard has changed. */
  tell(wanted: RiskClass, from: CivilDate): Conduct[] {
    for (let tries = 1; tries <= mostTries; tries++) {
      const conduct = this.#propose(wanted, from);
      if (rate(this.#standard, conduct.map(ratedRecord), this.#world.today).gradeCode === wanted)
        return conduct;
    }
    throw new Error(
      `No story of enterprise-conduct.ts leads to class ${wanted} under the standard in force.`,
    );
  }

  #propose(wanted: RiskClass, from: CivilDate): Conduct[] {
    const words = this.#random.pick(stories[wanted]).split(' ').filter(Boolean);
    const conduct = words.map((word) => this.#conductOf(recordTypes[word] ?? word, from, word));
    for (let permit = this.#countOfPermits(); permit > 0; permit--) {
      conduct.push(this.#conductOf('ADMINISTRATIVE_PERMIT', from));
    }
    if (this.#random.chance(shareOfCommitments)) conduct.push(this.#conductOf('COMMITMENT_KEPT', from));
    if (this.#random.chance(shareOfCleanChecks)) conduct.push(this.#conductOf('SPOT_CHECK_CLEAN', from));
    return conduct;
  }

  #countOfPermits(): number {
    const whole = Math.floor(this.#permits);
    return this.#random.between(0, 2 * whole) + (this.#random.chance(this.#permits - whole) ? 1 : 0);
  }

  #conductOf(type: string, from: CivilDate, word = ''): Conduct {
    const { ids, lastDay } = this.#world;
    const days = daysBetween(from, lastDay);
    const endsAfter = word === 'ended-abnormal' ? this.#random.between(30, 90) : null;
    const on = addDays(from, this.#random.between(0, days - (endsAfter ?? 0)));
    return { id: ids.next(), type, on, endedOn: endsAfter === null ? null : addDays(on, endsAfter) };
  }
}

/** Enterprises of a worse class have been there long enough for it. */
export function conductFrom(registeredOn: CivilDate, begin: CivilDate): CivilDate {
  return laterOf(addDays(registeredOn, 1), begin);
}

function ratedRecord({ id, type, on, endedOn }: Conduct): RatedRecord {
  return { id, type, occurredOn: on, endedOn, withdrawn: false, amountHundredths: null };
}

function repeated(times: number, story: string): string[] {
  return Array.from({ length: times }, () => story);
}
