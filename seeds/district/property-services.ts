import { hash } from 'node:crypto';
import { addDays } from '../../src/domain/civil-date.js';
import type { Random } from './random.js';
import { recordedOn, type World } from './world.js';

/** The sector that grades property services (物业服务信用评价). */
export const PROPERTY_SERVICE_SECTOR = 'property-service';

const shareOfJoined = 0.9;
const mostItems = 5;
const mostPoints = 6;
const shareOfGood = 0.6;
const daysCounted = 360;
const association = '鹤山市物业服务信用评价办公室';

/** What counts for the grades of property services; whoever has not joined the scheme stays without a grade. */
export function addPropertyServiceRecords(world: World, random: Random, subjectId: string): void {
  if (!random.chance(shareOfJoined)) return;
  add(world, random, { subjectId, type: 'PROPERTY_CREDIT_JOINED', content: '示例：参加信用评价' });
  for (let item = random.between(0, mostItems); item > 0; item--) {
    const isGood = random.chance(shareOfGood);
    add(world, random, {
      subjectId,
      type: isGood ? 'PROPERTY_GOOD_CONDUCT' : 'PROPERTY_BAD_CONDUCT',
      content: isGood ? '示例：受到表扬' : '示例：公共设施维护不到位',
      points: random.between(1, mostPoints),
    });
  }
}

interface PropertyRecord {
  readonly subjectId: string;
  readonly type: string;
  readonly content: string;
  readonly points?: number;
}

function add({ ids, rows, today }: World, random: Random, record: PropertyRecord): void {
  const { subjectId, type, content, points } = record;
  const id = ids.next();
  const on = addDays(today, -random.between(1, daysCounted));
  rows.add('credit_record', {
    id,
    subjectId,
    type,
    occurredOn: on,
    endedOn: null,
    endedRecordedAt: null,
    amountHundredths: points === undefined ? null : points * 100,
    documentNumber: null,
    organName: association,
    content,
    publishedUntilOn: null,
    sourceKey: hash('sha256', `demo ${id}`, 'buffer'),
    officeId: null,
    recordedAt: recordedOn(on),
    hazardId: null,
  });
}
