import {
  failureNotice,
  type HazardNotice,
  type NoticedHouse,
  pressingNotice,
  reminderNotice,
  tierNotice,
  transferNotice,
} from '../../domain/house-notice.js';
import { RENTAL_HOUSE_SECTOR } from '../../domain/sectors.js';
import { treatmentInWords } from '../../domain/treatment-words.js';
import type { NoticeRow } from '../../store/notices.js';
import { READ_POLICIES } from '../../store/treatments.js';
import type { Context } from '../context.js';
import { throughItsMillisecond } from '../moment.js';
import { oncePerRequest } from '../once-per-request.js';
import { explainRating } from '../steps/explain-rating.js';

/**
 * Writes the text of a notice in Chinese, from the facts that it keeps and from the histories as they were known when it came about: so it
 * reads the same today as on its day.
 */
export async function writeNotice(context: Context, notice: NoticeRow): Promise<string> {
  const house: NoticedHouse = notice;
  switch (notice.kind) {
    case 'TIER_CHANGED':
      return writeTierNotice(context, notice);
    case 'RECTIFICATION_DUE':
      return reminderNotice(house, hazardOf(notice));
    case 'RECTIFICATION_FAILED':
      return failureNotice(house, hazardOf(notice));
    case 'PRESS_FOR_RECTIFICATION':
      return pressingNotice(
        house,
        hazardOf(notice),
        notice.recipient === 'TOWN' ? 'TOWN' : 'VILLAGE_COMMITTEE',
      );
    case 'TRANSFERRED': {
      const { organZh, legalBasis } = notice;
      const transfer = { ...hazardOf(notice), organ: organZh ?? '', legalBasis: legalBasis ?? '' };
      return transferNotice(house, transfer, notice.recipient === 'OWNER' ? 'OWNER' : 'AUTHORITY');
    }
  }
}

function hazardOf(notice: NoticeRow): HazardNotice {
  const { itemZh, description, dueOn, noticedOn, happenedOn, failureCount } = notice;
  return {
    item: itemZh ?? '',
    description,
    dueOn: dueOn ?? noticedOn,
    happenedOn: happenedOn ?? noticedOn,
    failureCount: failureCount ?? 0,
  };
}

async function writeTierNotice(context: Context, notice: NoticeRow): Promise<string> {
  const { standardId, houseId, noticedOn, recordedAt, gradeBefore, gradeAfter } = notice;
  if (standardId === null || gradeAfter === null) throw new Error(`Notice ${notice.id} lacks its tier.`);
  const { standard, reasons } = await explainRating(context, {
    standardId,
    subjectId: houseId,
    ratedOn: noticedOn,
    recordedAt,
  });
  const policies = await policiesOn(context, {
    on: noticedOn,
    regionCode: notice.regionCode,
    knownAt: recordedAt,
  });
  const clausesOf = (code: string | null) =>
    policies.filter((row) => row.gradeCode === code).map(treatmentInWords);
  const treatments = { from: clausesOf(gradeBefore), to: clausesOf(gradeAfter) };
  return tierNotice(notice, { standard, reasons, treatments, gradeBefore, gradeAfter });
}

interface PolicyAsked {
  readonly on: string;
  readonly regionCode: string;
  readonly knownAt: string;
}

const policiesOn = oncePerRequest((context: Context, { on, regionCode, knownAt }: PolicyAsked) =>
  context.store.run(READ_POLICIES, [[RENTAL_HOUSE_SECTOR], on, throughItsMillisecond(knownAt), [regionCode]]),
);
