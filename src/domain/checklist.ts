import { type Photo, parsePhotos } from './photo.js';
import { DomainError } from './refusal.js';
import { parseText } from './text.js';

export const VERDICTS = ['OK', 'PROBLEM', 'NOT_APPLICABLE'] as const;
export type PointVerdict = (typeof VERDICTS)[number];

/** What an inspector says to one point of the checklist (检查要点). */
export interface PointAnswer {
  readonly pointCode: string;
  readonly verdict: PointVerdict;
  readonly remark?: string | null | undefined;
  readonly photos?: readonly Photo[] | null | undefined;
}

export interface Finding {
  readonly pointCode: string;
  readonly verdict: PointVerdict;
  readonly remark: string | null;
  readonly photos: readonly Photo[];
}

/** What a result code says about the visit. */
export interface ResultKind {
  readonly code: string;
  /** False: nobody was there, or nobody let the inspectors look. */
  readonly isMet: boolean;
  readonly isClean: boolean;
}

const LONGEST_REMARK = 1_000;

/**
 * The checklist as it may be stored, held against the result: every point is answered unless nobody could look, a problem is described,
 * and a clean result stands alone. Throws UNKNOWN_CODE, MISSING_VALUE, TOO_MANY_ITEMS, REASON_REQUIRED and WRONG_STATE.
 * Source: a visit follows its checklist and leaves a record [K]; that every point is answered [D].
 */
export function checkFindings(
  answers: readonly PointAnswer[],
  points: readonly string[],
  codes: readonly ResultKind[],
  field: readonly string[],
): Finding[] {
  if (answers.length > points.length)
    throw new DomainError('TOO_MANY_ITEMS', { field, facts: { most: points.length } });
  const findings = answers.map((answer, at) => findingOf(answer, points, [...field, String(at)]));
  const answered = new Set(findings.map(({ pointCode }) => pointCode));
  if (answered.size < findings.length) throw new DomainError('TOO_MANY_ITEMS', { field });
  const missing = points.filter((point) => !answered.has(point));
  const isMet = codes.every((code) => code.isMet);
  if (isMet && missing.length > 0) {
    throw new DomainError('MISSING_VALUE', {
      field,
      facts: { missing: missing.length, points: missing.join(' ') },
    });
  }
  return findings;
}

function findingOf(answer: PointAnswer, points: readonly string[], field: readonly string[]): Finding {
  const { pointCode, verdict, remark, photos } = answer;
  if (!points.includes(pointCode)) throw new DomainError('UNKNOWN_CODE', { field: [...field, 'pointCode'] });
  const path = [...field, 'remark'];
  if (verdict === 'PROBLEM' && !remark) throw new DomainError('REASON_REQUIRED', { field: path });
  return {
    pointCode,
    verdict,
    remark: remark ? parseText(remark, { field: path, max: LONGEST_REMARK }) : null,
    photos: parsePhotos(photos, [...field, 'photos']),
  };
}

/** A clean result stands alone, beside no other result and no problem. Throws WRONG_STATE. */
export function refuseContradiction(findings: readonly Finding[], codes: readonly ResultKind[]): void {
  const isClean = codes.some((code) => code.isClean);
  const hasProblem = findings.some(({ verdict }) => verdict === 'PROBLEM');
  if (!isClean || (!hasProblem && codes.length === 1)) return;
  throw new DomainError('WRONG_STATE', {
    field: ['input', 'resultCodes'],
    explanation: {
      zh: '“未发现问题”不能与其他结果或者有问题的检查要点并列。',
      en: 'A clean result stands alone, beside no other result and no problem of the checklist.',
    },
  });
}
