/** What an approval office does with the receipt of an answer, and whoever is shown one. */
export const RECEIPTS = `# 核查回执 · Receipts — sign in as approval-officer.
# 1. The receipt of a check. Open reportPath with the same bearer token and print it: one page of A4 with a code that leads
#    to verificationUrl. (信用核查报告)
query Receipt($checkId: ID!) {
  node(id: $checkId) { ... on CreditCheck {
    matter
    receipt { jws hash keyId issuedAt expiresOn reportPath verificationUrl }
  } }
}

# 2. Somebody shows you a receipt: is it as it was issued, on record, and still to be relied on? Any officer may ask. (回执核验)
query Verify($jws: String!) {
  verifyReceipt(jws: $jws) { state officeName creditCode verdict issuedAt expiresOn hash }
}

# Without this service: node scripts/verify-receipt.mjs report.html --keys https://…/.well-known/receipt-keys.json
`;
