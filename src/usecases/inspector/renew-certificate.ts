import { type CivilDate, parseCivilDate } from '../../domain/civil-date.js';
import { DomainError } from '../../domain/refusal.js';
import { LOCK_INSPECTOR, RENEW_CERTIFICATE } from '../../store/inspectors.js';
import { type ActInput, command, type Outcome } from '../command.js';
import { actorOf, type Context } from '../context.js';

export interface RenewCertificateInput extends ActInput {
  readonly inspectorId: string;
  readonly certificateExpiresOn: CivilDate;
}

/** Gives the certificate of an inspector of the own office a later last day. Draws already committed to keep the day they froze. */
export function renewCertificate(
  context: Context,
  input: RenewCertificateInput,
): Promise<Outcome<{ inspectorId: string }>> {
  return command(context, 'renewCertificate', input, async (unit) => {
    const { officerId, officeId } = actorOf(context);
    const { inspectorId } = input;
    const [inspector] = await unit.run(LOCK_INSPECTOR, [inspectorId, officeId]);
    if (inspector === undefined) throw new DomainError('NOT_FOUND', { field: ['input', 'inspectorId'] });
    if (!inspector.active) throw new DomainError('WRONG_STATE', { field: ['input', 'inspectorId'] });
    const field = ['input', 'certificateExpiresOn'];
    const expiresOn = parseCivilDate(input.certificateExpiresOn, field);
    if (expiresOn < context.today) throw new DomainError('DATE_IN_PAST', { field });
    const formerExpiresOn = inspector.certificateExpiresOn;
    if (expiresOn <= formerExpiresOn)
      throw new DomainError('INVALID_DATE', { field, facts: { formerExpiresOn } });
    const { certificateNumber } = inspector;
    await unit.run(RENEW_CERTIFICATE, [
      context.newId(),
      inspectorId,
      expiresOn,
      certificateNumber,
      formerExpiresOn,
      officerId,
    ]);
    return { inspectorId };
  });
}
