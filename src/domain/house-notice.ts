import type { CivilDate } from './civil-date.js';
import { measuresIn, type NoticeFacts, objectionTo, reasonsIn } from './grade-notice.js';
import { bandByCode } from './standard.js';

/** Where it is about, and who gives the notice. */
export interface NoticedHouse {
  readonly address: string;
  readonly addressCode: string;
  readonly stationName: string;
  readonly villageName: string;
  readonly townName: string | null;
  readonly noticedOn: CivilDate;
}

/** A tier that has changed, with what it rests on and what follows from it. */
export interface TierNotice extends Pick<NoticeFacts, 'standard' | 'reasons' | 'treatments'> {
  readonly gradeBefore: string | null;
  readonly gradeAfter: string;
}

/** A hazard as a notice tells of it. */
export interface HazardNotice {
  readonly item: string;
  readonly description: string | null;
  readonly dueOn: CivilDate;
  readonly failureCount: number;
  /** The day on which it was looked at. */
  readonly happenedOn: CivilDate;
}

/** The department that punishes, and by which law. */
export interface TransferNotice extends HazardNotice {
  readonly organ: string;
  readonly legalBasis: string;
}

/*
 * Notices of a station in Chinese. They name house, facts, basis and how to object, and nobody: who the owner is knows whoever delivers
 * them. Source: facts, reasons, basis and the right to object before anything that burdens [L]; their form [D].
 */

/** The owner is told that the tier of the house has changed (等级变动告知书). */
export function tierNotice(house: NoticedHouse, facts: TierNotice): string {
  const { standard, gradeBefore, gradeAfter } = facts;
  const { stationName: officeName, noticedOn: on } = house;
  const to = bandByCode(standard, gradeAfter).label.zh;
  const from = standard.bands.find(({ code }) => code === gradeBefore)?.label.zh;
  const change = from === undefined ? `评定为“${to}”` : `由“${from}”变动为“${to}”`;
  return letter('出租屋等级变动告知书', '房主：', house, [
    `一、变动事项：依据《${standard.title.zh}》（${standard.version} 版），${placeOf(house)}的等级自 ${on} 起${change}。`,
    `二、事实、理由和依据：${reasonsIn({ ...facts, on })}`,
    `三、措施：${measuresIn(facts, '变动前')}`,
    `四、异议：${objectionTo({ officeName, standard })}`,
  ]);
}

/** The owner is reminded of a term that ends soon (整改期限提醒). */
export function reminderNotice(house: NoticedHouse, hazard: HazardNotice): string {
  return letter('隐患整改期限提醒', '房主：', house, [
    `${placeOf(house)}查见${findingOf(hazard)}，整改期限至 ${hazard.dueOn}（含当日）届满。请按期整改，并保留整改凭证备查；期满后将有民警复查。`,
  ]);
}

/** The owner is told that a rectification has failed (逾期未整改告知书). */
export function failureNotice(house: NoticedHouse, hazard: HazardNotice): string {
  return letter('逾期未整改告知书', '房主：', house, [
    `一、事实：${placeOf(house)}的${findingOf(hazard)}，经 ${hazard.happenedOn} 复查仍未整改，已累计逾期 ${hazard.failureCount} 次。`,
    `二、要求：${askedBy(house, hazard)}逾期记入房屋信用档案，影响等级和检查频次；多次逾期的，移送主管部门依法处理。`,
    `三、异议：如有异议，可以向${house.stationName}陈述、申辩。`,
  ]);
}

/** Village committee or town is told to press for rectification (督促整改函). */
export function pressingNotice(
  house: NoticedHouse,
  hazard: HazardNotice,
  to: 'VILLAGE_COMMITTEE' | 'TOWN',
): string {
  const addressee =
    to === 'TOWN' ? townOffice(house.townName ?? house.villageName) : committeeOf(house.villageName);
  return letter('督促整改函', `${addressee}：`, house, [
    `${placeOf(house)}的${findingOf(hazard)}，经 ${hazard.happenedOn} 复查仍未整改，已累计逾期 ${hazard.failureCount} 次，新的期限至 ${hazard.dueOn}（含当日）。请督促房主、管理人按期整改，并将督促情况告知我所。`,
  ]);
}

/** The competent department, or the owner, is told that the case was handed over (案件移送函). */
export function transferNotice(
  house: NoticedHouse,
  transfer: TransferNotice,
  to: 'AUTHORITY' | 'OWNER',
): string {
  const { organ, legalBasis } = transfer;
  const fact = `${placeOf(house)}的${findingOf(transfer)}等隐患 ${transfer.failureCount} 次逾期未整改`;
  if (to === 'AUTHORITY') {
    return letter('案件移送函', `${organ}：`, house, [
      `${fact}。依据${legalBasis}，现移送贵单位依法处理，案卷附后。处理结果请函复我所。`,
    ]);
  }
  return letter('案件移送告知书', '房主：', house, [
    `一、事实：${fact}。`,
    `二、处理：已于 ${house.noticedOn} 移送${organ}依法处理，依据${legalBasis}。`,
    `三、异议：如有异议，可以向${organ}或者${house.stationName}陈述、申辩。`,
  ]);
}

function askedBy({ noticedOn }: NoticedHouse, { dueOn }: HazardNotice): string {
  if (dueOn < noticedOn) return `新的期限已于 ${dueOn} 届满，请立即整改。`;
  return `请于 ${dueOn} 前（含当日）整改完毕。`;
}

/** Villages have a 村民委员会, urban communities a 居民委员会. */
function committeeOf(village: string): string {
  if (village.endsWith('村')) return `${village}民委员会`;
  return village.endsWith('社区') ? `${village}居民委员会` : `${village}村（居）民委员会`;
}

/** A subdistrict has an office (街道办事处), a town a government. */
function townOffice(town: string): string {
  return town.endsWith('街道') ? `${town}办事处` : `${town}人民政府`;
}

function letter(
  title: string,
  addressee: string,
  house: NoticedHouse,
  paragraphs: readonly string[],
): string {
  return [title, addressee, ...paragraphs, `${house.stationName}　${house.noticedOn}`].join('\n');
}

function placeOf({ address, addressCode }: NoticedHouse): string {
  return `出租屋“${address}”（${addressCode}）`;
}

function findingOf({ item, description }: HazardNotice): string {
  return description === null ? `“${item}”隐患` : `“${item}”隐患（${description}）`;
}
