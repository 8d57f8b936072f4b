import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, type CivilDate } from './civil-date.js';
import {
  type CaseAct,
  type CaseFacts,
  earliestRepair,
  hindranceTo,
  listNotice,
  type ListTerms,
  longestSuspension,
  nextStep,
  objectionTerm,
  requireAct,
  termAsKnown,
  termEnd,
} from './list-case.js';

const TERMS: ListTerms = {
  notice: 'PRIOR_NOTICE',
  objectionWorkingDays: 5,
  decideObjectionWorkingDays: 20,
  termMonths: 36,
  leastMonths: 6,
  leastFrom: 'CORRECTION',
  decideRepairWorkingDays: 20,
  suspensionMonths: 3,
};

const CALENDAR = { years: { '2026': { holidays: ['2026-10-01'], makeUpWorkdays: [] } } };

const told: CaseFacts = {
  state: 'NOTICED',
  notice: 'PRIOR_NOTICE',
  proposedById: 'a',
  objectionUntilOn: '2026-07-08',
  objectionIsProvisional: false,
  hasOpenObjection: false,
};

describe('A case', () => {
  it('leads to no entry before the term to object has ended, and to one the day after', () => {
    const confirm = (on: CivilDate) => hindranceTo('CONFIRM', told, { officerId: 'b', on });
    expect([confirm('2026-07-08'), confirm('2026-07-09')]).toEqual(['TERM_RUNNING', null]);
  });

  it('leads to no entry while holidays that are not published yet may move the term', () => {
    const provisional = { ...told, objectionIsProvisional: true };
    const acting = { officerId: 'b', on: '2026-07-09' };
    expect(hindranceTo('CONFIRM', provisional, acting)).toBe('TERM_PROVISIONAL');
    expect(nextStep(provisional, acting.on)).toBe('CONFIRM');
  });

  it('has its term moved by holidays that were published later, never to an earlier day', () => {
    expect(termAsKnown('2026-07-08', { on: '2026-07-10', provisional: false })).toEqual({
      on: '2026-07-10',
      provisional: false,
    });
    expect(termAsKnown('2026-07-08', { on: '2026-07-07', provisional: true })).toEqual({
      on: '2026-07-08',
      provisional: true,
    });
  });

  it('leads to no entry without notice, with an objection open, or by whoever proposed it', () => {
    const by = (officerId: string) => ({ officerId, on: '2026-07-09' });
    expect(hindranceTo('CONFIRM', { ...told, state: 'PROPOSED', objectionUntilOn: null }, by('b'))).toBe(
      'NOT_TOLD',
    );
    expect(hindranceTo('CONFIRM', { ...told, hasOpenObjection: true }, by('b'))).toBe('OBJECTION_OPEN');
    expect(hindranceTo('CONFIRM', told, by('a'))).toBe('SAME_OFFICER');
  });

  it('is told in the way of its list only', () => {
    const proposed: CaseFacts = { ...told, state: 'PROPOSED', objectionUntilOn: null };
    const acting = { officerId: 'a', on: '2026-07-01' };
    const tell = (notice: CaseFacts['notice']) =>
      (['SERVE_NOTICE', 'PUBLISH'] as const).map((act) => hindranceTo(act, { ...proposed, notice }, acting));
    expect(tell('PRIOR_NOTICE')).toEqual([null, 'OTHER_NOTICE']);
    expect(tell('PUBLICITY')).toEqual(['OTHER_NOTICE', null]);
    expect(tell('COURT')).toEqual(['OTHER_NOTICE', 'OTHER_NOTICE']);
    expect(hindranceTo('SERVE_NOTICE', told, acting)).toBe('TOLD');
  });

  it('takes objections on the last day of the term and not on the next', () => {
    const object = (on: CivilDate) => hindranceTo('OBJECT', told, { officerId: 'a', on });
    expect([object('2026-07-08'), object('2026-07-09')]).toEqual([null, 'TERM_OVER']);
  });

  it('says its next step', () => {
    const step = (changes: Partial<CaseFacts>, on = '2026-07-09') => nextStep({ ...told, ...changes }, on);
    expect(step({ state: 'PROPOSED', objectionUntilOn: null })).toBe('SERVE_NOTICE');
    expect(step({ state: 'PROPOSED', objectionUntilOn: null, notice: 'PUBLICITY' })).toBe('PUBLISH');
    expect(step({ state: 'PROPOSED', objectionUntilOn: null, notice: 'COURT' })).toBe('CONFIRM');
    expect(step({}, '2026-07-08')).toBe('WAIT_FOR_OBJECTIONS');
    expect(step({ hasOpenObjection: true })).toBe('DECIDE_OBJECTION');
    expect([step({}), step({ state: 'CONFIRMED' })]).toEqual(['CONFIRM', null]);
  });

  it('refuses with the reason and, where there is one, the last day to object', () => {
    const refuse = (officerId: string) => () => {
      requireAct('CONFIRM', told, { officerId, on: '2026-07-08' }, ['input', 'caseId']);
    };
    expect(refuse('a')).toThrow(expect.objectContaining({ code: 'OWN_DRAFT' }));
    expect(refuse('b')).toThrow(
      expect.objectContaining({
        code: 'WRONG_STATE',
        details: expect.objectContaining({ facts: { until: '2026-07-08' } }) as object,
      }),
    );
  });
});

interface Act {
  readonly act: CaseAct;
  readonly officerId: string;
  readonly daysLater: number;
  readonly isUpheld: boolean;
}

const act = fc.record<Act>({
  act: fc.constantFrom('SERVE_NOTICE', 'PUBLISH', 'OBJECT', 'DECIDE_OBJECTION', 'CONFIRM', 'DROP'),
  officerId: fc.constantFrom('a', 'b', 'c'),
  daysLater: fc.nat({ max: 12 }),
  isUpheld: fc.boolean(),
});

interface Run {
  facts: CaseFacts;
  on: CivilDate;
  toldOn: CivilDate | null;
  confirmedBy: string | null;
  decidedByProposer: boolean;
}

/** What the verbs do with a case, in small: whatever is hindered changes nothing. */
function follow(run: Run, { act: one, officerId, daysLater, isUpheld }: Act): Run {
  const on = addDays(run.on, daysLater);
  const { facts } = run;
  if (hindranceTo(one, facts, { officerId, on }) !== null) return { ...run, on };
  switch (one) {
    case 'SERVE_NOTICE':
    case 'PUBLISH': {
      const { on: objectionUntilOn, provisional } = objectionTerm(TERMS, on, CALENDAR);
      const term = { objectionUntilOn, objectionIsProvisional: provisional };
      return { ...run, on, toldOn: on, facts: { ...facts, state: 'NOTICED', ...term } };
    }
    case 'OBJECT':
      return { ...run, on, facts: { ...facts, hasOpenObjection: true } };
    case 'DECIDE_OBJECTION': {
      if (!facts.hasOpenObjection) return { ...run, on };
      const state = isUpheld ? 'DROPPED' : facts.state;
      const decidedByProposer = run.decidedByProposer || officerId === facts.proposedById;
      return { ...run, on, decidedByProposer, facts: { ...facts, state, hasOpenObjection: false } };
    }
    case 'CONFIRM':
      return { ...run, on, confirmedBy: officerId, facts: { ...facts, state: 'CONFIRMED' } };
    case 'DROP':
      return { ...run, on, facts: { ...facts, state: 'DROPPED' } };
  }
}

describe('No sequence of acts', () => {
  it('reaches an entry without notice, the whole term, an answer to every objection, and two officers', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('PRIOR_NOTICE' as const, 'PUBLICITY' as const, 'COURT' as const),
        fc.array(act, { maxLength: 30 }),
        (notice, acts) => {
          const facts: CaseFacts = {
            state: 'PROPOSED',
            notice,
            proposedById: 'a',
            objectionUntilOn: null,
            objectionIsProvisional: null,
            hasOpenObjection: false,
          };
          const begun: Run = {
            facts,
            on: '2026-07-01',
            toldOn: null,
            confirmedBy: null,
            decidedByProposer: false,
          };
          let confirmedOn: CivilDate | null = null;
          let run = begun;
          for (const one of acts) {
            run = follow(run, one);
            if (run.facts.state === 'CONFIRMED') confirmedOn ??= run.on;
          }
          if (confirmedOn === null) return;
          expect(run.confirmedBy).not.toBe('a');
          expect(run.decidedByProposer).toBe(false);
          expect(run.facts.hasOpenObjection).toBe(false);
          if (notice === 'COURT') return;
          expect(run.toldOn).not.toBeNull();
          expect(confirmedOn > objectionTerm(TERMS, run.toldOn ?? '', CALENDAR).on).toBe(true);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('leads on from a case that is decided', () => {
    fc.assert(
      fc.property(fc.constantFrom('CONFIRMED' as const, 'DROPPED' as const), act, (state, one) => {
        expect(hindranceTo(one.act, { ...told, state }, { officerId: one.officerId, on: '2027-01-01' })).toBe(
          'DECIDED',
        );
      }),
    );
  });
});

describe('The terms of a list', () => {
  it('count the term to object in working days, and say when a year is not published', () => {
    expect(objectionTerm(TERMS, '2026-09-29', CALENDAR)).toEqual({ on: '2026-10-07', provisional: false });
    expect(objectionTerm(TERMS, '2026-12-30', CALENDAR)).toMatchObject({ provisional: true });
    expect(() => objectionTerm({ ...TERMS, objectionWorkingDays: null }, '2026-07-01', CALENDAR)).toThrow(
      Error,
    );
  });

  it('end an entry on the same day of the month, or never', () => {
    expect(termEnd(TERMS, '2026-07-01')).toBe('2029-07-01');
    expect(termEnd({ ...TERMS, termMonths: null }, '2026-07-01')).toBeNull();
  });

  it('let repair wait from the correction or from the entry', () => {
    expect(earliestRepair(TERMS, '2026-01-01', '2026-02-01')).toBe('2026-08-01');
    expect(earliestRepair({ ...TERMS, leastFrom: 'ENTRY' }, '2026-01-01', '2026-02-01')).toBe('2026-07-01');
    expect(earliestRepair(TERMS, '2026-01-01', '2025-02-01')).toBe('2026-07-01');
    expect(earliestRepair({ ...TERMS, leastMonths: null }, '2026-01-01', '2026-02-01')).toBeNull();
  });

  it('bound a suspension', () => {
    expect(longestSuspension(TERMS, '2026-07-01', 0)).toBe('2026-09-30');
    expect(longestSuspension(TERMS, '2026-07-01', 10)).toBe('2026-09-20');
    expect(longestSuspension(TERMS, '2026-07-01', 92)).toBe('2026-06-29');
    expect(longestSuspension({ ...TERMS, suspensionMonths: null }, '2026-07-01', 0)).toBeNull();
  });
});

describe('A notice', () => {
  const notice = {
    enterpriseName: '示例公司',
    organName: '示例机关',
    officeName: '示例科室',
    listZh: '示例名单',
    facts: '示例事实',
    legalBasis: '示例法第一条',
    measures: [{ label: '示例措施', legalBasis: '示例法第二条' }],
    objectionWorkingDays: 5,
    termMonths: 36,
  };

  it('tells facts, basis, measures with theirs, term, and the right to object', () => {
    const body = listNotice({ ...notice, kind: 'PRIOR_NOTICE' });
    for (const words of [
      '示例事实',
      '示例法第一条',
      '1. 示例措施（示例法第二条）',
      '36 个月',
      '5 个工作日',
      '陈述、申辩',
    ])
      expect(body).toContain(words);
  });

  it('of a red list is a publication', () => {
    expect(listNotice({ ...notice, termMonths: null, kind: 'PUBLICITY' })).toMatch(
      /现予公示.*无固定期限.*公示之日起 5 个工作日/s,
    );
  });
});
