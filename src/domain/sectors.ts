/** The sector that rates rental houses (城中村治理); its grade is the tier that sets how often a house is inspected. */
export const RENTAL_HOUSE_SECTOR = 'urban-village';

/** The sectors that rate natural persons as owners and as managers of rental houses (房主、管理人信用评价). */
export const RENTAL_OWNER_SECTOR = 'rental-owner';
export const RENTAL_MANAGER_SECTOR = 'rental-manager';

/** The sector that classes enterprises by credit risk (企业信用风险分类); internal to market regulation. */
export const ENTERPRISE_RISK_SECTOR = 'enterprise-risk';
