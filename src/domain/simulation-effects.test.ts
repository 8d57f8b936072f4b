import { describe, expect, it } from '@jest/globals';
import { turnedPairs, workloadOf } from './simulation-effects.js';
import type { Treatment, TreatmentKind, TreatmentUnit } from './treatment.js';

const SOURCE = { instrument: 'Invented for this test', mark: 'D', checkedOn: '2026-11-26' } as const;

function treatment(
  gradeCode: string,
  kind: TreatmentKind,
  [value, unit]: [number, TreatmentUnit],
  code?: string,
): Treatment {
  const rest = { validFrom: '2026-01-01', reason: '示例', source: SOURCE };
  return { gradeCode, kind, value, unit, ...(code === undefined ? {} : { code }), ...rest };
}

const HEAVY = [
  treatment('KEY', 'INSPECTION_INTERVAL', [14, 'DAY']),
  treatment('WATCH', 'INSPECTION_INTERVAL', [1, 'WEEK']),
  treatment('WATCH', 'EXTRA_PATROLS', [2, 'PER_MONTH']),
  treatment('WATCH', 'INSPECTION_EFFORT', [25, 'HUNDREDTH_DAY']),
  treatment('KEY', 'INSPECTION_EFFORT', [25, 'HUNDREDTH_DAY']),
];

describe('the workload that a draft changes', () => {
  it('counts inspections a month by interval and extra patrols, in hundredths', () => {
    const moves = [
      { fromGradeCode: 'KEY', toGradeCode: 'WATCH', subjectCount: 10 },
      { fromGradeCode: 'WATCH', toGradeCode: 'WATCH', subjectCount: 4 },
    ];
    // A month has 30.4375 days: 10 × 2.174107 + 4 × (4.348214 + 2) before, 14 × 6.348214 after.
    expect(workloadOf(moves, HEAVY, HEAVY)).toMatchObject({
      inspectionsPerMonthHundredths: { before: 4713, after: 8888 },
      inspectorDaysPerMonthHundredths: { before: 1178, after: 2222 },
    });
  });

  it('counts half-months and months as parts of a month, and nothing where no interval is set', () => {
    const policy = [
      treatment('A', 'INSPECTION_INTERVAL', [1, 'HALF_MONTH']),
      treatment('B', 'INSPECTION_INTERVAL', [3, 'MONTH']),
    ];
    const moves = [
      { fromGradeCode: 'A', toGradeCode: 'B', subjectCount: 30 },
      { fromGradeCode: null, toGradeCode: 'C', subjectCount: 9 },
    ];
    const { inspectionsPerMonthHundredths } = workloadOf(moves, policy, policy);
    expect(inspectionsPerMonthHundredths).toEqual({ before: 6000, after: 1000 });
  });

  it('counts what one draw takes by the ratios of the classes', () => {
    const policy = [
      treatment('A', 'SPOT_CHECK_RATIO', [100, 'BASIS_POINT']),
      treatment('D', 'SPOT_CHECK_RATIO', [3000, 'BASIS_POINT']),
    ];
    const moves = [{ fromGradeCode: 'D', toGradeCode: 'A', subjectCount: 1_000 }];
    expect(workloadOf(moves, policy, policy).drawnPerDrawHundredths).toEqual({
      before: 30_000,
      after: 1_000,
    });
  });
});

describe('approvals that a draft turns', () => {
  it('are those of grades whose effects differ before and after', () => {
    const before = [treatment('C', 'APPROVAL_EFFECT', [1, 'NONE'], 'KEY_REVIEW')];
    const after = [...before, treatment('A', 'APPROVAL_EFFECT', [1, 'NONE'], 'FAST_TRACK')];
    const moves = [
      { fromGradeCode: 'A', toGradeCode: 'A', subjectCount: 5 },
      { fromGradeCode: 'C', toGradeCode: 'C', subjectCount: 5 },
      { fromGradeCode: 'C', toGradeCode: 'B', subjectCount: 1 },
      { fromGradeCode: null, toGradeCode: 'B', subjectCount: 1 },
    ];
    expect(turnedPairs(moves, before, after)).toEqual([moves[0], moves[2]]);
  });
});
