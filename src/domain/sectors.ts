/** The sector that rates rental houses (城中村治理); its grade is the tier that sets how often a house is inspected. */
export const RENTAL_HOUSE_SECTOR = 'urban-village';

/** The sector that classes enterprises by credit risk (企业信用风险分类); internal to market regulation. */
export const ENTERPRISE_RISK_SECTOR = 'enterprise-risk';
