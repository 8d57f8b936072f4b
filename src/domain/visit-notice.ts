import type { CivilDate } from './civil-date.js';

/** A visit as whoever is visited is told of it. There is no class and no ratio in it, on purpose (不公开). */
export interface VisitNotice {
  readonly enterpriseName: string;
  readonly creditCode: string;
  readonly officeName: string;
  readonly drawTitle: string;
  readonly items: readonly string[];
  readonly inspectors: readonly { readonly name: string; readonly certificateNumber: string }[];
  readonly visitOn: CivilDate;
  /** Inspections of the enterprise this year before this one, remote ones included. */
  readonly inspectedThisYear: number;
  readonly recusalUntilOn: CivilDate;
  readonly noticedOn: CivilDate;
}

/** What an order to correct is about. */
export interface CorrectionNotice extends Pick<
  VisitNotice,
  'enterpriseName' | 'creditCode' | 'officeName' | 'noticedOn'
> {
  readonly requirement: string;
  readonly legalBasis: string;
  readonly dueOn: CivilDate;
}

const BASIS =
  '依据《国务院办公厅关于严格规范涉企行政检查的意见》（国办发〔2024〕54号）和《国务院关于加强和规范事中事后监管的指导意见》（国发〔2019〕18号）';

/**
 * An enterprise is told that it was drawn (行政检查通知书): what is looked at, who comes with which certificate, how often it was inspected
 * this year, and that it may ask for recusal and until when. Source: approved, told, recorded on arrival (国办发〔2024〕54号) [S]; recusal [L].
 */
export function visitNotice(notice: VisitNotice): string {
  const { visitOn, items, inspectors, inspectedThisYear, recusalUntilOn, officeName } = notice;
  const looked = items.length === 0 ? '依法登记、公示事项' : items.join('、');
  return letter('“双随机、一公开”抽查行政检查通知书', notice, [
    `一、检查依据：${BASIS}，贵单位在“${notice.drawTitle}”中经随机抽取为检查对象。随机抽取过程可凭公开的证明自行验证。`,
    `二、检查时间和事项：本机关定于 ${visitOn} 对贵单位检查，事项为：${looked}。`,
    `三、检查人员：${namesOf(inspectors)}。检查人员不少于两人，到场应当主动出示执法证件并登记（扫码入企）；不出示的，贵单位有权拒绝检查。`,
    `四、本年度检查次数：本次之前，贵单位本年度已接受行政检查 ${inspectedThisYear} 次。`,
    `五、申请回避：贵单位认为检查人员与本单位有直接利害关系、可能影响公正检查的，可以在 ${recusalUntilOn} 前（含当日）向${officeName}申请其回避。回避由其他人员决定，并书面告知理由。`,
    '六、陈述和申辩：贵单位对检查过程和结果享有陈述、申辩的权利；抽查结果依法向社会公示，认为公示信息有误的，可以申请更正。',
  ]);
}

/** An enterprise is told that somebody else comes than it was told before (检查人员变更告知). */
export function replacementNotice(
  notice: VisitNotice,
  { outName, reason }: { readonly outName: string; readonly reason: string },
): string {
  return letter('检查人员变更告知书', notice, [
    `原定检查人员${outName}因“${reason}”不再参加 ${notice.visitOn} 对贵单位的检查，由随机抽取的次序递补。现检查人员为：${namesOf(notice.inspectors)}。`,
    `如认为现检查人员应当回避，可以在 ${notice.recusalUntilOn} 前（含当日）向${notice.officeName}提出。`,
  ]);
}

/** An enterprise is ordered to correct what was found (责令改正通知书). */
export function correctionOrderNotice(notice: CorrectionNotice): string {
  return letter('责令改正通知书', notice, [
    `一、事实和要求：${notice.requirement}`,
    `二、依据：${notice.legalBasis}。`,
    `三、期限：请于 ${notice.dueOn} 前（含当日）改正，并保留改正凭证备查；期满后本机关将复查，逾期不改正的依法处理并记入信用档案。`,
    `四、救济：如不服本通知，可以向${notice.officeName}陈述、申辩，也可以依法申请行政复议或者提起行政诉讼。`,
  ]);
}

/** An enterprise is reminded of a term that ends soon (改正期限提醒). */
export function correctionReminder(notice: CorrectionNotice): string {
  return letter('改正期限提醒', notice, [
    `责令改正事项“${notice.requirement}”的期限至 ${notice.dueOn} 届满。请按期改正，并保留改正凭证备查；期满后将复查。`,
  ]);
}

function namesOf(inspectors: VisitNotice['inspectors']): string {
  return inspectors
    .map(({ name, certificateNumber }) => `${name}（执法证号 ${certificateNumber}）`)
    .join('、');
}

function letter(
  title: string,
  {
    enterpriseName,
    creditCode,
    officeName,
    noticedOn,
  }: Pick<VisitNotice, 'enterpriseName' | 'creditCode' | 'officeName' | 'noticedOn'>,
  paragraphs: readonly string[],
): string {
  return [
    title,
    `${enterpriseName}（统一社会信用代码 ${creditCode}）：`,
    ...paragraphs,
    `${officeName}　${noticedOn}`,
  ].join('\n');
}
