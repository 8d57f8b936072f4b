import { hash } from 'node:crypto';
import { addDays, addMonths, type CivilDate } from '../../src/domain/civil-date.js';
import type { Conduct, RiskClass } from './enterprise-conduct.js';
import type { OfficeOnFile } from './offices.js';
import type { Random } from './random.js';
import { earlierOf, recordedOn, type World } from './world.js';

export interface EnterpriseFile {
  readonly subjectId: string;
  readonly office: OfficeOnFile;
  readonly conduct: readonly Conduct[];
  readonly wanted: RiskClass;
  readonly isBuilder: boolean;
}

/** What a record says, how its decision is numbered, and who decided unless it was market regulation. */
const wording: Readonly<Record<string, { content: string; document: string; organ?: string }>> = {
  ADMINISTRATIVE_PENALTY: { content: '示例：罚款', document: '示例罚' },
  ADMINISTRATIVE_PERMIT: { content: '示例：准予许可', document: '示例许' },
  ABNORMAL_OPERATION: { content: '示例：列入经营异常名录', document: '示例异' },
  SERIOUS_DISHONESTY: { content: '示例：列入严重违法失信名单', document: '示例失' },
  JUDGMENT_DEFAULT: { content: '示例：列为失信被执行人', document: '示例执', organ: '鹤山市人民法院' },
  WAGE_ARREARS: {
    content: '示例：拖欠农民工工资',
    document: '示例薪',
    organ: '鹤山市人力资源和社会保障局',
  },
  HONOUR: { content: '示例：评为诚信典型', document: '示例诚', organ: '鹤山市发展和改革局' },
  COMMITMENT_KEPT: { content: '示例：按期履行信用承诺', document: '示例诺' },
  COMMITMENT_BREACHED: { content: '示例：未履行信用承诺', document: '示例诺' },
  SPOT_CHECK_PROBLEM: { content: '示例：抽查发现问题已责令改正', document: '示例查' },
  SPOT_CHECK_CLEAN: { content: '示例：抽查未发现问题', document: '示例查' },
  UNREACHABLE_AT_ADDRESS: { content: '示例：通过登记的住所无法联系', document: '示例查' },
  INSPECTION_OBSTRUCTED: { content: '示例：不配合检查情节严重', document: '示例查' },
};

/** The list that an organ's decision puts an enterprise on; the record in its file is the other face of it. */
const listOf: Readonly<Record<string, string>> = {
  ABNORMAL_OPERATION: 'ABNORMAL_OPERATION',
  SERIOUS_DISHONESTY: 'SERIOUS_DISHONESTY',
  JUDGMENT_DEFAULT: 'JUDGMENT_DEFAULTER',
  WAGE_ARREARS: 'WAGE_ARREARS',
  HONOUR: 'HONEST_EXEMPLAR',
};

const fenPerYuan = 100;
const monthsPublished = 12;
const shareOfExemplars = 0.05;
const shareOfDefaulters = 0.25;
const shareOfArrears = 0.04;
const shareOfFocus = 0.2;
const shareOfSuspended = 0.2;
const yearsOnSeriousList = 3;

/** Records of an enterprise, and the list entries that stand for some of them. */
export function addEnterpriseRecords(world: World, random: Random, file: EnterpriseFile): void {
  for (const conduct of [...file.conduct, ...judgedElsewhere(world, random, file)]) {
    addRecord(world, random, file, conduct);
    const list = listOf[conduct.type];
    if (list !== undefined) addListEntry(world, random, file, { list, ...conduct });
  }
  if (file.isBuilder && file.wanted !== 'A' && random.chance(shareOfFocus)) {
    const on = addDays(world.today, -random.between(5, 300));
    addListEntry(world, random, file, {
      list: 'CONSTRUCTION_FOCUS',
      type: 'CONSTRUCTION_FOCUS',
      on,
      endedOn: null,
    });
  }
}

/** What courts and other organs decided: on lists and in the file, but no part of the risk class. */
function judgedElsewhere({ ids, today }: World, random: Random, { wanted }: EnterpriseFile): Conduct[] {
  const decide = (type: string): Conduct[] => [
    { id: ids.next(), type, on: addDays(today, -random.between(5, 120)), endedOn: null },
  ];
  if (wanted === 'A') return random.chance(shareOfExemplars) ? decide('HONOUR') : [];
  if (wanted === 'B') return [];
  return [
    ...(random.chance(shareOfDefaulters) ? decide('JUDGMENT_DEFAULT') : []),
    ...(random.chance(shareOfArrears) ? decide('WAGE_ARREARS') : []),
  ];
}

function addRecord(world: World, random: Random, file: EnterpriseFile, conduct: Conduct): void {
  const { id, type, on, endedOn } = conduct;
  const isPenalty = type === 'ADMINISTRATIVE_PENALTY';
  const { content, document, organ } = wordingOf(type);
  world.rows.add('credit_record', {
    id,
    subjectId: file.subjectId,
    type,
    occurredOn: on,
    endedOn,
    endedRecordedAt: endedOn === null ? null : recordedOn(endedOn),
    amountHundredths: isPenalty ? random.between(1, 100) * 500 * fenPerYuan : null,
    documentNumber: `${document}〔${on.slice(0, 4)}〕${random.between(1, 99_999)}号`,
    organName: organ ?? file.office.name,
    content,
    publishedUntilOn: isPenalty ? addMonths(on, monthsPublished) : null,
    sourceKey: hash('sha256', `demo ${id}`, 'buffer'),
    officeId: organ === undefined ? file.office.id : null,
    recordedAt: recordedOn(earlierOf(addDays(on, random.between(0, 7)), world.lastDay)),
    hazardId: null,
  });
}

function wordingOf(type: string) {
  const words = wording[type];
  if (words === undefined) throw new Error(`No words for records of the type ${type}.`);
  return words;
}

interface Listing {
  readonly list: string;
  readonly type: string;
  readonly on: CivilDate;
  readonly endedOn: CivilDate | null;
}

function addListEntry(world: World, random: Random, file: EnterpriseFile, listing: Listing): void {
  const { list, type, on, endedOn } = listing;
  const isSuspended = list === 'JUDGMENT_DEFAULTER' && random.chance(shareOfSuspended);
  world.rows.add('list_entry', {
    id: world.ids.next(),
    subjectId: file.subjectId,
    listCode: list,
    decisionNumber: `示例列〔${on.slice(0, 4)}〕${random.between(1, 99_999)}号`,
    organName: wording[type]?.organ ?? file.office.name,
    validFrom: on,
    validTo: list === 'SERIOUS_DISHONESTY' ? addMonths(on, yearsOnSeriousList * 12) : endedOn,
    suspendedUntilOn: isSuspended ? addDays(world.today, random.between(10, 80)) : null,
    recordedAt: recordedOn(on),
    endedRecordedAt: endedOn === null ? null : recordedOn(endedOn),
  });
}
