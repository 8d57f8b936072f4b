import { hash } from 'node:crypto';
import type pg from 'pg';
import type { CivilDate } from '../../src/domain/civil-date.js';
import { ENTERPRISE_RISK_SECTOR, RENTAL_HOUSE_SECTOR } from '../../src/domain/sectors.js';
import { type Standard, typesNamedBy } from '../../src/domain/standard.js';
import { readCatalogues, readSectorFiles } from '../reference-files.js';
import { Enrolment } from './enrolment.js';
import type { CountyOnMap } from './enterprises.js';
import { addHouseholds } from './households.js';
import { type Participant, Participants } from './participants.js';
import { PROPERTY_SERVICE_SECTOR } from './property-services.js';
import type { Random } from './random.js';
import { sceneOf } from './scenes.js';
import { type Course, type Happening, SectorConduct } from './sector-conduct.js';
import { vocabularyOf } from './vocabulary.js';
import { recordedOn, type World } from './world.js';

/** These have whole files of their own in the district. */
const toldElsewhere = [ENTERPRISE_RISK_SECTOR, RENTAL_HOUSE_SECTOR, PROPERTY_SERVICE_SECTOR];
/** One subject in so many is an example to others, has not been looked at yet, or is exempt where the standard exempts anybody. */
const exemplaryEvery = 5;
const unseenEvery = 10;
const exemptEvery = 20;
const shareOfHouseholdItself = 0.5;

export interface ScenarioPlan {
  readonly county: CountyOnMap;
  /** How many subjects of each kind take part in each sector. */
  readonly count: number;
}

/**
 * Lets some subjects of one county take part in every sector whose standard is in force, so that each can be looked at.
 * The county is real, the schemes are those of other places, and all that is said of anybody is invented.
 *
 * @returns the subjects that are to be rated, by sector.
 */
export async function addScenarios(
  world: World,
  client: pg.ClientBase,
  { county, count }: ScenarioPlan,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { today, begin, lastDay } = world;
  const standards = standardsInForce(today);
  const told = standards.filter(({ sector }) => !toldElsewhere.includes(sector));
  const households = addHouseholds(world, county, count);
  const where = { county: county.code, since: begin };
  const participants = await Participants.find(client, where, households);
  const files = new ScenarioFiles(world, new Enrolment(told, households));
  const isShared = sharedTypes(standards);
  for (const standard of told) {
    const random = world.random.fork(`scenario ${standard.sector}`);
    const conduct = new SectorConduct(random, vocabularyOf(standard, isShared), { today, lastDay });
    for (const [at, participant] of participants.of(standard, count).entries()) {
      const mayBeVetoed = participant.kind === 'ENTERPRISE';
      const story = conduct.tell(courseOf(at), files.typesOf(participant.id), mayBeVetoed);
      for (const paper of story.papers) files.add(standard, participant, paper);
      for (const deed of story.deeds) files.add(standard, doerOf(random, standard, participant), deed);
    }
  }
  return files.enrolment.subjectIds;
}

/** The version of each sector that is in force on the day, in the order of their codes. */
function standardsInForce(on: CivilDate): Standard[] {
  const inForce = new Map<string, Standard>();
  for (const { standard } of readSectorFiles()) {
    const known = inForce.get(standard.sector);
    const isLater = known === undefined || known.inForceFrom < standard.inForceFrom;
    if (standard.inForceFrom <= on && isLater) inForce.set(standard.sector, standard);
  }
  return [...inForce.values()].sort((one, other) => (one.sector < other.sector ? -1 : 1));
}

/**
 * Types of the catalogue count in many sectors and stand for entries of lists, and risk classes are dealt out in published
 * shares: neither may move with a scenario.
 */
function sharedTypes(standards: readonly Standard[]): (type: string) => boolean {
  const risk = standards.filter(({ sector }) => toldElsewhere.includes(sector)).flatMap(typesNamedBy);
  const shared = new Set([...readCatalogues().recordTypes.map(({ code }) => code), ...risk]);
  return (type) => shared.has(type);
}

function courseOf(at: number): Course {
  if (at % unseenEvery === 3) return 'UNSEEN';
  if (at % exemptEvery === 7) return 'EXEMPT';
  return at % exemplaryEvery === 1 ? 'EXEMPLARY' : 'ORDINARY';
}

/** What counts for a household was done by one of its members, where those count for it, or by all of them together. */
function doerOf(random: Random, { members }: Standard, participant: Participant): Participant {
  if (members === undefined || participant.memberIds.length === 0) return participant;
  if (random.chance(shareOfHouseholdItself)) return participant;
  return { id: random.pick(participant.memberIds), kind: 'PERSON', memberIds: [] };
}

/** The records of the scenarios, and whom they bring into which sectors. */
class ScenarioFiles {
  readonly enrolment: Enrolment;
  readonly #world: World;
  readonly #types = new Map<string, Set<string>>();

  constructor(world: World, enrolment: Enrolment) {
    this.#world = world;
    this.enrolment = enrolment;
  }

  typesOf(subjectId: string): ReadonlySet<string> {
    return this.#types.get(subjectId) ?? new Set();
  }

  add({ sector, recordTypes = [], ...standard }: Standard, subject: Participant, happening: Happening): void {
    const { ids, rows } = this.#world;
    const { type, on, amountHundredths } = happening;
    const id = ids.next();
    const indicator = standard.indicators.find((named) => named.recordTypes.includes(type));
    const label = indicator?.label ?? recordTypes.find(({ code }) => code === type)?.label;
    rows.add('credit_record', {
      id,
      subjectId: subject.id,
      type,
      occurredOn: on,
      endedOn: null,
      endedRecordedAt: null,
      amountHundredths,
      documentNumber: null,
      organName: sceneOf(sector).organ,
      content: `示例：${label?.zh ?? type}`,
      publishedUntilOn: null,
      sourceKey: hash('sha256', `demo ${id}`, 'buffer'),
      officeId: null,
      recordedAt: recordedOn(on),
      hazardId: null,
    });
    this.#types.set(subject.id, new Set([...this.typesOf(subject.id), type]));
    this.enrolment.note(subject, type);
  }
}
