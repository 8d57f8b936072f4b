/** What random inspections look at: enterprises themselves, or what enterprises answer for. */
export const OBJECT_KINDS = ['ENTERPRISE', 'PRODUCT', 'PROJECT', 'CONDUCT'] as const;
export type ObjectKind = (typeof OBJECT_KINDS)[number];

/** Whoever has one of these roles is no inspector of enterprises. Source: 国办发〔2024〕54号 [S]. */
export const NO_INSPECTORS = ['AUXILIARY', 'GRID_WORKER', 'RESIDENT', 'INTEGRATOR'] as const;

/** A public id that stands in proofs as it is: ASCII, no separator of any list. */
export const PUBLIC_ID = /^[0-9A-Za-z._-]{1,64}$/;
