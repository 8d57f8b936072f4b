/** The values that the double-publicity tables (双公示) allow in their coded columns, and what each stands for here. */

export type PartyKind = 'ORGANISATION' | 'INDIVIDUAL_BUSINESS' | 'PERSON';

export type Procedure = 'SIMPLE' | 'ORDINARY';

export type PermitKind = 'ORDINARY' | 'SPECIAL' | 'RECOGNITION' | 'APPROVAL' | 'REGISTRATION' | 'OTHER';

export type PenaltyKind =
  | 'WARNING'
  | 'CRITICISM'
  | 'FINE'
  | 'CONFISCATION'
  | 'LICENCE_SUSPENDED'
  | 'QUALIFICATION_LOWERED'
  | 'LICENCE_REVOKED'
  | 'BUSINESS_RESTRICTED'
  | 'STOP_ORDERED'
  | 'CLOSURE_ORDERED'
  | 'BARRED_FROM_TRADE'
  | 'DETENTION'
  | 'OTHER';

/** 行政相对人类别. Source: the two tables [K]. */
export const PARTY_KINDS: ReadonlyMap<string, PartyKind> = new Map([
  ['法人及非法人组织', 'ORGANISATION'],
  ['法人和非法人组织', 'ORGANISATION'],
  ['个体工商户', 'INDIVIDUAL_BUSINESS'],
  ['自然人', 'PERSON'],
]);

/** 处罚程序. Source: Law on Administrative Penalties, ch. 5 [K]. */
export const PROCEDURES: ReadonlyMap<string, Procedure> = new Map([
  ['简易', 'SIMPLE'],
  ['简易程序', 'SIMPLE'],
  ['普通', 'ORDINARY'],
  ['普通程序', 'ORDINARY'],
  ['一般程序', 'ORDINARY'],
]);

/** 许可类别. Source: Administrative Licensing Law, art. 12 [K]. */
export const PERMIT_KINDS: ReadonlyMap<string, PermitKind> = new Map([
  ['普通', 'ORDINARY'],
  ['特许', 'SPECIAL'],
  ['认可', 'RECOGNITION'],
  ['核准', 'APPROVAL'],
  ['登记', 'REGISTRATION'],
  ['其他', 'OTHER'],
]);

/**
 * 处罚类别. The "suspended or revoked" of older tables (暂扣或者吊销) is left out on purpose: which of the two must be said.
 * Source: Law on Administrative Penalties, art. 9 [L].
 */
export const PENALTY_KINDS: ReadonlyMap<string, PenaltyKind> = new Map([
  ['警告', 'WARNING'],
  ['通报批评', 'CRITICISM'],
  ['罚款', 'FINE'],
  ['没收违法所得', 'CONFISCATION'],
  ['没收非法财物', 'CONFISCATION'],
  ['暂扣许可证件', 'LICENCE_SUSPENDED'],
  ['暂扣许可证', 'LICENCE_SUSPENDED'],
  ['暂扣执照', 'LICENCE_SUSPENDED'],
  ['降低资质等级', 'QUALIFICATION_LOWERED'],
  ['吊销许可证件', 'LICENCE_REVOKED'],
  ['吊销许可证', 'LICENCE_REVOKED'],
  ['吊销执照', 'LICENCE_REVOKED'],
  ['吊销营业执照', 'LICENCE_REVOKED'],
  ['限制开展生产经营活动', 'BUSINESS_RESTRICTED'],
  ['责令停产停业', 'STOP_ORDERED'],
  ['责令关闭', 'CLOSURE_ORDERED'],
  ['限制从业', 'BARRED_FROM_TRADE'],
  ['行政拘留', 'DETENTION'],
  ['其他', 'OTHER'],
]);

/** 证件类型 of the one certificate that identifies a natural person here. */
export const IDENTITY_CARDS: ReadonlySet<string> = new Set([
  '身份证',
  '居民身份证',
  '中华人民共和国居民身份证',
]);

const OTHER_AND_WHICH = /^其他[-－—:：(（]/;

/**
 * The kinds of penalty in a cell, each once, in the order given: joined by 、 or a comma, semicolon or slash. "其他-" is
 * followed by free words up to the next semicolon. Null when one of them is not in the law's list.
 */
export function readPenaltyKinds(text: string): PenaltyKind[] | null {
  const kinds: PenaltyKind[] = [];
  for (const group of text.split(/[;；\n]/)) {
    let rest = group.trim();
    while (rest !== '') {
      if (OTHER_AND_WHICH.test(rest)) rest = '其他';
      const end = rest.search(/[、,，/]/);
      const kind = PENALTY_KINDS.get((end < 0 ? rest : rest.slice(0, end)).trim());
      if (kind === undefined) return null;
      if (!kinds.includes(kind)) kinds.push(kind);
      rest = end < 0 ? '' : rest.slice(end + 1).trim();
    }
  }
  return kinds;
}

/** Where the table has no column for the procedure, a remark may name it. */
export function namesSimpleProcedure(remark: string): boolean {
  return remark === '简易' || remark.includes('简易程序') || remark.includes('简易处罚');
}
