/** How the company corrects: whose consent a correction needs, and who may decide about their own hours. */
import type pg from 'pg'
import type { OwnApproval } from '../../core/correction.ts'

export interface CorrectionSettings {
  consent: 'none' | 'both'
  ownApproval: OwnApproval
}

export async function readCorrectionSettings(client: pg.ClientBase | pg.Pool): Promise<CorrectionSettings> {
  const { rows } = await client.query<{ consent: 'none' | 'both'; own: OwnApproval }>(
    'select correction_consent as consent, own_approval as own from company',
  )
  return { consent: rows[0]!.consent, ownApproval: rows[0]!.own }
}

export async function readOwnApproval(client: pg.ClientBase | pg.Pool): Promise<OwnApproval> {
  return (await readCorrectionSettings(client)).ownApproval
}
