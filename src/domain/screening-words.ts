import type { FallOutReason } from './screening.js';
import { REASON_WORDS } from './verdict-words.js';

/** Why somebody falls out of a screening. */
export const FALL_OUT_WORDS: Readonly<Record<FallOutReason, { readonly zh: string; readonly en: string }>> = {
  ...REASON_WORDS,
  NOT_ON_RED_LIST: { zh: '未列入所要求的红名单。', en: 'On none of the red lists that are asked for.' },
  NOT_RATED: { zh: '在所要求的行业没有评级。', en: 'Not rated in the sector that is asked for.' },
  GRADE_NOT_ACCEPTED: { zh: '等级不符合要求。', en: 'Its grade is not one of those asked for.' },
};
