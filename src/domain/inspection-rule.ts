/**
 * What can be set about rental inspections besides the intervals of the tiers (检查规则). Values are whole numbers in the unit of
 * their kind; a switch is 0 or 1. Bounds, defaults and sources stand in `seeds/reference/inspection-rules.json`.
 */
export const INSPECTION_RULE_CODES = [
  'OFFICERS_PRESENT',
  'VISIT_RECORDED_WITHIN',
  'AUXILIARIES_IN_PUBLIC_AREA',
  'AUXILIARIES_IN_ROOMS',
  'REVISIT_AFTER',
  'REMIND_BEFORE',
  'FAILURES_BEFORE_TRANSFER',
  'FAILURE_WINDOW',
  'PRESS_VILLAGE_FROM',
  'PRESS_TOWN_FROM',
  'ROUND_WINDOW',
  'SHOW_TIER_COLOUR',
  'OBJECTION_TERM',
  'RESALE_WINDOW',
] as const;

export type InspectionRuleCode = (typeof INSPECTION_RULE_CODES)[number];

export type RuleUnit = 'DAY' | 'WORKING_DAY' | 'MONTH' | 'TIMES' | 'PERSONS' | 'SWITCH';

/** The rules in force on one day for one office, by their codes. */
export type InspectionRules = Readonly<Record<InspectionRuleCode, number>>;
