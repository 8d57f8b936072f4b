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
