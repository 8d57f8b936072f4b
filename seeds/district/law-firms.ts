import { addDays } from '../../src/domain/civil-date.js';
import type { CountyOnMap } from './enterprises.js';
import { citizenNumber, creditCode, personName, phone } from './invented.js';
import { recordedOn, type World } from './world.js';

const legalServices = '7231';
/** Lawyers' names and numbers take their places from here on, after those of all landlords. */
const firstLawyer = 100_000;
const yearsOfPractice = 20;

/** Law firms and their lawyers, numbered on from `first` within the district. Nothing bad is on anybody's file. */
export function addLawFirms(
  world: World,
  county: CountyOnMap,
  { lawFirms, lawyers, first }: { lawFirms: number; lawyers: number; first: number },
): void {
  const firmIds = Array.from({ length: lawFirms }, (_, at) => addLawFirm(world, county, at + 1));
  for (let at = 0; at < lawyers; at++) {
    const firmId = firmIds[at % firmIds.length];
    if (firmId !== undefined) addLawyer(world, county, { firmId, index: firstLawyer + first + at });
  }
}

function addLawFirm({ ids, rows, random, today }: World, county: CountyOnMap, number: number): string {
  const id = ids.next();
  const [village] = county.villages;
  if (village === undefined) throw new Error(`${county.name} has no villages.`);
  const registeredOn = addDays(
    today,
    -random.fork(`law firm ${county.code} ${number}`).between(800, yearsOfPractice * 365),
  );
  rows.add('subject', {
    id,
    kind: 'LAW_FIRM',
    creditCode: creditCode('31', county.code, number),
    name: `广东示例${String(number).padStart(3, '0')}律师事务所（${county.name}）`,
    regionCode: village.code,
    status: 'ACTIVE',
    openedOn: registeredOn,
    recordedAt: recordedOn(registeredOn),
  });
  rows.add('enterprise', {
    id,
    category: 'LAW_FIRM',
    industryCode: legalServices,
    address: `${county.name}${village.name}示例路${number}号`,
    registeredOn,
    registeredCapitalFen: null,
  });
  return id;
}

function addLawyer(
  { ids, rows, begin }: World,
  county: CountyOnMap,
  { firmId, index }: { firmId: string; index: number },
): void {
  const id = ids.next();
  rows.add('subject', {
    id,
    kind: 'LAWYER',
    creditCode: null,
    name: null,
    regionCode: county.code,
    status: 'ACTIVE',
    openedOn: begin,
    recordedAt: recordedOn(begin),
  });
  rows.add('person', {
    id,
    name: personName(index),
    phone: phone(index),
    citizenNumber: citizenNumber(county.code, index),
  });
  rows.add('lawyer', { id, licenceNumber: `示例${String(index).padStart(8, '0')}`, lawFirmId: firmId });
}
