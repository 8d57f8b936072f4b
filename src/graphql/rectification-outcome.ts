import { registerEnumType } from 'type-graphql';

export const RectificationOutcome = { RECTIFIED: 'RECTIFIED', NOT_RECTIFIED: 'NOT_RECTIFIED' } as const;
registerEnumType(RectificationOutcome, {
  name: 'RectificationOutcome',
  description: 'What became of a hazard.',
  valuesConfig: {
    RECTIFIED: { description: 'Put right (已整改): it is closed.' },
    NOT_RECTIFIED: {
      description: 'Not put right when the term ended (逾期未整改): it is counted and a new term begins.',
    },
  },
});

export const CheckOutcome = { ...RectificationOutcome, WITHIN_TERM: 'WITHIN_TERM' } as const;
registerEnumType(CheckOutcome, {
  name: 'CheckOutcome',
  description: 'What a look at a hazard came to.',
  valuesConfig: {
    RECTIFIED: { description: 'Put right (已整改).' },
    NOT_RECTIFIED: { description: 'Not put right when the term was over (逾期未整改).' },
    WITHIN_TERM: {
      description:
        'Not put right yet, at a look that was asked for while the term still ran (期限内); it counts for nothing.',
    },
  },
});
